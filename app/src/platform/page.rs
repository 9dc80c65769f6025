//! The document around the app: its title, its boot screen, its theme.

use web_sys::{Document, FocusOptions, HtmlElement};

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Removes the static screen that stood in while the app was loading.
pub fn remove_boot_screen() {
    if let Some(boot) = document().and_then(|document| document.get_element_by_id("boot")) {
        boot.remove();
    }
}

/// Sets what the browser's tab says.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Opens the browser's dialog for printing the page.
pub fn print() {
    if let Some(window) = web_sys::window() {
        // A browser that does not print says so itself.
        window.print().unwrap_or_default();
    }
}

/// Sets or removes an attribute of the root element, such as `data-theme`.
pub fn set_root_attribute(name: &str, value: Option<&str>) {
    let Some(root) = document().and_then(|document| document.document_element()) else { return };
    match value {
        Some(value) => root.set_attribute(name, value).unwrap_or_default(),
        None => root.remove_attribute(name).unwrap_or_default(),
    }
}

/// Moves the focus to the page's heading, so that a new page is announced. The page stays where the
/// browser scrolled it: going back leads to the same place of a list.
pub fn focus_heading() {
    use wasm_bindgen::JsCast;
    let focused = document().and_then(|document| document.active_element());
    let is_at_work =
        focused.is_some_and(|focused| focused.closest("main *").is_ok_and(|found| found.is_some()));
    // Somebody quick has gone to a field of the new page already, as with `/`.
    if is_at_work {
        return;
    }
    let heading = document().and_then(|document| document.query_selector("main h1").ok().flatten());
    if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        heading.focus_with_options(&options).unwrap_or_default();
    }
}
