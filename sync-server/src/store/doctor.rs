//! Looking whether all is well. It reads everything, changes nothing, and takes its time.

use replica::document_id::DocumentId;
use sqlx::{AssertSqlSafe, Row as _};

use super::compaction::PAGE;
use super::dialect::Dialect;
use super::reading::{chunk_in_words, snapshot_in_words};
use super::{Store, StoreError, columns};

const TABLES: [&str; 10] = [
    "meta",
    "workspace",
    "document",
    "member",
    "device",
    "invite",
    "wrapped_key",
    "audit",
    "chunk",
    "snapshot",
];

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub schema_version: u64,
    /// How many rows each table has.
    pub counts: Vec<(&'static str, u64)>,
    /// What SQLite has to say about its file; nothing if all is well, and nothing on Postgres.
    pub integrity: Vec<String>,
    /// Pieces of documents that are not what was stored.
    pub damaged: Vec<String>,
    /// Documents in whose numbers some are missing.
    pub gaps: Vec<DocumentId>,
}

impl Report {
    pub fn is_well(&self) -> bool {
        self.integrity.is_empty() && self.damaged.is_empty() && self.gaps.is_empty()
    }
}

impl Store {
    /// Reads a document, a small one that has something in it: whoever can do that can serve.
    pub async fn read_a_document(&self) -> Result<(), StoreError> {
        let row = sqlx::query("SELECT id FROM document WHERE bytes > 0 ORDER BY bytes LIMIT 1")
            .fetch_optional(&self.read)
            .await?;
        let Some(row) = row else { return Ok(()) };
        match self.load(columns::parsed(&row, "id")?).await {
            // It was deleted meanwhile.
            Ok(_) | Err(StoreError::NotFound) => Ok(()),
            Err(error) => Err(error),
        }
    }

    pub async fn doctor(&self) -> Result<Report, StoreError> {
        let mut tx = self.reading().await?;
        let schema_version = self.version(&mut tx).await?.unwrap_or(0);
        let mut counts = Vec::new();
        for table in TABLES {
            let sql = AssertSqlSafe(format!("SELECT COUNT(*) AS found FROM {table}"));
            let row = sqlx::query(sql).fetch_one(&mut *tx).await?;
            counts.push((table, columns::count(&row, "found")?));
        }
        // Numbers below a snapshot are gone by design, but for damaged changes, which stay.
        let rows = sqlx::query(
            "SELECT id, last_seq, upto,
                (SELECT COUNT(*) FROM chunk c WHERE c.document = id AND c.seq > upto) AS kept
             FROM (SELECT d.id, d.last_seq,
                    (SELECT COALESCE(MAX(s.upto_seq), 0) FROM snapshot s WHERE s.document = d.id)
                    AS upto
                FROM document d) AS ranges
             ORDER BY id",
        )
        .fetch_all(&mut *tx)
        .await?;
        tx.commit().await?;

        let mut documents = Vec::new();
        let mut gaps = Vec::new();
        for row in &rows {
            let id: DocumentId = columns::parsed(row, "id")?;
            documents.push(id);
            let upto = columns::count(row, "upto")?;
            if upto + columns::count(row, "kept")? != columns::count(row, "last_seq")? {
                gaps.push(id);
            }
        }
        let mut damaged = Vec::new();
        for document in documents {
            damaged.extend(self.damaged_snapshots(document).await?);
            damaged.extend(self.damaged_changes(document).await?);
        }
        let integrity = self.integrity().await?;
        Ok(Report { schema_version, counts, integrity, damaged, gaps })
    }

    async fn damaged_snapshots(&self, document: DocumentId) -> Result<Vec<String>, StoreError> {
        let rows = sqlx::query("SELECT * FROM snapshot WHERE document = $1 ORDER BY upto_seq")
            .bind(document.to_string())
            .fetch_all(&self.read)
            .await?;
        let mut damaged = Vec::new();
        for row in &rows {
            if columns::intact(row)?.is_none() {
                damaged.push(snapshot_in_words(document, row)?);
            }
        }
        Ok(damaged)
    }

    async fn damaged_changes(&self, document: DocumentId) -> Result<Vec<String>, StoreError> {
        let mut damaged = Vec::new();
        let mut checked = 0_i64;
        loop {
            let rows = sqlx::query(
                "SELECT seq, sha256, bytes FROM chunk
                 WHERE document = $1 AND seq > $2 AND hash IS NOT NULL ORDER BY seq LIMIT $3",
            )
            .bind(document.to_string())
            .bind(checked)
            .bind(PAGE)
            .fetch_all(&self.read)
            .await?;
            let Some(last) = rows.last() else { return Ok(damaged) };
            checked = last.try_get("seq")?;
            for row in &rows {
                if columns::intact(row)?.is_none() {
                    damaged.push(chunk_in_words(document, row)?);
                }
            }
        }
    }

    pub(super) async fn integrity(&self) -> Result<Vec<String>, StoreError> {
        if self.dialect != Dialect::Sqlite {
            return Ok(Vec::new());
        }
        let mut found = Vec::new();
        for row in sqlx::query("PRAGMA integrity_check").fetch_all(&self.read).await? {
            let line = row.try_get::<String, _>(0)?;
            if line != "ok" {
                found.push(line);
            }
        }
        for row in sqlx::query("PRAGMA foreign_key_check").fetch_all(&self.read).await? {
            found.push(format!("a row of {} belongs to nothing", row.try_get::<String, _>(0)?));
        }
        Ok(found)
    }
}
