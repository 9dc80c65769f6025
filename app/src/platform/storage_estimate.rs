//! How much the browser stores for us, and whether it has promised to keep it.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{StorageEstimate, StorageManager};

/// How storage stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StorageFacts {
    /// Bytes in use, as far as the browser tells.
    pub used: u64,
    /// Bytes there may be in all, which is as much as the browser likes to say.
    pub quota: Option<u64>,
    /// It is kept until a person deletes it.
    pub is_kept: bool,
}

/// How it stands; `None` where the browser does not tell.
pub async fn look() -> Option<StorageFacts> {
    let storage = manager()?;
    let estimate = JsFuture::from(storage.estimate().ok()?).await.ok()?;
    let is_kept = JsFuture::from(storage.persisted().ok()?).await.ok()?.as_bool()?;
    let estimate = estimate.unchecked_into::<StorageEstimate>();
    let used = bytes(estimate.get_usage().unwrap_or_default());
    Some(StorageFacts { used, quota: estimate.get_quota().map(bytes), is_kept })
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number of bytes, far below 2 to the 53rd"
)]
fn bytes(number: f64) -> u64 {
    number as u64
}

/// Asks the browser to keep it. Whether it asks the person is up to the browser.
pub async fn keep() -> bool {
    let Some(asked) = manager().and_then(|storage| storage.persist().ok()) else { return false };
    JsFuture::from(asked).await.ok().and_then(|kept| kept.as_bool()).unwrap_or(false)
}

/// On an address that is not secure there is none, whatever the binding says.
fn manager() -> Option<StorageManager> {
    let storage = web_sys::window()?.navigator().storage();
    (!storage.is_undefined()).then_some(storage)
}
