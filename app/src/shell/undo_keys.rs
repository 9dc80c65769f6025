//! Ctrl-Z and Ctrl-Shift-Z, or with Cmd, anywhere but in a field, where they belong to the browser.

use leptos::ev;
use leptos::prelude::*;

use crate::platform::keyboard::is_typing;
use crate::state::undo::use_undo;

/// Listens as long as it is on the page; there is nothing to see.
#[component]
pub fn UndoKeys() -> impl IntoView {
    let undo = use_undo();
    let keys = window_event_listener(ev::keydown, move |event| {
        let is_z = event.key().eq_ignore_ascii_case("z");
        if is_z && (event.ctrl_key() || event.meta_key()) && !is_typing(&event) {
            event.prevent_default();
            undo.run(event.shift_key());
        }
    });
    on_cleanup(move || keys.remove());
}
