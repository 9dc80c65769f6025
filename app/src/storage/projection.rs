//! The cached projection: read by the page before anything else, written by the worker at rest.

use domain::id::WorkspaceId;
use indexed_db_futures::database::Database;
use indexed_db_futures::transaction::TransactionDurability;
use js_sys::Uint8Array;
use replica::protocol::StorageTrouble;
use replica::snapshot::Snapshot;
use wasm_bindgen::JsCast;

use super::database::{self, CACHE_PATIENCE, PROJECTIONS};

/// The cached projection of a workspace, if there is a whole one. Storage that fails here is
/// reported by the worker, which needs it more.
pub async fn load(workspace: WorkspaceId) -> Option<Snapshot> {
    let db = database::open_own(CACHE_PATIENCE).await.ok()?;
    let value = database::get(&db, PROJECTIONS, &workspace.to_string()).await.ok()??;
    db.close();
    Snapshot::decode(&value.dyn_into::<Uint8Array>().ok()?.to_vec())
}

/// Caches a projection.
pub(crate) async fn store(
    db: &Database,
    workspace: WorkspaceId,
    snapshot: &Snapshot,
) -> Result<(), StorageTrouble> {
    let Some(bytes) = snapshot.encode() else { return Ok(()) };
    let value = Uint8Array::from(bytes.as_slice()).into();
    let key = workspace.to_string();
    database::put(db, PROJECTIONS, &key, value, TransactionDurability::Relaxed).await
}
