//! What an open workspace takes in from elsewhere: other tabs, and storage that was not there.

use domain::id::WorkspaceId;
use replica::change_set::ChangeSet;
use replica::document::Damage;
use replica::document_id::DocumentId;
use replica::journal::ChunkKey;
use replica::protocol::{DocumentKind, FromEngine, StorageTrouble};

use super::{Footing, Session};
use crate::engine::keeper::Keeper;
use crate::engine::leader::{self, Leader};
use crate::engine::tabs::{News, Tabs};
use crate::storage::chunks::Chunk;
use crate::storage::registry::Registration;

impl Session {
    /// Takes in what another tab has stored.
    pub(crate) async fn take_news(&mut self, news: News) {
        // What the tab that leads gave up must not come back by one that has not heard of it.
        if self.share.is_some() && self.is_leading() && self.check_writable().is_err() {
            return;
        }
        let all_stored = self.inventory.document().unsaved().is_none()
            && self.vault.document().unsaved().is_none();
        let chunks = vec![(ChunkKey::incremental(&news.bytes), news.bytes)];
        let mut changes = self.merge(news.document, &chunks);
        // A tab that was asleep may have missed news that this one builds on.
        if self.inventory.document().has_gaps() || self.vault.document().has_gaps() {
            let missed = self.keeper.load(news.document).await;
            let more = self.merge(news.document, &missed.chunks);
            changes.add_all(more);
        }
        if all_stored {
            self.inventory.document_mut().mark_stored();
            self.vault.document_mut().mark_stored();
        }
        self.tell_page(&changes);
        if self.is_shared() {
            self.mailbox.settle_soon();
        }
        self.rest_soon();
    }

    /// Takes in stored chunks that it does not know yet, as strictly as opening does: a damaged one
    /// stays where it is and never counts as known, so folding does not delete it.
    pub(super) fn merge(&mut self, document: DocumentId, chunks: &[Chunk]) -> ChangeSet {
        let mut changes = ChangeSet::default();
        for (key, bytes) in chunks {
            let (kind, shelf) = if document == self.vault_shelf.id {
                (DocumentKind::Vault, &mut self.vault_shelf)
            } else if document == self.inventory_shelf.id {
                (DocumentKind::Inventory, &mut self.inventory_shelf)
            } else {
                return changes;
            };
            if shelf.journal.knows(key) {
                continue;
            }
            let merged = if kind == DocumentKind::Vault {
                self.vault.merge_chunk(key, bytes).map(|()| ChangeSet::default())
            } else {
                self.inventory.merge_chunk(key, bytes)
            };
            match merged {
                Ok(more) => {
                    shelf.journal.add(key.clone(), bytes.len());
                    changes.add_all(more);
                }
                Err(flaw) => self.note_damages(kind, [&Damage { key: key.clone(), flaw }]),
            }
        }
        changes
    }

    /// Tries to store again what could not be stored.
    ///
    /// Where there was no storage until now, this device may hold the workspace under other names
    /// than this session made up: it takes those, and takes in what is there, before it adds.
    pub(crate) async fn store_again(&mut self) {
        if self.keeper.is_worth_reopening() {
            let keeper = Keeper::open(&self.mailbox).await;
            if !keeper.has_no_storage() {
                self.keeper = keeper;
                self.move_in().await;
            }
        }
        self.store().await;
    }

    async fn move_in(&mut self) {
        if self.footing == Footing::Nameless
            && let Some(first) = self.keeper.first(self.registration.workspace).await
        {
            self.become_workspace(first);
        }
        let come_in = leader::come_in(self.registration.workspace).await;
        let registration = self.keeper.registration(self.registration).await;
        if self.keeper.has_no_storage() {
            return;
        }
        if self.footing == Footing::Registered
            && registration.inventory != self.registration.inventory
        {
            // The document was closed, and what is new here does not fit the one that goes on.
            let why = "another document has taken its place".to_owned();
            self.keeper.give_up(StorageTrouble::Other(why));
            return;
        }
        let vault = self.keeper.load(registration.vault).await;
        let inventory = self.keeper.load(registration.inventory).await;
        if self.keeper.has_no_storage() {
            return;
        }
        self.registration = registration;
        self.footing = Footing::Registered;
        self.vault_shelf.id = registration.vault;
        self.inventory_shelf.id = registration.inventory;
        // What seals product keys may have been deleted with the rest; none is ever replaced.
        let bound_to = registration.bound_to;
        self.keeper.add_keys(bound_to, &self.keys).await.unwrap_or_default();
        // What counts as stored here may have been deleted meanwhile; then all is stored again.
        if self.vault_shelf.has_lost(&vault) {
            self.vault.document_mut().mark_unstored();
        }
        if self.inventory_shelf.has_lost(&inventory) {
            self.inventory.document_mut().mark_unstored();
        }
        self.note_damages(DocumentKind::Vault, &vault.damages);
        self.note_damages(DocumentKind::Inventory, &inventory.damages);
        let mut changes = self.merge(registration.vault, &vault.chunks);
        changes.add_all(self.merge(registration.inventory, &inventory.chunks));
        drop(come_in);
        self.tell_page(&changes);
    }

    /// Takes the identity that another tab has given to the same workspace.
    fn become_workspace(&mut self, id: WorkspaceId) {
        self.footing = Footing::Unregistered;
        self.registration = Registration { workspace: id, bound_to: id, ..self.registration };
        self.tabs = Tabs::join(id, &self.mailbox);
        self.leader.resign();
        self.leader = Leader::stand(id, &self.mailbox);
        self.mailbox.post(&FromEngine::Named(id));
    }
}
