//! What an open workspace takes in from elsewhere: other tabs, and storage that was not there.

use domain::id::WorkspaceId;
use replica::change_set::ChangeSet;
use replica::document_id::DocumentId;
use replica::journal::ChunkKey;
use replica::protocol::FromEngine;

use super::Session;
use crate::engine::keeper::Keeper;
use crate::engine::leader::{self, Leader};
use crate::engine::tabs::{News, Tabs};
use crate::storage::chunks::Chunk;
use crate::storage::registry::Registration;

impl Session {
    /// Takes in what another tab has stored.
    pub(crate) async fn take_news(&mut self, news: News) {
        let all_stored = self.inventory.document().unsaved().is_none()
            && self.vault.document().unsaved().is_none();
        let chunks = vec![(ChunkKey::incremental(&news.bytes), news.bytes)];
        let mut changes = self.merge(news.document, &chunks);
        // A tab that was asleep may have missed news that this one builds on.
        if self.inventory.document().has_gaps() || self.vault.document().has_gaps() {
            let missed = self.keeper.load(news.document).await;
            let more = self.merge(news.document, &missed);
            changes.add_all(more);
        }
        if all_stored {
            self.inventory.document_mut().mark_stored();
            self.vault.document_mut().mark_stored();
        }
        self.tell_page(&changes);
        self.rest_soon();
    }

    fn merge(&mut self, document: DocumentId, chunks: &[Chunk]) -> ChangeSet {
        let mut changes = ChangeSet::default();
        for (key, bytes) in chunks {
            let (merged, shelf) = if document == self.vault_shelf.id {
                (self.vault.merge(bytes).map(|()| ChangeSet::default()), &mut self.vault_shelf)
            } else if document == self.inventory_shelf.id {
                (self.inventory.merge(bytes), &mut self.inventory_shelf)
            } else {
                return changes;
            };
            // A chunk that does not load stays where it is and is reported at the next opening.
            if let Ok(more) = merged {
                shelf.journal.add(key.clone(), bytes.len());
                changes.add_all(more);
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
            let keeper = Keeper::open().await;
            if !keeper.has_no_storage() {
                self.keeper = keeper;
                self.move_in().await;
            }
        }
        self.store().await;
    }

    async fn move_in(&mut self) {
        if self.is_nameless
            && let Some(first) = self.keeper.first(self.registration.workspace).await
        {
            self.become_workspace(first);
        }
        let come_in = leader::come_in(self.registration.workspace).await;
        self.registration = self.keeper.registration(self.registration).await;
        self.inventory_shelf.id = self.registration.inventory;
        self.vault_shelf.id = self.registration.vault;
        let mut changes = ChangeSet::default();
        for document in [self.registration.vault, self.registration.inventory] {
            let chunks = self.keeper.load(document).await;
            changes.add_all(self.merge(document, &chunks));
        }
        drop(come_in);
        self.tell_page(&changes);
    }

    /// Takes the identity that another tab has given to the same workspace.
    fn become_workspace(&mut self, id: WorkspaceId) {
        self.is_nameless = false;
        self.registration = Registration { workspace: id, bound_to: id, ..self.registration };
        self.tabs = Tabs::join(id, &self.mailbox);
        self.leader.resign();
        self.leader = Leader::stand(id);
        self.mailbox.post(&FromEngine::Named(id));
    }
}
