//! Keys of this device that never leave the browser's own keeping.
//!
//! Stored as `CryptoKey` objects that cannot be exported: neither this code nor anything else that
//! runs in the page can read their bytes.

use domain::id::WorkspaceId;
use indexed_db_futures::database::Database;
use js_sys::{Object, Reflect, Uint8Array};
use replica::protocol::StorageTrouble;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::CryptoKey;

use super::database::{self, KEYS};

/// What this device holds to open a workspace's product keys.
#[derive(Debug, Clone)]
pub(crate) struct DeviceKeys {
    /// Names the workspace key; sealed keys say which one they need.
    pub(crate) epoch: String,
    /// The workspace key: wraps and unwraps content keys, and cannot be exported.
    pub(crate) workspace_key: CryptoKey,
    /// The device's own key, which cannot be exported either.
    pub(crate) device_key: CryptoKey,
    /// The workspace key once more, wrapped by the device key: from this it can be handed on to
    /// another device of a member.
    pub(crate) wrapped: Vec<u8>,
    /// Nonce of that wrapping.
    pub(crate) wrap_nonce: Vec<u8>,
}

/// The keys of a workspace, if this device holds them.
pub(crate) async fn find(
    db: &Database,
    workspace: WorkspaceId,
) -> Result<Option<DeviceKeys>, StorageTrouble> {
    let found = database::get(db, KEYS, &workspace.to_string()).await?;
    found.map(|found| read(&found).ok_or_else(unreadable)).transpose()
}

/// The keys of a workspace: those this device holds, else `fresh`, which are on disk when this
/// returns. Keys that are there are never replaced: what they sealed would be lost.
pub(crate) async fn find_or_add(
    db: &Database,
    workspace: WorkspaceId,
    fresh: DeviceKeys,
) -> Result<DeviceKeys, StorageTrouble> {
    let key = workspace.to_string();
    match database::get_or_put(db, KEYS, &key, write(&fresh)).await? {
        None => Ok(fresh),
        Some(found) => read(&found).ok_or_else(unreadable),
    }
}

fn unreadable() -> StorageTrouble {
    StorageTrouble::Other("the workspace's keys do not read".to_owned())
}

fn write(keys: &DeviceKeys) -> JsValue {
    let value = Object::new();
    let parts = [
        ("epoch", JsValue::from(keys.epoch.as_str())),
        ("workspaceKey", keys.workspace_key.clone().into()),
        ("deviceKey", keys.device_key.clone().into()),
        ("wrapped", Uint8Array::from(keys.wrapped.as_slice()).into()),
        ("wrapNonce", Uint8Array::from(keys.wrap_nonce.as_slice()).into()),
    ];
    for (name, part) in parts {
        // Setting a key of a fresh object cannot fail.
        Reflect::set(&value, &name.into(), &part).unwrap_or_default();
    }
    value.into()
}

fn read(value: &JsValue) -> Option<DeviceKeys> {
    let part = |name: &str| Reflect::get(value, &name.into()).ok();
    let bytes = |name: &str| Some(part(name)?.dyn_into::<Uint8Array>().ok()?.to_vec());
    Some(DeviceKeys {
        epoch: part("epoch")?.as_string()?,
        workspace_key: part("workspaceKey")?.dyn_into().ok()?,
        device_key: part("deviceKey")?.dyn_into().ok()?,
        wrapped: bytes("wrapped")?,
        wrap_nonce: bytes("wrapNonce")?,
    })
}
