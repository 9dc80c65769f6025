//! Devices: each shows a credential of its own, of which only the hash is kept.

use std::sync::atomic::Ordering;

use domain::id::{DeviceId, MemberId, WorkspaceId};
use sqlx::any::AnyRow;

use super::workspaces::mark_to_seal;
use super::{Credential, Device, NewDevice, Store, StoreError, Tx, Who, columns};

/// Old tickets are looked for this often at most, in milliseconds.
const SWEEP_EVERY: i64 = 60_000;

impl Store {
    /// Whose credential this is. One that was taken away is told from one that never was.
    pub async fn device_by_credential(&self, hash: &[u8; 32]) -> Result<Credential, StoreError> {
        let by_credential = sqlx::query(
            "SELECT d.id AS device, d.workspace, d.member, d.removed_at AS device_removed_at,
                m.name, m.role, m.sees_keys, m.removed_at AS member_removed_at
             FROM device d JOIN member m ON m.id = d.member
             WHERE d.credential_hash = $1",
        );
        credential(by_credential.bind(hash.as_slice()).fetch_optional(&self.read).await?.as_ref())
    }

    /// Whose device this is, likewise.
    pub async fn device(&self, id: DeviceId) -> Result<Credential, StoreError> {
        let by_id = sqlx::query(
            "SELECT d.id AS device, d.workspace, d.member, d.removed_at AS device_removed_at,
                m.name, m.role, m.sees_keys, m.removed_at AS member_removed_at
             FROM device d JOIN member m ON m.id = d.member
             WHERE d.id = $1",
        );
        credential(by_id.bind(id.to_string()).fetch_optional(&self.read).await?.as_ref())
    }

    /// Notes that a ticket was shown; `false` if it was shown before. Those that are too old by now
    /// are forgotten.
    pub async fn use_ticket(
        &self,
        number: &[u8; 16],
        until: i64,
        now: i64,
    ) -> Result<bool, StoreError> {
        if self.is_due_for_sweeping(now) {
            sqlx::query("DELETE FROM used_ticket WHERE until < $1")
                .bind(now)
                .execute(&self.write)
                .await?;
        }
        let used = sqlx::query(
            "INSERT INTO used_ticket (number, until) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        );
        let done = used.bind(number.as_slice()).bind(until).execute(&self.write).await?;
        Ok(done.rows_affected() == 1)
    }

    /// Whether old tickets have not been looked for in the last minute.
    fn is_due_for_sweeping(&self, now: i64) -> bool {
        let last = self.swept_at.load(Ordering::Relaxed);
        let is_due = now.saturating_sub(last) >= SWEEP_EVERY;
        if is_due {
            self.swept_at.store(now, Ordering::Relaxed);
        }
        is_due
    }

    /// Removes a device with the keys wrapped for it.
    pub async fn remove_device(
        &self,
        workspace: WorkspaceId,
        device: DeviceId,
        at: i64,
    ) -> Result<(), StoreError> {
        let mut tx = self.writing().await?;
        self.lock_workspace(&mut tx, workspace).await?;
        let found = sqlx::query(
            "UPDATE device SET removed_at = $3
             WHERE workspace = $1 AND id = $2 AND removed_at IS NULL RETURNING member",
        )
        .bind(workspace.to_string())
        .bind(device.to_string())
        .bind(at)
        .fetch_optional(&mut *tx)
        .await?
        .ok_or(StoreError::NotFound)?;
        mark_to_seal(&mut tx, workspace, columns::parsed(&found, "member")?).await?;
        sqlx::query("DELETE FROM wrapped_key WHERE device = $1")
            .bind(device.to_string())
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
    }

    /// Remembers that a device was here. An older time than the known one changes nothing.
    pub async fn touch_device(&self, device: DeviceId, at: i64) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE device SET last_seen_at = $2
             WHERE id = $1 AND (last_seen_at IS NULL OR last_seen_at < $2)",
        )
        .bind(device.to_string())
        .bind(at)
        .execute(&self.write)
        .await?;
        Ok(())
    }
}

fn credential(row: Option<&AnyRow>) -> Result<Credential, StoreError> {
    let Some(row) = row else { return Ok(Credential::Unknown) };
    let workspace = columns::parsed(row, "workspace")?;
    let device = columns::parsed(row, "device")?;
    for removed_at in ["device_removed_at", "member_removed_at"] {
        if columns::time_if_any(row, removed_at)?.is_some() {
            return Ok(Credential::Removed { workspace, device });
        }
    }
    Ok(Credential::Known(Who {
        workspace,
        member: columns::parsed(row, "member")?,
        device,
        name: columns::text(row, "name")?,
        role: columns::parsed(row, "role")?,
        sees_keys: columns::flag(row, "sees_keys")?,
    }))
}

pub(super) async fn insert(
    tx: &mut Tx,
    workspace: WorkspaceId,
    member: MemberId,
    new: &NewDevice,
    at: i64,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO device
            (id, member, workspace, name, credential_hash, public_key, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(new.id.to_string())
    .bind(member.to_string())
    .bind(workspace.to_string())
    .bind(new.name.as_str())
    .bind(new.credential_hash.as_slice())
    .bind(new.public_key.as_slice())
    .bind(at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(super) async fn of_workspace(
    tx: &mut Tx,
    workspace: WorkspaceId,
) -> Result<Vec<Device>, StoreError> {
    let rows = sqlx::query("SELECT * FROM device WHERE workspace = $1 ORDER BY created_at, id")
        .bind(workspace.to_string())
        .fetch_all(&mut **tx)
        .await?;
    rows.iter().map(device).collect()
}

fn device(row: &AnyRow) -> Result<Device, StoreError> {
    Ok(Device {
        id: columns::parsed(row, "id")?,
        member: columns::parsed(row, "member")?,
        name: columns::text(row, "name")?,
        public_key: columns::bytes(row, "public_key")?,
        created_at: columns::time(row, "created_at")?,
        last_seen_at: columns::time_if_any(row, "last_seen_at")?,
        removed_at: columns::time_if_any(row, "removed_at")?,
    })
}
