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

/// Takes what stands behind the `#` out of the address, on a page whose path begins with `prefix`.
pub fn take_fragment(prefix: &str) -> Option<String> {
    let window = web_sys::window()?;
    let location = window.location();
    let (path, hash) = (location.pathname().ok()?, location.hash().ok()?);
    let fragment = hash.strip_prefix('#').filter(|_| path.starts_with(prefix))?;
    let history = window.history().ok()?;
    history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&path)).ok()?;
    Some(fragment.to_owned())
}

/// What the browser calls itself, in two words such as "Firefox on Linux".
pub fn browser() -> String {
    let agent = web_sys::window().and_then(|w| w.navigator().user_agent().ok()).unwrap_or_default();
    let first = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    // Each of them pretends to be one or more that come after it here.
    let browser = first(&[
        ("Edg/", "Edge"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => "This browser".to_owned(),
    }
}
