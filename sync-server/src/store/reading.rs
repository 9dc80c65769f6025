//! Reading a document back. Every piece was stored with the hash of its bytes, and is compared with
//! it: one bad sector must neither hide the rest nor pass for a change.

use replica::document_id::DocumentId;
use sqlx::any::AnyRow;

use super::{Loaded, Since, Store, StoreError, columns};

impl Store {
    /// Everything there is of a document. What is damaged is left out and named, and stays where it
    /// is.
    pub async fn load(&self, document: DocumentId) -> Result<Loaded, StoreError> {
        let mut tx = self.reading().await?;
        let row = sqlx::query("SELECT last_seq FROM document WHERE id = $1")
            .bind(document.to_string())
            .fetch_optional(&mut *tx)
            .await?
            .ok_or(StoreError::NotFound)?;
        let mut loaded =
            Loaded { last_seq: columns::count(&row, "last_seq")?, ..Loaded::default() };

        let snapshots =
            sqlx::query("SELECT * FROM snapshot WHERE document = $1 ORDER BY upto_seq DESC")
                .bind(document.to_string())
                .fetch_all(&mut *tx)
                .await?;
        for row in &snapshots {
            match columns::intact(row)? {
                Some(_) if loaded.snapshot.is_some() => {}
                Some(bytes) => loaded.snapshot = Some(bytes.to_vec()),
                None => loaded.damaged.push(snapshot_in_words(document, row)?),
            }
        }

        // All that is left is what came after the snapshot, and damaged ones from before it.
        let chunks = sqlx::query(
            "SELECT seq, hash, sha256, bytes FROM chunk
             WHERE document = $1 AND hash IS NOT NULL ORDER BY seq",
        )
        .bind(document.to_string())
        .fetch_all(&mut *tx)
        .await?;
        for row in &chunks {
            match columns::intact(row)? {
                Some(bytes) => loaded.changes.push(bytes.to_vec()),
                None => loaded.damaged.push(chunk_in_words(document, row)?),
            }
        }
        Ok(loaded)
    }

    /// The changes that came after the one with this number.
    pub async fn since(&self, document: DocumentId, seq: u64) -> Result<Since, StoreError> {
        let mut tx = self.reading().await?;
        let row = sqlx::query(
            "SELECT (SELECT MAX(upto_seq) FROM snapshot WHERE document = d.id) AS upto
             FROM document d WHERE d.id = $1",
        )
        .bind(document.to_string())
        .fetch_optional(&mut *tx)
        .await?
        .ok_or(StoreError::NotFound)?;
        if columns::time_if_any(&row, "upto")?.is_some_and(|upto| upto > columns::stored(seq)) {
            return Ok(Since::Reload);
        }
        let rows = sqlx::query(
            "SELECT seq, sha256, bytes FROM chunk
             WHERE document = $1 AND seq > $2 AND hash IS NOT NULL ORDER BY seq",
        )
        .bind(document.to_string())
        .bind(columns::stored(seq))
        .fetch_all(&mut *tx)
        .await?;
        let mut changes = Vec::with_capacity(rows.len());
        for row in &rows {
            let Some(bytes) = columns::intact(row)? else { return Ok(Since::Reload) };
            changes.push((columns::count(row, "seq")?, bytes.to_vec()));
        }
        Ok(Since::Changes(changes))
    }
}

pub(super) fn chunk_in_words(document: DocumentId, row: &AnyRow) -> Result<String, StoreError> {
    Ok(format!("change {} of {document}", columns::count(row, "seq")?))
}

pub(super) fn snapshot_in_words(document: DocumentId, row: &AnyRow) -> Result<String, StoreError> {
    Ok(format!("the snapshot of {document} up to change {}", columns::count(row, "upto_seq")?))
}
