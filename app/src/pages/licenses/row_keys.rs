//! The keyboard in the list.

use leptos::ev;
use leptos::prelude::*;

use crate::platform::row_keys;

/// Listens as long as the list is on the page; there is nothing to see.
#[component]
pub(in crate::pages) fn RowKeys() -> impl IntoView {
    let keys = window_event_listener(ev::keydown, |event| row_keys::follow(&event));
    on_cleanup(move || keys.remove());
}
