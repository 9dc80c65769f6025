//! The turn from a document that was closed to the one that goes on.

use replica::archive::Archive;
use replica::carry_forward::MOST_CHANGES;
use replica::document::{Damage, Flaw};
use replica::document_id::DocumentId;
use replica::inventory::Inventory;
use replica::journal::{ChunkKey, Journal};
use replica::protocol::{Answer, DocumentKind, Failure, FromEngine, StorageState, StorageTrouble};

use super::{Footing, Session, Shelf};
use crate::engine::locks::Held;
use crate::storage::chunks::Loaded;
use crate::storage::registry::Registration;

impl Session {
    /// Whether the document has changed since it was looked after, or has grown old.
    pub(crate) fn needs_tending(&self) -> bool {
        self.tended != Some(self.inventory.document().revision()) || self.is_due_for_carrying()
    }

    /// Gives back room that editing left behind in the inventory.
    pub(crate) fn trim(&mut self) {
        self.inventory.document_mut().trim();
        self.tended = Some(self.inventory.document().revision());
    }

    /// Whether the document has grown so old that it should be carried forward. One of which a
    /// part is damaged or missing is left as it is: the part may come back.
    pub(crate) fn is_due_for_carrying(&self) -> bool {
        let document = self.inventory.document();
        document.n_changes() > MOST_CHANGES
            && self.leader.is_leading()
            // Its document is everybody's.
            && self.share.is_none()
            && *self.keeper.state() == StorageState::Stored
            && document.unsaved().is_none()
            && self.is_whole()
            && !self.has_failed_to_carry
            && !document.has_gaps()
    }

    /// Whether no part of its open documents is damaged.
    fn is_whole(&self) -> bool {
        self.damages.iter().all(|part| part.of == DocumentKind::History)
    }

    /// Keeps other tabs out, if there are none.
    pub(crate) async fn lock_up(&self) -> Option<Held> {
        self.leader.lock_up().await
    }

    /// Goes on with an empty workspace in place of one of which nothing is stored any more.
    pub(crate) async fn begin_anew(&mut self) -> Answer {
        self.is_gone = false;
        self.store().await;
        match self.keeper.state() {
            StorageState::Stored => Answer::Done,
            StorageState::Unstored(why) => Answer::Failed(Failure::NotStored(why.clone())),
        }
    }

    /// Takes in what is stored of the inventory and was not heard of, as a tab does that cannot hear
    /// the others. `None` if this does not make it whole: then it must not be closed.
    pub(crate) async fn catch_up(&mut self) -> Option<()> {
        if self.inventory.document().unsaved().is_some() {
            return None;
        }
        let inventory = self.registration.inventory;
        let stored = self.keeper.read(inventory).await?;
        self.note_damages(DocumentKind::Inventory, &stored.damages);
        let changes = self.merge(inventory, &stored.chunks);
        self.inventory.document_mut().mark_stored();
        self.tell_page(&changes);
        let is_whole = self.is_whole() && !self.inventory.document().has_gaps();
        (is_whole && self.keeper.is_registered(&self.registration).await).then_some(())
    }

    /// Names of the closed documents, the latest first.
    pub(crate) async fn closed(&self) -> Result<Vec<DocumentId>, StorageTrouble> {
        // One that began without storage has none, whatever this device holds.
        if self.footing == Footing::Registered {
            self.keeper.closed(self.registration.workspace).await
        } else {
            Ok(Vec::new())
        }
    }

    /// A closed document, and whether it is whole; `None` if nothing of it can be read.
    pub(crate) async fn read_closed(&mut self, id: DocumentId) -> Option<(Archive, bool)> {
        let stored = self.keeper.read(id).await?;
        self.open_closed(&stored)
    }

    /// A closed document of what is stored of it.
    pub(crate) fn open_closed(&mut self, stored: &Loaded) -> Option<(Archive, bool)> {
        let opened = Archive::open(&stored.chunks).ok().filter(|_| !stored.chunks.is_empty());
        let (archive, damages) = match opened {
            Some((archive, damages)) => (Some(archive), damages),
            None => (None, Vec::new()),
        };
        let none = archive.is_none() && stored.damages.is_empty();
        let nothing =
            none.then(|| Damage { key: ChunkKey::snapshot(&[0; 32]), flaw: Flaw::NoChunk });
        let flaws = stored.damages.iter().chain(&damages).chain(&nothing);
        let is_whole = flaws.clone().next().is_none();
        self.note_damages(DocumentKind::History, flaws);
        // With all of its chunks damaged it opens as an empty one.
        let has_any = damages.len() < stored.chunks.len();
        archive.filter(|_| has_any).map(|archive| (archive, is_whole))
    }

    /// Folds the inventory into one chunk; `None` if that fails.
    pub(crate) async fn fold_inventory(&mut self) -> Option<()> {
        let heads = self.inventory.document().heads_digest();
        if self.inventory_shelf.journal.is_folded(&heads) {
            return Some(());
        }
        let (document, shelf) = (self.inventory.document(), &mut self.inventory_shelf);
        self.keeper.fold_whole(document, shelf).await.ok()
    }

    /// Goes on with `next`, stored as `snapshot`; `None` if it cannot be stored, and then the
    /// document that is open stays.
    pub(crate) async fn continue_with(
        &mut self,
        mut next: Inventory,
        id: DocumentId,
        key: ChunkKey,
        snapshot: Vec<u8>,
    ) -> Option<()> {
        let mut journal = Journal::default();
        journal.add(key.clone(), snapshot.len());
        let registration = Registration { inventory: id, ..self.registration };
        let chunk = (id, key, snapshot);
        let old = self.registration.inventory;
        if self.keeper.turn(&registration, old, chunk).await.is_err() {
            // Storage may be given up by now.
            self.mailbox.post(&FromEngine::Storage(self.keeper.state().clone()));
            self.rest_soon();
            return None;
        }
        next.document_mut().mark_stored();
        self.inventory = next;
        self.inventory_shelf = Shelf { id, journal };
        self.registration = registration;
        // Both caches are of the closed document.
        self.cached_revision = None;
        self.cached_records = None;
        self.rest_soon();
        Some(())
    }
}
