//! The record of what members did. It grows and is read; nothing in it is changed.

use domain::id::WorkspaceId;
use sqlx::any::AnyRow;

use super::{Act, AuditEntry, Store, StoreError, columns};

impl Store {
    pub async fn record(&self, act: &Act) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO audit (workspace, at, member, device, act, subject)
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(act.workspace.to_string())
        .bind(act.at)
        .bind(act.member.map(|id| id.to_string()))
        .bind(act.device.map(|id| id.to_string()))
        .bind(act.act.as_str())
        .bind(act.subject.as_str())
        .execute(&self.write)
        .await?;
        Ok(())
    }

    /// The newest `limit` acts, or those before the one with the number `before`.
    pub async fn record_of(
        &self,
        workspace: WorkspaceId,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<AuditEntry>, StoreError> {
        let rows = sqlx::query(
            "SELECT * FROM audit WHERE workspace = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3",
        )
        .bind(workspace.to_string())
        .bind(before.map_or(i64::MAX, columns::stored))
        .bind(i64::from(limit))
        .fetch_all(&self.read)
        .await?;
        rows.iter().map(entry).collect()
    }
}

fn entry(row: &AnyRow) -> Result<AuditEntry, StoreError> {
    let act = Act {
        workspace: columns::parsed(row, "workspace")?,
        at: columns::time(row, "at")?,
        member: columns::parsed_if_any(row, "member")?,
        device: columns::parsed_if_any(row, "device")?,
        act: columns::text(row, "act")?,
        subject: columns::text(row, "subject")?,
    };
    Ok(AuditEntry { seq: columns::count(row, "seq")?, act })
}
