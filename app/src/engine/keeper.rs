//! What is stored and what is not.
//!
//! Nothing is ever deleted here before what replaces it is on disk, and nothing counts as stored
//! before the database says so. What cannot be stored stays in memory, and the page is told.

use domain::id::WorkspaceId;
use domain::workspace::Workspace;
use indexed_db_futures::database::Database;
use replica::document::Document;
use replica::document_id::DocumentId;
use replica::journal::{ChunkKey, Journal};
use replica::protocol::{StorageState, StorageTrouble};
use replica::records;
use replica::snapshot::Snapshot;

use crate::storage::chunks::{self, Chunk};
use crate::storage::device_keys::{self, DeviceKeys};
use crate::storage::registry::{self, Card, Registration};
use crate::storage::{database, projection};

/// The databases of this device, or why there are none.
#[derive(Debug)]
pub(crate) struct Keeper {
    databases: Result<(Database, Database), StorageTrouble>,
    state: StorageState,
}

async fn open_both() -> Result<(Database, Database), StorageTrouble> {
    // Both to their end: one that is dropped half open would make a database without stores.
    let own = database::open_own(database::PATIENCE);
    let (documents, own) = futures::future::join(database::open_documents(), own).await;
    Ok((documents?, own?))
}

/// A document's place in storage.
#[derive(Debug)]
pub(crate) struct Shelf {
    /// Its name.
    pub(crate) id: DocumentId,
    /// Which of its chunks are known to be there.
    pub(crate) journal: Journal,
}

impl Keeper {
    /// Opens storage; without any the app works on in memory.
    pub(crate) async fn open() -> Self {
        let databases = open_both().await;
        let state = match &databases {
            Ok(_) => StorageState::Stored,
            Err(trouble) => StorageState::Unstored(trouble.clone()),
        };
        Self { databases, state }
    }

    /// How storage stands.
    pub(crate) fn state(&self) -> &StorageState {
        &self.state
    }

    /// The first workspace of this device, `fresh` if it has none. Without storage nobody can tell.
    pub(crate) async fn first(&mut self, fresh: WorkspaceId) -> Option<WorkspaceId> {
        let Ok((_, own)) = &self.databases else { return None };
        match registry::first(own, fresh).await {
            Ok(id) => Some(id),
            Err(trouble) => {
                self.give_up(trouble);
                None
            }
        }
    }

    /// The registration of a workspace of this device; a workspace it does not know yet is
    /// registered as `fresh`. When that fails there is no storage: chunks under a name that nobody
    /// finds again would be lost.
    pub(crate) async fn registration(&mut self, fresh: Registration) -> Registration {
        let Ok((_, own)) = &self.databases else { return fresh };
        match registry::find_or_add(own, &fresh).await {
            Ok(registration) => registration,
            Err(trouble) => {
                self.give_up(trouble);
                fresh
            }
        }
    }

    /// All chunks of a document. When they do not read there is no storage: what looks empty must
    /// not be written over what is there.
    pub(crate) async fn load(&mut self, document: DocumentId) -> Vec<Chunk> {
        let Ok((documents, _)) = &self.databases else { return Vec::new() };
        match chunks::load(documents, document).await {
            Ok(chunks) => chunks,
            Err(trouble) => {
                self.give_up(trouble);
                Vec::new()
            }
        }
    }

    /// Goes on in memory; storage is looked after again later.
    fn give_up(&mut self, trouble: StorageTrouble) {
        self.state = StorageState::Unstored(trouble.clone());
        self.databases = Err(trouble);
    }

    /// Stores what the documents hold beyond what is stored, all of it in one transaction.
    /// Returns the chunks that are on disk now and were not before.
    pub(crate) async fn store(
        &mut self,
        documents: &mut [(&mut Document, &mut Shelf)],
    ) -> Vec<(DocumentId, Vec<u8>)> {
        let fresh: Vec<(DocumentId, ChunkKey, Vec<u8>)> = documents
            .iter()
            .filter_map(|(document, shelf)| {
                let bytes = document.unsaved()?;
                Some((shelf.id, ChunkKey::incremental(&bytes), bytes))
            })
            .collect();
        match self.put(&fresh).await {
            Ok(()) => self.state = StorageState::Stored,
            Err(trouble) => {
                self.state = StorageState::Unstored(trouble);
                return Vec::new();
            }
        }
        for (document, shelf) in documents {
            document.mark_stored();
            for (_, key, bytes) in fresh.iter().filter(|(id, ..)| *id == shelf.id) {
                shelf.journal.add(key.clone(), bytes.len());
            }
        }
        fresh.into_iter().map(|(id, _, bytes)| (id, bytes)).collect()
    }

