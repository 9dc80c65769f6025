//! What storage keeps of workspaces that are shared.

use domain::id::WorkspaceId;
use indexed_db_futures::database::Database;
use replica::document_id::DocumentId;
use replica::protocol::StorageTrouble;
use web_sys::CryptoKeyPair;

use super::Keeper;
use crate::storage::memberships::{self, Asked, Errand, Membership};
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

    /// Changes what is noted of it, and sets something aside with that.
    pub(crate) async fn change_membership(
        &self,
        workspace: WorkspaceId,
        aside: Option<(i64, &[u8])>,
        change: impl FnOnce(&mut Membership),
    ) -> Result<Option<Membership>, StorageTrouble> {
        memberships::change(self.own()?, workspace, aside, change).await
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

    /// What was set aside at a time.
    pub(crate) async fn unsent(
        &self,
        workspace: WorkspaceId,
        at: i64,
    ) -> Result<Option<Vec<u8>>, StorageTrouble> {
        memberships::unsent(self.own()?, workspace, at).await
    }

    /// Lets go of it.
    pub(crate) async fn drop_unsent(
        &self,
        workspace: WorkspaceId,
        at: i64,
    ) -> Result<(), StorageTrouble> {
        memberships::drop_unsent(self.own()?, workspace, at).await
    }

    /// This device's own pair for a workspace.
    pub(crate) async fn device_pair(&self, workspace: WorkspaceId) -> Option<CryptoKeyPair> {
        device_keys::pair(self.own().ok()?, &workspace.to_string()).await
    }

    /// Keeps it.
    pub(crate) async fn put_device_pair(
        &self,
        workspace: WorkspaceId,
        pair: &CryptoKeyPair,
    ) -> Result<(), StorageTrouble> {
        device_keys::put_pair(self.own()?, &workspace.to_string(), pair).await
    }

    /// As whom this device has asked to come in, and with which pair.
    pub(crate) async fn asked(&self, errand: &Errand) -> Option<(Asked, CryptoKeyPair)> {
        let own = self.own().ok()?;
        let asked = memberships::asked(own, errand).await?;
        Some((asked, device_keys::pair(own, &errand.name()).await?))
    }

    /// Notes as whom it is going to ask.
    pub(crate) async fn note_asked(
        &self,
        errand: &Errand,
        asked: &Asked,
        pair: &CryptoKeyPair,
    ) -> Result<(), StorageTrouble> {
        device_keys::put_pair(self.own()?, &errand.name(), pair).await?;
        memberships::note_asked(self.own()?, errand, asked).await
    }

    /// Forgets it: there is an answer, and it is stored.
    pub(crate) async fn forget_asked(&self, errand: &Errand) {
        if let Ok(own) = self.own() {
            // What is left of it is asked with again, and lets nobody in who is not.
            memberships::forget_asked(own, errand).await.unwrap_or_default();
            device_keys::remove_pair(own, &errand.name()).await.unwrap_or_default();
        }
    }

    /// Registers a workspace, in place of what it was registered as before.
    pub(crate) async fn register(&self, registration: &Registration) -> Result<(), StorageTrouble> {
        let own = self.own()?;
        let closed = registry::closed(own, registration.workspace).await?;
        registry::replace(own, registration, &closed).await
    }

    /// Deletes a document.
    pub(crate) async fn delete(&self, document: DocumentId) -> Result<(), StorageTrouble> {
        let (documents, _) = self.databases.as_ref().map_err(Clone::clone)?;
        chunks::remove(documents, document).await
    }
}
