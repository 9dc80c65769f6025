//! Folding the changes of a document into a snapshot. One transaction, which deletes nothing before
//! the snapshot was read back and found whole, and never deletes what is damaged: what can't be
//! read can't be in the snapshot either.

use replica::document_id::DocumentId;
use sqlx::Row as _;

use super::{Store, StoreError, Tx, columns};

/// How many changes are checked at a time, so that a large log needs little memory.
pub(super) const PAGE: i64 = 64;

impl Store {
    /// Puts `snapshot` in the place of all changes up to and with `upto_seq`, which it must hold.
    /// Says `false` and does nothing if another relay is at it or a snapshot as new is there.
    ///
    /// A document of which something was damaged when it was loaded should not be compacted: what
    /// depends on the missing piece waits in it for that piece to come again.
    pub async fn compact(
        &self,
        document: DocumentId,
        snapshot: &[u8],
        upto_seq: u64,
    ) -> Result<bool, StoreError> {
        let mut tx = self.writing().await?;
        if let Some(sql) = self.dialect.try_compaction() {
            let row = sqlx::query(sql).bind(lock_number(document)).fetch_one(&mut *tx).await?;
            if !row.try_get::<bool, _>("ours")? {
                return Ok(false);
            }
        }
        if upto_seq > self.lock_document(&mut tx, document).await? {
            return Err(StoreError::Conflict);
        }
        let newest = sqlx::query("SELECT MAX(upto_seq) AS upto FROM snapshot WHERE document = $1")
            .bind(document.to_string())
            .fetch_one(&mut *tx)
            .await?;
        if columns::time_if_any(&newest, "upto")?
            .is_some_and(|upto| upto >= columns::stored(upto_seq))
        {
            return Ok(false);
        }
        write_snapshot(&mut tx, document, snapshot, upto_seq).await?;
        delete_older_snapshots(&mut tx, document, upto_seq).await?;
        delete_changes(&mut tx, document, upto_seq).await?;
        count_bytes(&mut tx, document).await?;
        tx.commit().await?;
        Ok(true)
    }
}

async fn write_snapshot(
    tx: &mut Tx,
    document: DocumentId,
    snapshot: &[u8],
    upto_seq: u64,
) -> Result<(), StoreError> {
    let sha256 = columns::sha256(snapshot);
    sqlx::query("INSERT INTO snapshot (document, upto_seq, sha256, bytes) VALUES ($1, $2, $3, $4)")
        .bind(document.to_string())
        .bind(columns::stored(upto_seq))
        .bind(sha256.as_slice())
        .bind(snapshot)
        .execute(&mut **tx)
        .await?;
    let row =
        sqlx::query("SELECT sha256, bytes FROM snapshot WHERE document = $1 AND upto_seq = $2")
            .bind(document.to_string())
            .bind(columns::stored(upto_seq))
            .fetch_one(&mut **tx)
            .await?;
    if columns::intact(&row)?.is_some() && columns::hash(&row, "sha256")? == sha256 {
        Ok(())
    } else {
        Err(StoreError::Corrupt(format!("the snapshot of {document} was not stored as it is")))
    }
}

async fn delete_older_snapshots(
    tx: &mut Tx,
    document: DocumentId,
    upto_seq: u64,
) -> Result<(), StoreError> {
    let rows = sqlx::query("SELECT * FROM snapshot WHERE document = $1 AND upto_seq < $2")
        .bind(document.to_string())
        .bind(columns::stored(upto_seq))
        .fetch_all(&mut **tx)
        .await?;
    for row in &rows {
        if columns::intact(row)?.is_some() {
            sqlx::query("DELETE FROM snapshot WHERE document = $1 AND upto_seq = $2")
                .bind(document.to_string())
                .bind(row.try_get::<i64, _>("upto_seq")?)
                .execute(&mut **tx)
                .await?;
        }
    }
    Ok(())
}

async fn delete_changes(
    tx: &mut Tx,
    document: DocumentId,
    upto_seq: u64,
) -> Result<(), StoreError> {
    let mut checked = 0;
    loop {
        let rows = sqlx::query(
            "SELECT seq, sha256, bytes FROM chunk
             WHERE document = $1 AND seq > $2 AND seq <= $3 AND damaged = 0
             ORDER BY seq LIMIT $4",
        )
        .bind(document.to_string())
        .bind(checked)
        .bind(columns::stored(upto_seq))
        .bind(PAGE)
        .fetch_all(&mut **tx)
        .await?;
        let Some(last) = rows.last() else { break };
        checked = last.try_get("seq")?;
        for row in &rows {
            if columns::intact(row)?.is_none() {
                sqlx::query("UPDATE chunk SET damaged = 1 WHERE document = $1 AND seq = $2")
                    .bind(document.to_string())
                    .bind(row.try_get::<i64, _>("seq")?)
                    .execute(&mut **tx)
                    .await?;
            }
        }
    }
    sqlx::query("DELETE FROM chunk WHERE document = $1 AND seq <= $2 AND damaged = 0")
        .bind(document.to_string())
        .bind(columns::stored(upto_seq))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

async fn count_bytes(tx: &mut Tx, document: DocumentId) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE document SET bytes =
            (SELECT COALESCE(SUM(LENGTH(bytes)), 0) FROM chunk WHERE document = $1)
            + (SELECT COALESCE(SUM(LENGTH(bytes)), 0) FROM snapshot WHERE document = $1)
         WHERE id = $1",
    )
    .bind(document.to_string())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Postgres knows locks by number.
fn lock_number(document: DocumentId) -> i64 {
    columns::sha256(&document.0).first_chunk().copied().map_or(0, i64::from_be_bytes)
}
