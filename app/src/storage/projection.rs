//! What is cached beside the documents: the projection, read by the page before anything else, and
//! the records of the stored snapshot, read by the worker. Both can be made anew.

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
    let bytes = read(&db, &workspace.to_string()).await;
    db.close();
    Snapshot::decode(&bytes?)
}

/// Caches a projection.
pub(crate) async fn store(
    db: &Database,
    workspace: WorkspaceId,
    bytes: &[u8],
) -> Result<(), StorageTrouble> {
    write(db, &workspace.to_string(), bytes).await
}

/// The cached records of a workspace's inventory.
pub(crate) async fn load_records(db: &Database, workspace: WorkspaceId) -> Option<Vec<u8>> {
    read(db, &records_of(workspace)).await
}

/// Caches records of a workspace's inventory.
pub(crate) async fn store_records(
    db: &Database,
    workspace: WorkspaceId,
    bytes: &[u8],
) -> Result<(), StorageTrouble> {
    write(db, &records_of(workspace), bytes).await
}

/// Forgets what is cached of a workspace.
pub(crate) async fn remove(db: &Database, workspace: WorkspaceId) -> Result<(), StorageTrouble> {
    let keys = [workspace.to_string(), records_of(workspace)];
    database::delete(db, PROJECTIONS, &keys).await
}

fn records_of(workspace: WorkspaceId) -> String {
    format!("{workspace}/records")
}

async fn read(db: &Database, key: &str) -> Option<Vec<u8>> {
    let value = database::get(db, PROJECTIONS, key).await.ok()??;
    Some(value.dyn_into::<Uint8Array>().ok()?.to_vec())
}

async fn write(db: &Database, key: &str, bytes: &[u8]) -> Result<(), StorageTrouble> {
    let value = Uint8Array::from(bytes).into();
    database::put(db, PROJECTIONS, key, value, TransactionDurability::Relaxed).await
}
