//! Workspace keys, wrapped for one device each, and the change to a new one. The store sees none.

use domain::id::{DeviceId, WorkspaceId};
use replica::document_id::DocumentId;

use super::workspaces::insert_document;
use super::{Kind, Rotation, Store, StoreError, Tx, columns};

impl Store {
    /// Keeps the key in use for one more device. If the key is not the one in use any more, that is
    /// a conflict.
    pub async fn put_wrapped_key(
        &self,
        workspace: WorkspaceId,
        epoch: &str,
        device: DeviceId,
        bytes: &[u8],
    ) -> Result<(), StoreError> {
        let mut tx = self.writing().await?;
        let (_, in_use) = self.lock_workspace(&mut tx, workspace).await?;
        if in_use != epoch {
            return Err(StoreError::Conflict);
        }
        put(&mut tx, workspace, epoch, device, bytes).await?;
        Ok(tx.commit().await?)
    }

    pub async fn wrapped_keys(
        &self,
        workspace: WorkspaceId,
        epoch: &str,
    ) -> Result<Vec<(DeviceId, Vec<u8>)>, StoreError> {
        let rows = sqlx::query(
            "SELECT device, bytes FROM wrapped_key
             WHERE workspace = $1 AND epoch = $2 ORDER BY device",
        )
        .bind(workspace.to_string())
        .bind(epoch)
        .fetch_all(&self.read)
        .await?;
        rows.iter()
            .map(|row| Ok((columns::parsed(row, "device")?, columns::bytes(row, "bytes")?)))
            .collect()
    }

    pub async fn wrapped_key(
        &self,
        workspace: WorkspaceId,
        epoch: &str,
        device: DeviceId,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let row = sqlx::query(
            "SELECT bytes FROM wrapped_key WHERE workspace = $1 AND epoch = $2 AND device = $3",
        )
        .bind(workspace.to_string())
        .bind(epoch)
        .bind(device.to_string())
        .fetch_optional(&self.read)
        .await?;
        row.map(|row| columns::bytes(&row, "bytes")).transpose()
    }

    /// Lets go of the key that was wrapped for a device, which cannot open it: somebody wraps it again.
    pub async fn drop_wrapped_key(
        &self,
        workspace: WorkspaceId,
        device: DeviceId,
    ) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM wrapped_key WHERE workspace = $1 AND device = $2")
            .bind(workspace.to_string())
            .bind(device.to_string())
            .execute(&self.write)
            .await?;
        Ok(())
    }

    /// Puts a new vault under a new key in the place of the old one, which is deleted with all its
    /// changes and wrapped keys. Says which it was.
    pub async fn rotate_vault(&self, rotation: &Rotation) -> Result<DocumentId, StoreError> {
        let Rotation { workspace, epoch, vault, at, .. } = rotation;
        let mut tx = self.writing().await?;
        let (old_vault, in_use) = self.lock_workspace(&mut tx, *workspace).await?;
        if in_use != rotation.old_epoch || in_use == *epoch {
            return Err(StoreError::Conflict);
        }
        if self.lock_document(&mut tx, old_vault).await? != rotation.old_seq {
            return Err(StoreError::Conflict);
        }
        insert_document(&mut tx, *vault, *workspace, Kind::Vault, *at).await?;
        self.append_in(&mut tx, *vault, &rotation.changes).await?;
        sqlx::query("DELETE FROM wrapped_key WHERE workspace = $1")
            .bind(workspace.to_string())
            .execute(&mut *tx)
            .await?;
        for (device, bytes) in &rotation.keys {
            put(&mut tx, *workspace, epoch, *device, bytes).await?;
        }
        // What an invitation carries opens nothing any more.
        sqlx::query("UPDATE invite SET sealed_key = NULL WHERE workspace = $1")
            .bind(workspace.to_string())
            .execute(&mut *tx)
            .await?;
        sqlx::query("UPDATE workspace SET vault = $2, epoch = $3, must_seal = 0 WHERE id = $1")
            .bind(workspace.to_string())
            .bind(vault.to_string())
            .bind(epoch.as_str())
            .execute(&mut *tx)
            .await?;
        sqlx::query("DELETE FROM document WHERE id = $1")
            .bind(old_vault.to_string())
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(old_vault)
    }
}

/// Only for a device of this workspace that is in and whose member may see keys. One that has its key
/// keeps that: whoever may see keys could take it from others otherwise.
async fn put(
    tx: &mut Tx,
    workspace: WorkspaceId,
    epoch: &str,
    device: DeviceId,
    bytes: &[u8],
) -> Result<(), StoreError> {
    let may_have = sqlx::query(
        "SELECT d.id FROM device d JOIN member m ON m.id = d.member
         WHERE d.workspace = $1 AND d.id = $2 AND d.removed_at IS NULL
            AND m.removed_at IS NULL AND m.sees_keys = 1",
    );
    may_have
        .bind(workspace.to_string())
        .bind(device.to_string())
        .fetch_optional(&mut **tx)
        .await?
        .ok_or(StoreError::NotFound)?;
    sqlx::query(
        "INSERT INTO wrapped_key (workspace, epoch, device, bytes) VALUES ($1, $2, $3, $4)
         ON CONFLICT (workspace, epoch, device) DO NOTHING",
    )
    .bind(workspace.to_string())
    .bind(epoch)
    .bind(device.to_string())
    .bind(bytes)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
