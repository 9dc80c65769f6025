//! The clipboard: text in, and out again after a while.
//!
//! It is read only to tell whether it still holds what we put there, and only where the browser
//! allows that without a question: what else a person copied is none of our business.

use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AddEventListenerOptions, Clipboard, PermissionState, PermissionStatus};

/// A page out of sight may not touch the clipboard; it tries again so many times.
const MOST_TRIES: usize = 10;

/// Puts `text` on the clipboard; `false` when the browser does not allow it.
pub async fn write(text: &str) -> bool {
    match clipboard() {
        Some(clipboard) => JsFuture::from(clipboard.write_text(text)).await.is_ok(),
        None => false,
    }
}

/// Takes `text` off the clipboard, unless it is known to hold something else by now. What cannot be
/// done at once is tried again whenever the person comes back to the page.
pub async fn forget(text: &str) {
    for _ in 0..MOST_TRIES {
        if read().await.is_some_and(|held| held != text) || write("").await {
            return;
        }
        back_in_focus().await;
    }
}

/// What it holds, where the browser allows to read it without asking the person.
async fn read() -> Option<String> {
    let query = Object::new();
    Reflect::set(&query, &"name".into(), &"clipboard-read".into()).ok()?;
    let asked = web_sys::window()?.navigator().permissions().ok()?.query(&query).ok()?;
    let status: PermissionStatus = JsFuture::from(asked).await.ok()?.dyn_into().ok()?;
    if status.state() != PermissionState::Granted {
        return None;
    }
    JsFuture::from(clipboard()?.read_text()).await.ok()?.as_string()
}

/// Returns when the window gets the focus the next time.
async fn back_in_focus() {
    let promise = Promise::new(&mut |resolve, _| {
        let once = AddEventListenerOptions::new();
        once.set_once(true);
        if let Some(window) = web_sys::window() {
            window
                .add_event_listener_with_callback_and_add_event_listener_options(
                    "focus", &resolve, &once,
                )
                .unwrap_or_default();
        }
    });
    JsFuture::from(promise).await.unwrap_or(JsValue::UNDEFINED);
}

/// Absent on addresses that are not secure, whatever the type says.
fn clipboard() -> Option<Clipboard> {
    let navigator = web_sys::window()?.navigator();
    Reflect::get(&navigator, &"clipboard".into()).ok()?.dyn_into().ok()
}
