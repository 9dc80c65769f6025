//! Which workspaces this device holds, and under which names their documents are stored.

use domain::id::WorkspaceId;
use indexed_db_futures::database::Database;
use indexed_db_futures::error::Error;
use indexed_db_futures::prelude::*;
use js_sys::Uint8Array;
use replica::document_id::DocumentId;
use replica::protocol::{StorageTrouble, decode, encode};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};

use super::database::{self, WORKSPACES};
use super::trouble;

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

/// The registration of a workspace, if this device holds it.
pub(crate) async fn find(
    db: &Database,
    workspace: WorkspaceId,
) -> Result<Option<Registration>, StorageTrouble> {
    Ok(database::get(db, WORKSPACES, &workspace.to_string()).await?.and_then(read))
}

/// The registration of the workspace that `fresh` is for: the one there is, else `fresh` itself,
/// which is on disk when this returns.
///
/// Looking and adding are one transaction, so two tabs that open a new workspace at the same time
/// agree on its documents.
pub(crate) async fn find_or_add(
    db: &Database,
    fresh: &Registration,
) -> Result<Registration, StorageTrouble> {
    let key = fresh.workspace.to_string();
    let transaction = database::strict(db, WORKSPACES)?;
    let find_or_add = async {
        let store = transaction.object_store(WORKSPACES)?;
        let found: Option<JsValue> = store.get(key.as_str()).await?;
        if let Some(found) = found.and_then(read) {
            return Ok(found);
        }
        if let Some(bytes) = encode(fresh) {
            store.put(JsValue::from(Uint8Array::from(bytes.as_slice()))).with_key(key).build()?;
        }
        drop(store);
        transaction.commit().await?;
        Ok(*fresh)
    };
    find_or_add.await.map_err(|error: Error| trouble::of_error(&error))
}

fn read(value: JsValue) -> Option<Registration> {
    decode(&value.dyn_into::<Uint8Array>().ok()?.to_vec())
}
