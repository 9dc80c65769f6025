//! The time zones the browser knows by name.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::JsCast;

/// All of them; none in a browser that does not list them.
pub fn known() -> Vec<String> {
    list()
        .map(|names| names.iter().filter_map(|name| name.as_string()).collect())
        .unwrap_or_default()
}

fn list() -> Option<Array> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let supported: Function =
        Reflect::get(&intl, &"supportedValuesOf".into()).ok()?.dyn_into().ok()?;
    supported.call1(&intl, &"timeZone".into()).ok()?.dyn_into().ok()
}
