//! What is stored and what is not.
//!
//! Nothing is ever deleted here before what replaces it is on disk, and nothing counts as stored
//! before the database says so. What cannot be stored stays in memory, and the page is told.

mod seldom;
mod shared;

use std::cell::RefCell;
use std::rc::Rc;

use domain::id::WorkspaceId;
use domain::workspace::Workspace;
use indexed_db_futures::database::Database;
use replica::document::Document;
use replica::document_id::DocumentId;
use replica::journal::{ChunkKey, Journal};
use replica::protocol::{StorageState, StorageTrouble};
use replica::records;
use replica::snapshot::Snapshot;

use super::mailbox::Mailbox;
use crate::storage::chunks::{self, Loaded};
use crate::storage::device_keys::{self, DeviceKeys};
use crate::storage::registry::{self, Card, Registration};
use crate::storage::{database, projection};

/// The databases of this device, or why there are none.
#[derive(Debug)]
pub(crate) struct Keeper {
    databases: Result<(Database, Database), StorageTrouble>,
    state: StorageState,
    /// Set when a database was closed under it.
    closed: Rc<RefCell<Option<StorageTrouble>>>,
}

async fn open_both() -> Result<(Database, Database), StorageTrouble> {
    // Both to their end: one that is dropped half open would make a database without stores.
    let own = database::open_own(database::PATIENCE);
    match futures::future::join(database::open_documents(), own).await {
        (Ok(documents), Ok(own)) => Ok((documents, own)),
        (documents, own) => {
            // Left open, the other one would be in the way of a newer version.
            let why = [documents, own].map(|opened| opened.map(Database::close));
            Err(why.into_iter().find_map(Result::err).unwrap_or(StorageTrouble::Unavailable))
        }
    }
}

/// A document's place in storage.
#[derive(Debug)]
pub(crate) struct Shelf {
    /// Its name.
    pub(crate) id: DocumentId,
    /// Which of its chunks are known to be there.
    pub(crate) journal: Journal,
}

impl Shelf {
    /// Forgets the chunks that are not stored any more. Whether there were any.
    pub(crate) fn has_lost(&mut self, stored: &Loaded) -> bool {
        self.journal.keep_only(|key| stored.chunks.iter().any(|(stored, _)| stored == key))
    }
}

impl Keeper {
    /// Opens storage; without any the app works on in memory.
    pub(crate) async fn open(mailbox: &Mailbox) -> Self {
        let databases = open_both().await;
        let closed = Rc::new(RefCell::new(None));
        for database in databases.iter().flat_map(|(documents, own)| [documents, own]) {
            let (closed, mailbox) = (Rc::clone(&closed), mailbox.clone());
            database::let_go_when_asked(database, move |trouble| {
                closed.replace(Some(trouble));
                mailbox.rest_in(0);
            });
        }
        let state = match &databases {
            Ok(_) => StorageState::Stored,
            Err(trouble) => StorageState::Unstored(trouble.clone()),
        };
        Self { databases, state, closed }
    }

    /// Whether a database was closed since this was last asked; there is no storage then.
    pub(crate) fn was_closed(&mut self) -> bool {
        let trouble = self.closed.take();
        let was_closed = trouble.is_some();
        if let Some(trouble) = trouble {
            self.give_up(trouble);
        }
        was_closed
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

    /// Whether this device is known not to hold a workspace.
    pub(crate) async fn is_strange(&self, workspace: WorkspaceId) -> bool {
        matches!(self.is_known(workspace).await, Ok(false))
    }

    /// Whether there were licenses in a workspace when it was last open.
    pub(crate) async fn had_licenses(&self, workspace: WorkspaceId) -> bool {
        let Ok((_, own)) = &self.databases else { return false };
        registry::n_licenses(own, workspace).await.is_ok_and(|n| n > 0)
    }

    /// All that is stored of a document. When it does not read there is no storage: what looks
    /// empty must not be written over what is there.
    pub(crate) async fn load(&mut self, document: DocumentId) -> Loaded {
        let Ok((documents, _)) = &self.databases else { return Loaded::default() };
        match chunks::load(documents, document).await {
            Ok(loaded) => loaded,
            Err(trouble) => {
                self.give_up(trouble);
                Loaded::default()
            }
        }
    }

    /// Goes on in memory; storage is looked after again later.
    pub(crate) fn give_up(&mut self, trouble: StorageTrouble) {
        self.state = StorageState::Unstored(trouble.clone());
        if let Ok((documents, own)) = std::mem::replace(&mut self.databases, Err(trouble)) {
            documents.close();
            own.close();
        }
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

    /// Notes what a workspace holds, for the list of them. A failure is nobody's concern.
    pub(crate) async fn note_card(&self, workspace: WorkspaceId, card: &Card) {
        if let Ok((_, own)) = &self.databases {
            registry::note(own, workspace, card).await.unwrap_or_default();
        }
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
