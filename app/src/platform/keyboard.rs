//! Keys that mean something anywhere on a page.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

/// Whether the key goes into a field, or the page is behind a dialog.
pub fn is_typing(event: &Event) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is = |selector: &str| {
        element.as_ref().is_some_and(|element| element.closest(selector).ok().flatten().is_some())
    };
    is("input, textarea, select, [contenteditable], dialog")
}
