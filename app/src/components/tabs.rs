//! Tabs with one panel: arrow keys move, Home and End jump, and the panel belongs to the selected tab.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use crate::erased::live;

/// One tab: an id for the page, a word for the person and perhaps a count beside it.
#[derive(Clone, Debug)]
pub struct Tab {
    id: &'static str,
    label: String,
    count: Option<Signal<usize>>,
}

impl Tab {
    pub fn new(id: &'static str, label: impl Into<String>) -> Self {
        Self { id, label: label.into(), count: None }
    }

    pub fn counted(
        id: &'static str,
        label: impl Into<String>,
        count: impl Into<Signal<usize>>,
    ) -> Self {
        Self { id, label: label.into(), count: Some(count.into()) }
    }
}

/// The children are the panel: they follow `selected` themselves.
#[component]
pub fn Tabs(
    #[prop(into)] label: String,
    tabs: Vec<Tab>,
    #[prop(into)] selected: Signal<String>,
    #[prop(into)] on_select: Callback<String>,
    children: Children,
) -> impl IntoView {
    let list = NodeRef::<html::Div>::new();
    let ids: Vec<&'static str> = tabs.iter().map(|tab| tab.id).collect();
    let on_key = move |event: ev::KeyboardEvent| {
        let current = selected
            .with_untracked(|selected| ids.iter().position(|id| id == selected))
            .unwrap_or(0);
        let Some(next) = moved(&event.key(), current, ids.len()) else { return };
        event.prevent_default();
        if let Some(id) = ids.get(next) {
            on_select.run((*id).to_owned());
            focus_tab(list, id);
        }
    };
    let tabs = tabs.into_iter().map(|tab| tab_button(tab, selected, on_select)).collect_view();
    view! {
        <div class="tabs__list" role="tablist" aria-label=label node_ref=list on:keydown=on_key>
            {tabs}
        </div>
        <div
            class="tabs__panel"
            role="tabpanel"
            id="tab-panel"
            tabindex="0"
            aria-labelledby=live(move || format!("tab-{}", selected.read()))
        >
            {children()}
        </div>
    }
}

fn tab_button(tab: Tab, selected: Signal<String>, on_select: Callback<String>) -> impl IntoView {
    let Tab { id, label, count } = tab;
    let is_selected = move || selected.with(|selected| selected == id);
    view! {
        <button
            class="tabs__tab"
            role="tab"
            type="button"
            id=format!("tab-{id}")
            aria-controls="tab-panel"
            aria-selected=live(move || is_selected().to_string())
            tabindex=move || if is_selected() { "0" } else { "-1" }
            on:click=move |_| on_select.run(id.to_owned())
        >
            {label}
            {count.map(|count| view! { <span class="tabs__count" aria-hidden="true">{count}</span> })}
        </button>
    }
}

fn moved(key: &str, current: usize, total: usize) -> Option<usize> {
    let last = total.checked_sub(1)?;
    match key {
        "ArrowRight" => Some(if current >= last { 0 } else { current + 1 }),
        "ArrowLeft" => Some(current.checked_sub(1).unwrap_or(last)),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

fn focus_tab(list: NodeRef<html::Div>, id: &str) {
    let tab = list
        .get_untracked()
        .and_then(|list| list.query_selector(&format!("#tab-{id}")).ok().flatten());
    if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<web_sys::HtmlElement>().ok()) {
        // A control that cannot take the focus leaves it where it is.
        tab.focus().ok();
    }
}

#[cfg(test)]
mod tests {
    use super::moved;

    #[test]
    fn arrow_keys_go_round_and_home_and_end_jump() {
        assert_eq!(moved("ArrowRight", 0, 3), Some(1));
        assert_eq!(moved("ArrowRight", 2, 3), Some(0));
        assert_eq!(moved("ArrowLeft", 0, 3), Some(2));
        assert_eq!(moved("Home", 2, 3), Some(0));
        assert_eq!(moved("End", 0, 3), Some(2));
        assert_eq!(moved("Tab", 1, 3), None);
        assert_eq!(moved("ArrowRight", 0, 0), None);
    }
}
