//! What happens when the page itself breaks: the recovery screen that is already in the HTML.
//!
//! A panic ends the wasm program, so nothing of the app can show the news. What the person did is
//! with the worker and in storage by then.

use std::panic::{PanicHookInfo, set_hook};

use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;

/// Installs the hook.
pub fn install() {
    set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        show_recovery(&place(info));
    }));
}

/// Unhides the recovery screen.
pub fn show_recovery(message: &str) {
    let recover = web_sys::window()
        .and_then(|window| js_sys::Reflect::get(&window, &"seatwiseRecover".into()).ok())
        .and_then(|function| function.dyn_into::<js_sys::Function>().ok());
    if let Some(recover) = recover {
        recover.call1(&JsValue::NULL, &message.into()).unwrap_or_default();
    }
}

/// Only the place is told: a panic's own words could quote what a person typed.
fn place(info: &PanicHookInfo<'_>) -> String {
    info.location().map_or_else(String::new, |at| format!("{}:{}", at.file(), at.line()))
}
