//! What keeps a form from being saved, as links to the fields.

use std::sync::Arc;

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

use crate::erased::part;

/// Each problem is the name of its field and a sentence. Takes the focus whenever the problems change to some.
#[component]
pub fn ErrorSummary(
    #[prop(into)] title: String,
    #[prop(into)] problems: Signal<Vec<(String, String)>>,
) -> impl IntoView {
    let element = NodeRef::<html::Div>::new();
    Effect::new(move || {
        if let (false, Some(summary)) = (problems.read().is_empty(), element.get()) {
            // A page without focus keeps it that way.
            summary.focus().ok();
        }
    });
    let items = part(move || {
        problems.get().into_iter().map(|(field, text)| problem_link(field, text)).collect_view()
    });
    view! {
        <Show when=move || !problems.read().is_empty()>
            <div class="error-summary" role="alert" tabindex="-1" node_ref=element>
                <h2>{title.clone()}</h2>
                <ul>{Arc::clone(&items)}</ul>
            </div>
        </Show>
    }
}

fn problem_link(field: String, text: String) -> impl IntoView {
    let id = format!("field-{field}");
    let href = format!("#{id}");
    let go = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        let control = document()
            .get_element_by_id(&id)
            .and_then(|control| control.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(control) = control {
            // A control that cannot take the focus leaves it where it is.
            control.focus().ok();
        }
    };
    view! {
        <li>
            <a href=href rel="external" on:click=go>{text}</a>
        </li>
    }
}
