//! Which workspaces this device holds, and under which names their documents are stored.

use domain::id::WorkspaceId;
use indexed_db_futures::database::Database;
use indexed_db_futures::transaction::TransactionDurability;
use js_sys::Uint8Array;
use replica::document_id::DocumentId;
use replica::protocol::{StorageTrouble, decode, encode};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};

use super::database::{self, CACHE_PATIENCE, WORKSPACES};

/// Changes whenever the shape of a registration or a card does.
const FORMAT: u8 = 1;

/// Under this key stands the identity of the device's first workspace.
const FIRST: &str = "first";

/// Where a workspace of this device is stored.
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

/// What can be said of a workspace without opening it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// What it is called; empty until somebody names it.
    pub name: String,
    /// How many licenses it has.
    pub n_licenses: u32,
}

/// A workspace of this device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its identity.
    pub id: WorkspaceId,
    /// What it holds; nothing is known of one that was never open for long.
    pub card: Option<Card>,
}

impl Listed {
    /// What it is called, as far as is known.
    pub fn name(&self) -> &str {
        self.card.as_ref().map_or("", |card| &card.name)
    }
}

/// All workspaces of this device. Storage that fails here is reported by the worker.
pub async fn all() -> Vec<Listed> {
    let Ok(db) = database::open_own(CACHE_PATIENCE).await else { return Vec::new() };
    let keys = database::keys(&db, WORKSPACES).await.unwrap_or_default();
    let mut all = Vec::new();
    for id in keys.iter().filter_map(|key| key.parse::<WorkspaceId>().ok()) {
        let card = database::get(&db, WORKSPACES, &card_of(id)).await.ok().flatten();
        all.push(Listed { id, card: card.and_then(read) });
    }
    db.close();
    all
}

/// Notes what a workspace holds. It can be noted anew, so it need not be on disk at once.
pub(crate) async fn note(
    db: &Database,
    workspace: WorkspaceId,
    card: &Card,
) -> Result<(), StorageTrouble> {
    let durability = TransactionDurability::Relaxed;
    database::put(db, WORKSPACES, &card_of(workspace), write(card), durability).await
}

/// How many licenses a workspace had when that was last noted.
pub(crate) async fn n_licenses(
    db: &Database,
    workspace: WorkspaceId,
) -> Result<u32, StorageTrouble> {
    let card = database::get(db, WORKSPACES, &card_of(workspace)).await?;
    Ok(card.and_then(read::<Card>).map_or(0, |card| card.n_licenses))
}

/// A workspace's registration, if this device holds it.
pub(crate) async fn find(
    db: &Database,
    workspace: WorkspaceId,
) -> Result<Option<Registration>, StorageTrouble> {
    let found = database::get(db, WORKSPACES, &workspace.to_string()).await?;
    Ok(found.and_then(read))
}

/// Takes a workspace off the list; its documents are still there.
pub(crate) async fn remove(db: &Database, workspace: WorkspaceId) -> Result<(), StorageTrouble> {
    let first = database::get(db, WORKSPACES, FIRST).await?;
    let is_first = first.and_then(|id| id.as_string()) == Some(workspace.to_string());
    let mut keys = vec![workspace.to_string(), card_of(workspace), closed_of(workspace)];
    // Its membership and what belongs to that.
    let below = format!("{workspace}/");
    keys.extend(
        database::keys(db, WORKSPACES).await?.into_iter().filter(|k| k.starts_with(&below)),
    );
    keys.extend(is_first.then(|| FIRST.to_owned()));
    database::delete(db, WORKSPACES, &keys).await
}

fn card_of(workspace: WorkspaceId) -> String {
    format!("{workspace}/card")
}

fn closed_of(workspace: WorkspaceId) -> String {
    format!("{workspace}/closed")
}

/// Closed documents of a workspace's inventory, the earliest first.
pub(crate) async fn closed(
    db: &Database,
    workspace: WorkspaceId,
) -> Result<Vec<DocumentId>, StorageTrouble> {
    match database::get(db, WORKSPACES, &closed_of(workspace)).await? {
        Some(found) => read(found).ok_or_else(unreadable),
        None => Ok(Vec::new()),
    }
}

/// Notes the closed documents of a workspace before it is registered.
pub(crate) async fn note_closed(
    db: &Database,
    workspace: WorkspaceId,
    closed: &[DocumentId],
) -> Result<(), StorageTrouble> {
    database::put_all(db, WORKSPACES, &[(closed_of(workspace), write(&closed))]).await
}

/// Writes a registration and its closed documents over what is there, both or neither, on disk
/// when it returns.
pub(crate) async fn replace(
    db: &Database,
    registration: &Registration,
    closed: &[DocumentId],
) -> Result<(), StorageTrouble> {
    let workspace = registration.workspace;
    let entries =
        [(workspace.to_string(), write(registration)), (closed_of(workspace), write(&closed))];
    database::put_all(db, WORKSPACES, &entries).await
}

/// The first workspace of this device: the one that is remembered here, else any other, else
/// `fresh`, which is remembered from now on. Two tabs of a new device agree on it.
pub(crate) async fn first(
    db: &Database,
    fresh: WorkspaceId,
) -> Result<WorkspaceId, StorageTrouble> {
    if database::get(db, WORKSPACES, FIRST).await?.is_none() {
        let keys = database::keys(db, WORKSPACES).await?;
        if let Some(other) = keys.iter().find_map(|key| key.parse().ok()) {
            return Ok(other);
        }
    }
    let value = JsValue::from(fresh.to_string());
    match database::get_or_put(db, WORKSPACES, FIRST, value).await? {
        None => Ok(fresh),
        Some(found) => found.as_string().and_then(|id| id.parse().ok()).ok_or_else(unreadable),
    }
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
    let key = fresh.workspace.to_string();
    match database::get_or_put(db, WORKSPACES, &key, write(fresh)).await? {
        None => Ok(*fresh),
        // One that does not read is never replaced: it may be a newer version's.
        Some(found) => read(found).ok_or_else(unreadable),
    }
}

fn unreadable() -> StorageTrouble {
    StorageTrouble::Other("the registry of workspaces does not read".to_owned())
}

fn write(content: &impl Serialize) -> JsValue {
    let mut bytes = vec![FORMAT];
    bytes.extend(encode(content).unwrap_or_default());
    JsValue::from(Uint8Array::from(bytes.as_slice()))
}

fn read<T: DeserializeOwned>(value: JsValue) -> Option<T> {
    let bytes = value.dyn_into::<Uint8Array>().ok()?.to_vec();
    let (format, content) = bytes.split_first()?;
    if *format == FORMAT { decode(content) } else { None }
}
