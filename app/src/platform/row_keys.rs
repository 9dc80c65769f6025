//! Keys that go from row to row of a table whose rows are led by a link: the arrows move, the space
//! bar ticks. Enter follows the link by itself.

use leptos::ev;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The links that rows are led by.
const LINKS: &str = "tbody th a[href]";

/// Does what a key asks for, if it is pressed on the link of a row or, to get there, in the search
/// field above the table.
pub fn follow(event: &ev::KeyboardEvent) {
    let has_modifier = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(target) = target.filter(|_| !has_modifier) else { return };
    if followed(&target, &event.key()).is_some() {
        event.prevent_default();
    }
}

fn followed(target: &Element, key: &str) -> Option<()> {
    let is_search = target.matches("input[type=search]").ok()?;
    if is_search {
        return if key == "ArrowDown" { focus(&first_link(target)?) } else { None };
    }
    if !target.matches(LINKS).ok()? {
        return None;
    }
    let row = target.closest("tr").ok()??;
    match key {
        "ArrowDown" => focus(&link_of(row.next_element_sibling()?)?),
        "ArrowUp" => match row.previous_element_sibling().and_then(link_of) {
            Some(link) => focus(&link),
            None => focus(&search_field(target)?),
        },
        " " => {
            let tick = row.query_selector("input[type=checkbox]").ok()??;
            tick.dyn_into::<HtmlElement>().ok()?.click();
            Some(())
        }
        _ => None,
    }
}

fn first_link(near: &Element) -> Option<HtmlElement> {
    near.owner_document()?.query_selector(LINKS).ok()??.dyn_into().ok()
}

fn search_field(near: &Element) -> Option<HtmlElement> {
    near.owner_document()?.query_selector("input[type=search]").ok()??.dyn_into().ok()
}

fn link_of(row: Element) -> Option<HtmlElement> {
    row.query_selector("th a[href]").ok()??.dyn_into().ok()
}

fn focus(element: &HtmlElement) -> Option<()> {
    element.focus().ok()
}
