//! Workspaces: made with their owner, and deleted with everything in them.

use domain::id::{MemberId, WorkspaceId};
use replica::document_id::DocumentId;
use replica::team::Role;
use sqlx::any::AnyRow;

use super::members::insert_member;
use super::{Kind, NewWorkspace, Store, StoreError, Tx, Workspace, columns, devices};

impl Store {
    /// Makes a workspace, its two documents, its owner and the owner's device, all or nothing.
    /// Anything of it that is there already is a conflict.
    pub async fn create_workspace(&self, new: &NewWorkspace) -> Result<(), StoreError> {
        let mut tx = self.writing().await?;
        sqlx::query(
            "INSERT INTO workspace (id, inventory, vault, epoch, created_at)
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(new.id.to_string())
        .bind(new.inventory.to_string())
        .bind(new.vault.to_string())
        .bind(new.epoch.as_str())
        .bind(new.created_at)
        .execute(&mut *tx)
        .await?;
        for (document, kind) in [(new.inventory, Kind::Inventory), (new.vault, Kind::Vault)] {
            insert_document(&mut tx, document, new.id, kind, new.created_at).await?;
        }
        insert_member(&mut tx, new.id, &new.owner, Role::Owner, true, new.created_at).await?;
        devices::insert(&mut tx, new.id, new.owner.id, &new.device, new.created_at).await?;
        Ok(tx.commit().await?)
    }

    pub async fn workspace(&self, id: WorkspaceId) -> Result<Workspace, StoreError> {
        let row = sqlx::query("SELECT * FROM workspace WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(&self.read)
            .await?;
        workspace(&row.ok_or(StoreError::NotFound)?)
    }

    /// All of them, the oldest first.
    pub async fn workspaces(&self) -> Result<Vec<Workspace>, StoreError> {
        let rows = sqlx::query("SELECT * FROM workspace ORDER BY created_at, id")
            .fetch_all(&self.read)
            .await?;
        rows.iter().map(workspace).collect()
    }

    /// Deletes a workspace with its documents, people, keys and record. Its devices are unknown
    /// from then on.
    pub async fn delete_workspace(&self, id: WorkspaceId) -> Result<(), StoreError> {
        let done = sqlx::query("DELETE FROM workspace WHERE id = $1")
            .bind(id.to_string())
            .execute(&self.write)
            .await?;
        if done.rows_affected() == 0 { Err(StoreError::NotFound) } else { Ok(()) }
    }

    /// Makes other writers of the workspace's people and keys wait, and says which vault it has
    /// under which key.
    pub(super) async fn lock_workspace(
        &self,
        tx: &mut Tx,
        id: WorkspaceId,
    ) -> Result<(DocumentId, String), StoreError> {
        let row = sqlx::query(self.dialect.lock_workspace())
            .bind(id.to_string())
            .fetch_optional(&mut **tx)
            .await?
            .ok_or(StoreError::NotFound)?;
        Ok((columns::parsed(&row, "vault")?, columns::text(&row, "epoch")?))
    }
}

/// A member is about to lose what they could read product keys with, if they could: those are to be
/// sealed anew.
pub(super) async fn mark_to_seal(
    tx: &mut Tx,
    workspace: WorkspaceId,
    member: MemberId,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE workspace SET must_seal = 1
         WHERE id = $1 AND EXISTS (SELECT 1 FROM member WHERE id = $2 AND sees_keys = 1)",
    )
    .bind(workspace.to_string())
    .bind(member.to_string())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(super) async fn insert_document(
    tx: &mut Tx,
    document: DocumentId,
    workspace: WorkspaceId,
    kind: Kind,
    at: i64,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO document (id, workspace, kind, last_seq, bytes, created_at)
         VALUES ($1, $2, $3, 0, 0, $4)",
    )
    .bind(document.to_string())
    .bind(workspace.to_string())
    .bind(kind.word())
    .bind(at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

fn workspace(row: &AnyRow) -> Result<Workspace, StoreError> {
    Ok(Workspace {
        id: columns::parsed(row, "id")?,
        inventory: columns::parsed(row, "inventory")?,
        vault: columns::parsed(row, "vault")?,
        epoch: columns::text(row, "epoch")?,
        created_at: columns::time(row, "created_at")?,
        must_seal: columns::flag(row, "must_seal")?,
    })
}
