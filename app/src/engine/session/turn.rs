//! The turn from a document that was closed to the one that goes on.

use replica::carry_forward::MOST_CHANGES;
use replica::document_id::DocumentId;
use replica::inventory::Inventory;
use replica::journal::{ChunkKey, Journal};
use replica::protocol::StorageState;

use super::{Session, Shelf};
use crate::engine::locks::Held;
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
            && *self.keeper.state() == StorageState::Stored
            && document.unsaved().is_none()
            && self.n_damaged == 0
            && !document.has_gaps()
    }

    /// Keeps other tabs out, if there are none.
    pub(crate) async fn lock_up(&self) -> Option<Held> {
        self.leader.lock_up().await
    }

    /// Names of the closed documents, the latest first.
    pub(crate) async fn closed(&self) -> Vec<DocumentId> {
        self.keeper.closed(self.registration.workspace).await
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
        self.keeper.turn(&registration, self.registration.inventory, chunk).await.ok()?;
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
