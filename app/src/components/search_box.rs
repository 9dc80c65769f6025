//! A search field that `/` reaches from anywhere on the page.

use super::{Icon, IconName};
use crate::platform::keyboard::is_typing;
use leptos::{ev, html, prelude::*};

#[component]
pub fn SearchBox(
    #[prop(into)] label: String,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_input: Callback<String>,
) -> impl IntoView {
    let element = NodeRef::<html::Input>::new();
    let shortcut = window_event_listener(ev::keydown, move |event| {
        if event.key() == "/"
            && !(event.ctrl_key() || event.meta_key() || event.alt_key())
            && !is_typing(&event)
            && let Some(input) = element.get_untracked()
        {
            event.prevent_default();
            // A page without focus keeps it that way.
            input.focus().ok();
        }
    });
    on_cleanup(move || shortcut.remove());
    let empty_on_escape = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && !value.read_untracked().is_empty() {
            event.prevent_default();
            on_input.run(String::new());
        }
    };
    view! {
        <div class="search-box">
            <Icon name=IconName::Search/>
            <input
                class="control"
                type="search"
                node_ref=element
                aria-label=label.clone()
                aria-keyshortcuts="/"
                placeholder=label
                autocomplete="off"
                spellcheck="false"
                prop:value=value
                on:input=move |event| on_input.run(event_target_value(&event))
                on:keydown=empty_on_escape
            />
            <kbd aria-hidden="true">"/"</kbd>
        </div>
    }
}
