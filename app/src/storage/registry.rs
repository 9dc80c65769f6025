//! Which workspaces this device holds, and under which names their documents are stored.

use domain::id::WorkspaceId;
use indexed_db_futures::database::Database;
use indexed_db_futures::transaction::TransactionDurability;
use js_sys::Uint8Array;
use replica::document_id::DocumentId;
use replica::protocol::{StorageTrouble, decode, encode};
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsCast;

use super::database::{self, WORKSPACES};

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
    let value = database::get(db, WORKSPACES, &workspace.to_string()).await?;
    let bytes = value.and_then(|value| value.dyn_into::<Uint8Array>().ok());
    Ok(bytes.and_then(|bytes| decode(&bytes.to_vec())))
}

/// Registers a workspace, on disk when it returns.
pub(crate) async fn add(db: &Database, registration: &Registration) -> Result<(), StorageTrouble> {
    let Some(bytes) = encode(registration) else { return Ok(()) };
    let value = Uint8Array::from(bytes.as_slice()).into();
    let key = registration.workspace.to_string();
    database::put(db, WORKSPACES, &key, value, TransactionDurability::Strict).await
}
