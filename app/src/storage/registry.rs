//! Which workspaces this device holds, and under which names their documents are stored.

use domain::id::WorkspaceId;
use indexed_db_futures::database::Database;
use js_sys::Uint8Array;
use replica::document_id::DocumentId;
use replica::protocol::{StorageTrouble, decode, encode};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};

use super::database::{self, CACHE_PATIENCE, WORKSPACES};

/// Changes whenever the shape of a registration does.
const FORMAT: u8 = 1;

/// Under this key stands the identity of the device's first workspace.
const FIRST: &str = "first";

/// A workspace of this device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Registration {
    /// Its identity on this device.
    pub(crate) workspace: WorkspaceId,
    /// The identity its product keys are bound to: of the workspace a backup was made of, where
    /// this one was restored beside it.
    pub(crate) bound_to: WorkspaceId,
    /// Its inventory.
    pub(crate) inventory: DocumentId,
    /// Its vault.
    pub(crate) vault: DocumentId,
}

/// The first workspace of this device: the one that is remembered here, else `fresh`, which is
/// remembered from now on. Two tabs of a new device agree on it. Without storage it is `fresh`.
pub async fn first(fresh: WorkspaceId) -> WorkspaceId {
    let Ok(db) = database::open_own(CACHE_PATIENCE).await else { return fresh };
    let value = JsValue::from(fresh.to_string());
    let found = database::get_or_put(&db, WORKSPACES, FIRST, value).await;
    db.close();
    let known = found.ok().flatten().and_then(|value| value.as_string()?.parse().ok());
    known.unwrap_or(fresh)
}

/// Whether this device holds a workspace.
pub(crate) async fn holds(db: &Database, workspace: WorkspaceId) -> Result<bool, StorageTrouble> {
    let found = database::get(db, WORKSPACES, &workspace.to_string()).await?;
    Ok(found.is_some())
}

/// The registration of the workspace that `fresh` is for: the one there is, else `fresh` itself,
/// which is on disk when this returns. Two tabs that open a new workspace at once agree on it.
pub(crate) async fn find_or_add(
    db: &Database,
    fresh: &Registration,
) -> Result<Registration, StorageTrouble> {
    let mut bytes = vec![FORMAT];
    bytes.extend(encode(fresh).unwrap_or_default());
    let value = JsValue::from(Uint8Array::from(bytes.as_slice()));
    let key = fresh.workspace.to_string();
    match database::get_or_put(db, WORKSPACES, &key, value).await? {
        None => Ok(*fresh),
        // One that does not read is never replaced: it may be a newer version's.
        Some(found) => read(found).ok_or_else(|| {
            StorageTrouble::Other("the workspace's registration does not read".to_owned())
        }),
    }
}

fn read(value: JsValue) -> Option<Registration> {
    let bytes = value.dyn_into::<Uint8Array>().ok()?.to_vec();
    let (format, content) = bytes.split_first()?;
    if *format == FORMAT { decode(content) } else { None }
}
