//! Keys of this device that never leave the browser's own keeping.
//!
//! Stored as `CryptoKey` objects that cannot be exported: neither this code nor anything else that
//! runs in the page can read their bytes.

use domain::id::WorkspaceId;
use indexed_db_futures::database::Database;
use js_sys::{Object, Reflect, Uint8Array};
use replica::protocol::StorageTrouble;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CryptoKey, CryptoKeyPair};

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
    /// The workspace key once more, wrapped by the device key: from this it is wrapped for recovery,
    /// and can be handed on to another device of a member.
    pub(crate) wrapped: Vec<u8>,
    /// Nonce of that wrapping.
    pub(crate) wrap_nonce: Vec<u8>,
}

/// The keys of a workspace that this device holds, those it seals with first.
pub(crate) async fn all(
    db: &Database,
    workspace: WorkspaceId,
) -> Result<Vec<DeviceKeys>, StorageTrouble> {
    let mut all = Vec::new();
    let first = workspace.to_string();
    let further = further(workspace, "");
    let names = database::keys(db, KEYS).await?;
    let is_first = |name: &&String| **name == first;
    let is_further = |name: &&String| name.starts_with(&further);
    for name in names.iter().filter(is_first).chain(names.iter().filter(is_further)) {
        if let Some(found) = database::get(db, KEYS, name).await? {
            all.push(read(&found).ok_or_else(unreadable)?);
        }
    }
    Ok(all)
}

/// Adds a workspace key that came from elsewhere to those this device holds; none is replaced.
pub(crate) async fn add(
    db: &Database,
    workspace: WorkspaceId,
    keys: &DeviceKeys,
) -> Result<(), StorageTrouble> {
    let first = workspace.to_string();
    let Some(found) = database::get_or_put(db, KEYS, &first, write(keys)).await? else {
        return Ok(());
    };
    let has_it = read(&found).is_some_and(|found| found.epoch == keys.epoch);
    if !has_it {
        database::get_or_put(db, KEYS, &further(workspace, &keys.epoch), write(keys)).await?;
    }
    Ok(())
}

/// Under this name lie further keys of a workspace.
fn further(workspace: WorkspaceId, epoch: &str) -> String {
    format!("{workspace}/{epoch}")
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

/// This device's own pair for what is named, a workspace that it shares or one it asks to come into.
pub(crate) async fn pair(db: &Database, name: &str) -> Option<CryptoKeyPair> {
    let found = database::get(db, KEYS, &pair_of(name)).await.ok()??;
    Some(found.unchecked_into())
}

/// Keeps it, on disk when it returns.
pub(crate) async fn put_pair(
    db: &Database,
    name: &str,
    pair: &CryptoKeyPair,
) -> Result<(), StorageTrouble> {
    database::put_all(db, KEYS, &[(pair_of(name), pair.clone().into())]).await
}

/// Forgets it.
pub(crate) async fn remove_pair(db: &Database, name: &str) -> Result<(), StorageTrouble> {
    database::delete(db, KEYS, &[pair_of(name)]).await
}

/// Not among the workspace's own keys, whose names begin with its identity.
fn pair_of(name: &str) -> String {
    format!("pair/{name}")
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
