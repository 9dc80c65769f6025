//! The clipboard: text in, and out again after a while.
//!
//! Nothing here reads it: what else a person copied is none of our business.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Clipboard;

/// Puts `text` on the clipboard; `false` when the browser does not allow it.
pub async fn write(text: &str) -> bool {
    match clipboard() {
        Some(clipboard) => JsFuture::from(clipboard.write_text(text)).await.is_ok(),
        None => false,
    }
}

/// Empties the clipboard. A page that lost the focus may not, so this can come to nothing.
pub async fn clear() {
    write("").await;
}

/// Absent on addresses that are not secure, whatever the type says.
fn clipboard() -> Option<Clipboard> {
    let navigator = web_sys::window()?.navigator();
    js_sys::Reflect::get(&navigator, &"clipboard".into()).ok()?.dyn_into().ok()
}
