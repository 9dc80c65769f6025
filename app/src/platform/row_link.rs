//! A click on a row of a table follows the row's link. The link stays the real control; this only
//! makes it easier to hit.

use leptos::ev;
use leptos::prelude::queue_microtask;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// What a click is for already.
const CONTROLS: &str = "a, button, input, select, textarea, label";

/// Follows the link of the row that was clicked, unless the click was for something else.
pub fn follow(event: &ev::MouseEvent) {
    let has_modifier = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    if !event.default_prevented() && !has_modifier && !is_selecting() {
        follow_from(event.target().and_then(|target| target.dyn_into().ok()));
    }
}

fn follow_from(target: Option<Element>) -> Option<()> {
    let target = target?;
    if target.closest(CONTROLS).ok()?.is_some() {
        return None;
    }
    let row = target.closest("tbody tr").ok()??;
    let link = row.query_selector("th a[href]").ok()??;
    let link = link.dyn_into::<HtmlElement>().ok()?;
    // Afterwards: the link's own click passes through the listener that is running now.
    queue_microtask(move || link.click());
    Some(())
}

/// Whether the person has just marked some text, to copy it.
fn is_selecting() -> bool {
    let selection = web_sys::window().and_then(|window| window.get_selection().ok().flatten());
    selection.is_some_and(|selection| !selection.is_collapsed())
}