    async fn put(&self, fresh: &[(DocumentId, ChunkKey, Vec<u8>)]) -> Result<(), StorageTrouble> {
        let (documents, _) = self.databases.as_ref().map_err(Clone::clone)?;
        if fresh.is_empty() { Ok(()) } else { chunks::append(documents, fresh).await }
    }

    /// Folds a document into one snapshot if it is time. Only the leading tab does this.
    pub(crate) async fn fold(&self, document: &Document, shelf: &mut Shelf) {
        if self.state == StorageState::Stored && shelf.journal.should_compact() {
            // If it fails everything is as it was, and the next rest tries again.
            self.fold_whole(document, shelf).await.unwrap_or_default();
        }
    }

    /// Folds a document into one snapshot.
    pub(crate) async fn fold_whole(
        &self,
        document: &Document,
        shelf: &mut Shelf,
    ) -> Result<(), StorageTrouble> {
        let (documents, _) = self.databases.as_ref().map_err(Clone::clone)?;
        let compaction = shelf.journal.compaction(&document.heads_digest());
        let snapshot = document.save();
        chunks::fold(documents, shelf.id, &compaction, &snapshot).await?;
        shelf.journal.compacted(&compaction, snapshot.len());
        Ok(())
    }

    /// Names of the closed documents of a workspace, the latest first.
    pub(crate) async fn closed(&self, workspace: WorkspaceId) -> Vec<DocumentId> {
        let Ok((_, own)) = &self.databases else { return Vec::new() };
        let mut closed = registry::closed(own, workspace).await.unwrap_or_default();
        closed.reverse();
        closed
    }

    /// All chunks of a document that is not open; `None` when they cannot be read.
    pub(crate) async fn read(&self, document: DocumentId) -> Option<Vec<Chunk>> {
        let (documents, _) = self.databases.as_ref().ok()?;
        chunks::load(documents, document).await.ok()
    }

    /// Closes the document `old` of a workspace and puts `next` in its place, which is on disk
    /// before anything refers to it.
    pub(crate) async fn turn(
        &self,
        registration: &Registration,
        old: DocumentId,
        next: (DocumentId, ChunkKey, Vec<u8>),
    ) -> Result<(), StorageTrouble> {
        let (documents, own) = self.databases.as_ref().map_err(Clone::clone)?;
        chunks::append(documents, &[next]).await?;
        let mut closed = registry::closed(own, registration.workspace).await?;
        closed.push(old);
        let replaced = registry::replace(own, registration, &closed).await;
        // One that failed on its way back still counts: what is written now must go where the next
        // start looks.
        match registry::find(own, registration.workspace).await {
            Ok(Some(found)) if found == *registration => Ok(()),
            Ok(_) | Err(_) => replaced,
        }
    }

    /// Caches a projection. It can be made anew, so a failure is nobody's concern.
    pub(crate) async fn cache(&self, workspace: WorkspaceId, snapshot: &Snapshot) {
        if let (Ok((_, own)), Some(bytes)) = (&self.databases, snapshot.encode()) {
            projection::store(own, workspace, &bytes).await.unwrap_or_default();
        }
    }

    /// The cached records of an inventory, whichever snapshot they are of.
    pub(crate) async fn cached_records(&self, workspace: WorkspaceId) -> Option<Vec<u8>> {
        let (_, own) = self.databases.as_ref().ok()?;
        projection::load_records(own, workspace).await
    }

