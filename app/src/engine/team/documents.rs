//! The documents of an open workspace, as the line takes messages for them.

use automerge::sync::{Message, State};
use replica::change_set::ChangeSet;
use replica::document::{Document, DocumentError};
use replica::document_id::DocumentId;
use replica::sync::link::Documents;

use crate::engine::session::Session;

/// A session whose documents are being spoken about.
pub(super) struct Shared<'a> {
    pub(super) session: &'a mut Session,
    /// What the messages changed.
    pub(super) changes: ChangeSet,
}

impl Documents for Shared<'_> {
    fn document(&self, id: DocumentId) -> Option<&Document> {
        let Session { registration, inventory, vault, .. } = &*self.session;
        if id == registration.inventory {
            Some(inventory.document())
        } else {
            (id == registration.vault).then(|| vault.document())
        }
    }

    fn receive(
        &mut self,
        id: DocumentId,
        state: &mut State,
        message: Message,
    ) -> Result<(), DocumentError> {
        let Session { registration, inventory, vault, .. } = &mut *self.session;
        if id == registration.inventory {
            self.changes.add_all(inventory.receive(state, message)?);
        } else if id == registration.vault {
            vault.receive(state, message)?;
        }
        Ok(())
    }
}
