//! A small menu of buttons and links on the native disclosure element.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use super::{Icon, IconName};

/// Closes on a choice, on Escape, and when the focus or a click goes elsewhere.
#[component]
pub fn Menu(
    /// The name of the button that opens it.
    #[prop(into)]
    label: String,
    icon: IconName,
    children: Children,
) -> impl IntoView {
    let element = NodeRef::<html::Details>::new();
    let close = move || {
        if let Some(details) = element.get_untracked() {
            details.set_open(false);
        }
    };
    let close_unless_inside = move |target: Option<web_sys::EventTarget>| {
        let node = target.and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        let inside = element.get_untracked().is_some_and(|details| details.contains(node.as_ref()));
        if !inside {
            close();
        }
    };
    let outside_click =
        window_event_listener(ev::pointerdown, move |event| close_unless_inside(event.target()));
    on_cleanup(move || outside_click.remove());
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && element.get_untracked().is_some_and(|details| details.open())
        {
            event.stop_propagation();
            close();
            focus_summary(element);
        }
    };
    view! {
        <details class="menu" node_ref=element on:keydown=on_key on:focusout=move |event| if event.related_target().is_some() { close_unless_inside(event.related_target()) }>
            <summary class="button" data-icon-only="" aria-label=label>
                <Icon name=icon/>
            </summary>
            <div class="menu__list" on:click=move |_| close()>
                {children()}
            </div>
        </details>
    }
}

fn focus_summary(element: NodeRef<html::Details>) {
    let summary = element
        .get_untracked()
        .and_then(|details| details.query_selector("summary").ok().flatten());
    if let Some(summary) =
        summary.and_then(|summary| summary.dyn_into::<web_sys::HtmlElement>().ok())
    {
        // A control that cannot take the focus leaves it where it is.
        summary.focus().ok();
    }
}
