//! The log of a document: changes go in behind each other, each with a number of its own.
//!
//! A change counts as stored when the transaction was committed, and not before. Two relays that
//! store changes of one document wait for each other, so numbers become visible in their order: a
//! reader who has seen one has seen all before it.

use std::collections::BTreeMap;

use domain::id::WorkspaceId;
use replica::document_id::DocumentId;

use super::{Appended, Change, Document, Store, StoreError, Tx, columns};

impl Store {
    /// Stores changes of one document and says the number of its last one. A change that is there
    /// already stays as it is.
    pub async fn append(
        &self,
        document: DocumentId,
        changes: &[Change],
    ) -> Result<u64, StoreError> {
        let mut tx = self.writing().await?;
        let appended = self.append_in(&mut tx, document, changes).await?;
        tx.commit().await?;
        Ok(appended.last)
    }

    /// Stores changes of several documents, all or none. The answers are in the order of `batch`.
    pub async fn append_all(
        &self,
        batch: &[(DocumentId, &[Change])],
    ) -> Result<Vec<Appended>, StoreError> {
        let mut tx = self.writing().await?;
        // Always in the same order, so that two relays can't wait for each other for ever.
        let mut by_document = BTreeMap::<DocumentId, Vec<&Change>>::new();
        for (document, changes) in batch {
            by_document.entry(*document).or_default().extend(*changes);
        }
        let mut last = BTreeMap::new();
        for (document, changes) in by_document {
            last.insert(document, self.append_in(&mut tx, document, changes).await?);
        }
        tx.commit().await?;
        Ok(batch.iter().filter_map(|(document, _)| last.get(document).copied()).collect())
    }

    pub async fn document(&self, id: DocumentId) -> Result<Document, StoreError> {
        let row = sqlx::query("SELECT * FROM document WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(&self.read)
            .await?
            .ok_or(StoreError::NotFound)?;
        Ok(Document {
            id,
            workspace: columns::parsed(&row, "workspace")?,
            kind: columns::parsed(&row, "kind")?,
            last_seq: columns::count(&row, "last_seq")?,
            bytes: columns::count(&row, "bytes")?,
            created_at: columns::time(&row, "created_at")?,
        })
    }

    /// What all documents of a workspace take up, in bytes.
    pub async fn usage(&self, workspace: WorkspaceId) -> Result<u64, StoreError> {
        let row = sqlx::query(
            "SELECT CAST(COALESCE(SUM(bytes), 0) AS BIGINT) AS bytes
             FROM document WHERE workspace = $1",
        )
        .bind(workspace.to_string())
        .fetch_one(&self.read)
        .await?;
        columns::count(&row, "bytes")
    }

    /// Makes other writers of the document wait, and says the number of its last change.
    pub(super) async fn lock_document(
        &self,
        tx: &mut Tx,
        document: DocumentId,
    ) -> Result<u64, StoreError> {
        let row = sqlx::query(self.dialect.lock_document())
            .bind(document.to_string())
            .fetch_optional(&mut **tx)
            .await?
            .ok_or(StoreError::NotFound)?;
        columns::count(&row, "last_seq")
    }

    pub(super) async fn append_in(
        &self,
        tx: &mut Tx,
        document: DocumentId,
        changes: impl IntoIterator<Item = &Change>,
    ) -> Result<Appended, StoreError> {
        let before = self.lock_document(tx, document).await?;
        let mut last = before;
        let mut bytes = 0;
        for change in changes {
            if insert(tx, document, last + 1, change).await? {
                last += 1;
                bytes += change.bytes.len() as u64;
            }
        }
        if last > before {
            sqlx::query("UPDATE document SET last_seq = $2, bytes = bytes + $3 WHERE id = $1")
                .bind(document.to_string())
                .bind(columns::stored(last))
                .bind(columns::stored(bytes))
                .execute(&mut **tx)
                .await?;
        }
        Ok(Appended { before, last })
    }
}

/// Whether the change was missing.
async fn insert(
    tx: &mut Tx,
    document: DocumentId,
    seq: u64,
    change: &Change,
) -> Result<bool, StoreError> {
    if try_insert(tx, document, seq, change).await? {
        return Ok(true);
    }
    // It is there. If it was damaged since, what came now takes its place, under a new number, so
    // that those who read on get it.
    let row = sqlx::query("SELECT bytes, sha256 FROM chunk WHERE document = $1 AND hash = $2")
        .bind(document.to_string())
        .bind(change.hash.as_slice())
        .fetch_one(&mut **tx)
        .await?;
    if columns::intact(&row)?.is_some() {
        return Ok(false);
    }
    sqlx::query("UPDATE chunk SET hash = NULL, damaged = 1 WHERE document = $1 AND hash = $2")
        .bind(document.to_string())
        .bind(change.hash.as_slice())
        .execute(&mut **tx)
        .await?;
    try_insert(tx, document, seq, change).await
}

async fn try_insert(
    tx: &mut Tx,
    document: DocumentId,
    seq: u64,
    change: &Change,
) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "INSERT INTO chunk (document, seq, hash, sha256, bytes) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (document, hash) DO NOTHING",
    )
    .bind(document.to_string())
    .bind(columns::stored(seq))
    .bind(change.hash.as_slice())
    .bind(columns::sha256(&change.bytes).as_slice())
    .bind(change.bytes.as_slice())
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() > 0)
}
