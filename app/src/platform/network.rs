//! Whether the browser believes it has a network.

use leptos::prelude::*;

/// A signal that follows `navigator.onLine`.
pub fn online() -> ReadSignal<bool> {
    let is_online = || web_sys::window().is_none_or(|window| window.navigator().on_line());
    let (online, set_online) = signal(is_online());
    for event in ["online", "offline"] {
        let handle = window_event_listener_untyped(event, move |_| set_online.set(is_online()));
        on_cleanup(move || handle.remove());
    }
    online
}