    /// Caches the records of an inventory's snapshot, as [`Self::cache`] does.
    pub(crate) async fn cache_records(&self, of: WorkspaceId, heads: &[u8; 32], w: &Workspace) {
        if let (Ok((_, own)), Some(bytes)) = (&self.databases, records::encode(heads, w)) {
            projection::store_records(own, of, &bytes).await.unwrap_or_default();
        }
    }

    /// This device's keys of a workspace, those it seals with first.
    pub(crate) async fn keys(
        &self,
        bound_to: WorkspaceId,
    ) -> Result<Vec<DeviceKeys>, StorageTrouble> {
        let (_, own) = self.databases.as_ref().map_err(Clone::clone)?;
        device_keys::all(own, bound_to).await
    }

    /// Adds keys of a workspace that came from elsewhere.
    pub(crate) async fn add_keys(
        &self,
        bound_to: WorkspaceId,
        keys: &[DeviceKeys],
    ) -> Result<(), StorageTrouble> {
        let (_, own) = self.databases.as_ref().map_err(Clone::clone)?;
        for keys in keys {
            device_keys::add(own, bound_to, keys).await?;
        }
        Ok(())
    }

    /// Stores fresh keys of a workspace before anything is sealed with them, and gives those to
    /// seal with: another tab's, if it was faster.
    pub(crate) async fn keep_keys(
        &self,
        bound_to: WorkspaceId,
        fresh: DeviceKeys,
    ) -> Result<DeviceKeys, StorageTrouble> {
        let (_, own) = self.databases.as_ref().map_err(Clone::clone)?;
        device_keys::find_or_add(own, bound_to, fresh).await
    }

    /// Whether this device holds a workspace.
    pub(crate) async fn is_known(&self, id: WorkspaceId) -> Result<bool, StorageTrouble> {
        let (_, own) = self.databases.as_ref().map_err(Clone::clone)?;
        registry::holds(own, id).await
    }

    /// Stores documents under a registration of their own; the open workspace is not touched.
    pub(crate) async fn store_new(
        &self,
        registration: &Registration,
        closed: &[DocumentId],
        documents: &[(DocumentId, ChunkKey, Vec<u8>)],
    ) -> Result<(), StorageTrouble> {
        let (database, own) = self.databases.as_ref().map_err(Clone::clone)?;
        // The documents first: a registration without documents would open as an empty workspace.
        chunks::append(database, documents).await?;
        registry::note_closed(own, registration.workspace, closed).await?;
        let registered = registry::find_or_add(own, registration).await?;
        if registered == *registration {
            Ok(())
        } else {
            Err(StorageTrouble::Other("another tab was faster".to_owned()))
        }
    }

    /// Notes what a workspace holds, for the list of them. A failure is nobody's concern.
    pub(crate) async fn note_card(&self, workspace: WorkspaceId, card: &Card) {
        if let Ok((_, own)) = &self.databases {
            registry::note(own, workspace, card).await.unwrap_or_default();
        }
    }

    /// Deletes a workspace from this device. Its keys stay: a backup of it may come back.
    ///
    /// It leaves the list first, so that what is deleted by half is never opened.
    pub(crate) async fn forget(&self, workspace: WorkspaceId) -> Result<(), StorageTrouble> {
        let (documents, own) = self.databases.as_ref().map_err(Clone::clone)?;
        let registration = registry::find(own, workspace).await?;
        let closed = registry::closed(own, workspace).await?;
        registry::remove(own, workspace).await?;
        projection::remove(own, workspace).await?;
        if let Some(Registration { inventory, vault, .. }) = registration {
            chunks::remove(documents, inventory).await?;
            chunks::remove(documents, vault).await?;
        }
        for document in closed {
            chunks::remove(documents, document).await?;
        }
        Ok(())
    }

    /// Whether there is no storage at all.
    pub(crate) fn has_no_storage(&self) -> bool {
        self.databases.is_err()
    }

    /// Whether opening anew may help: there is no storage, or the line to it broke.
    pub(crate) fn is_worth_reopening(&self) -> bool {
        match &self.state {
            StorageState::Stored => false,
            StorageState::Unstored(StorageTrouble::QuotaExceeded) => self.has_no_storage(),
            StorageState::Unstored(_) => true,
        }
    }
}
