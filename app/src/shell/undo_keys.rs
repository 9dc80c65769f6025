//! Ctrl-Z and Ctrl-Shift-Z, or with Cmd, anywhere but in a field, where they belong to the browser.

use leptos::ev;
use leptos::prelude::*;

use crate::platform::keyboard::is_typing;
use crate::state::undo::use_undo;

/// Listens as long as its owner lives.
pub(super) fn follow_undo_keys() {
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
