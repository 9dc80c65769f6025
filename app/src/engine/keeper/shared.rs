//! What storage keeps of workspaces that are shared.

use domain::id::WorkspaceId;
use indexed_db_futures::database::Database;
use replica::document::Document;
use replica::document_id::DocumentId;
use replica::protocol::StorageTrouble;
use web_sys::CryptoKeyPair;

use super::{Keeper, Shelf};
use crate::storage::memberships::{self, Membership};
use crate::storage::registry::{self, Registration};
use crate::storage::{chunks, device_keys};

impl Keeper {
    fn own(&self) -> Result<&Database, StorageTrouble> {
        self.databases.as_ref().map(|(_, own)| own).map_err(Clone::clone)
    }

    /// How a workspace is shared.
    pub(crate) async fn membership(
        &self,
        workspace: WorkspaceId,
    ) -> Result<Option<Membership>, StorageTrouble> {
        memberships::find(self.own()?, workspace).await
    }

    /// Notes how a workspace is shared.
    pub(crate) async fn put_membership(
        &self,
        workspace: WorkspaceId,
        membership: &Membership,
    ) -> Result<(), StorageTrouble> {
        memberships::put(self.own()?, workspace, membership).await
    }

    /// Notes that a workspace is not shared any more, and never was as far as anybody can tell.
    pub(crate) async fn drop_membership(
        &self,
        registration: &Registration,
    ) -> Result<(), StorageTrouble> {
        let documents = [registration.inventory, registration.vault];
        memberships::remove(self.own()?, registration.workspace, &documents).await
    }

    /// What is remembered of the line of a document.
    pub(crate) async fn remembered_line(
        &self,
        workspace: WorkspaceId,
        document: DocumentId,
    ) -> Option<Vec<u8>> {
        memberships::remembered(self.own().ok()?, workspace, document).await
    }

    /// Remembers a line. Without it the next one begins from the start.
    pub(crate) async fn remember_line(
        &self,
        workspace: WorkspaceId,
        document: DocumentId,
        line: &[u8],
    ) {
        if let Ok(own) = self.own() {
            memberships::remember(own, workspace, document, line).await.unwrap_or_default();
        }
    }

    /// Sets aside what was not sent and must not be any more.
    pub(crate) async fn set_aside(
        &self,
        workspace: WorkspaceId,
        backup: &[u8],
    ) -> Result<(), StorageTrouble> {
        memberships::set_aside(self.own()?, workspace, backup).await
    }

    /// What was set aside.
    pub(crate) async fn unsent(
        &self,
        workspace: WorkspaceId,
    ) -> Result<Option<Vec<u8>>, StorageTrouble> {
        memberships::unsent(self.own()?, workspace).await
    }

    /// Lets go of it.
    pub(crate) async fn drop_unsent(&self, workspace: WorkspaceId) -> Result<(), StorageTrouble> {
        memberships::drop_unsent(self.own()?, workspace).await
    }

    /// This device's own pair for a workspace.
    pub(crate) async fn device_pair(&self, workspace: WorkspaceId) -> Option<CryptoKeyPair> {
        device_keys::pair(self.own().ok()?, workspace).await
    }

    /// Keeps it.
    pub(crate) async fn put_device_pair(
        &self,
        workspace: WorkspaceId,
        pair: &CryptoKeyPair,
    ) -> Result<(), StorageTrouble> {
        device_keys::put_pair(self.own()?, workspace, pair).await
    }

    /// Registers a workspace, in place of what it was registered as before.
    pub(crate) async fn register(&self, registration: &Registration) -> Result<(), StorageTrouble> {
        let own = self.own()?;
        let closed = registry::closed(own, registration.workspace).await?;
        registry::replace(own, registration, &closed).await
    }

    /// Puts a document in the place of all that is known to be stored under its name.
    pub(crate) async fn put_in_place(
        &self,
        document: &Document,
        shelf: &mut Shelf,
    ) -> Result<(), StorageTrouble> {
        self.fold_whole(document, shelf).await
    }

    /// Deletes a document.
    pub(crate) async fn delete(&self, document: DocumentId) -> Result<(), StorageTrouble> {
        let (documents, _) = self.databases.as_ref().map_err(Clone::clone)?;
        chunks::remove(documents, document).await
    }
}
