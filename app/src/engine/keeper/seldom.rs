//! What is seldom asked of storage: closed documents, whole workspaces that come and go.

use domain::id::WorkspaceId;
use indexed_db_futures::database::Database;
use replica::document_id::DocumentId;
use replica::journal::ChunkKey;
use replica::protocol::StorageTrouble;

use super::Keeper;
use crate::storage::chunks::{self, Loaded};
use crate::storage::device_keys::{self, DeviceKeys};
use crate::storage::projection;
use crate::storage::registry::{self, Registration};

impl Keeper {
    /// Names of the closed documents of a workspace, the latest first.
    pub(crate) async fn closed(
        &self,
        workspace: WorkspaceId,
    ) -> Result<Vec<DocumentId>, StorageTrouble> {
        let (_, own) = self.databases.as_ref().map_err(Clone::clone)?;
        let mut closed = registry::closed(own, workspace).await?;
        closed.reverse();
        Ok(closed)
    }

    /// All that is stored of a document; `None` when it cannot be read.
    pub(crate) async fn read(&self, document: DocumentId) -> Option<Loaded> {
        let (documents, _) = self.databases.as_ref().ok()?;
        chunks::load(documents, document).await.ok()
    }

    /// Whether a workspace is still registered just so.
    pub(crate) async fn is_registered(&self, registration: &Registration) -> bool {
        let Ok((_, own)) = &self.databases else { return false };
        let found = registry::find(own, registration.workspace).await;
        found.is_ok_and(|found| found == Some(*registration))
    }

    /// Closes the document `old` of a workspace and puts `next` in its place, which is on disk
    /// before anything refers to it.
    ///
    /// What the registry says afterwards counts, not what writing it said: what is written from now
    /// on must go where the next start looks. If nobody can tell what it says, there is no storage.
    pub(crate) async fn turn(
        &mut self,
        registration: &Registration,
        old: DocumentId,
        next: (DocumentId, ChunkKey, Vec<u8>),
    ) -> Result<(), StorageTrouble> {
        let (documents, own) = self.databases.clone()?;
        let new = next.0;
        let turned = turn(&documents, &own, registration, old, next).await;
        match registry::find(&own, registration.workspace).await {
            Ok(Some(found)) if found == *registration => Ok(()),
            Ok(found) => {
                // Nothing refers to what was stored of the new one. If it cannot be removed it does
                // no harm.
                if found.is_some_and(|found| found.inventory == old) {
                    chunks::remove(&documents, new).await.unwrap_or_default();
                }
                let why = || StorageTrouble::Other("the registry was not written".to_owned());
                Err(turned.err().unwrap_or_else(why))
            }
            Err(trouble) => {
                self.give_up(trouble.clone());
                Err(trouble)
            }
        }
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
}

async fn turn(
    documents: &Database,
    own: &Database,
    registration: &Registration,
    old: DocumentId,
    next: (DocumentId, ChunkKey, Vec<u8>),
) -> Result<(), StorageTrouble> {
    chunks::append(documents, &[next]).await?;
    let mut closed = registry::closed(own, registration.workspace).await?;
    closed.push(old);
    registry::replace(own, registration, &closed).await
}
