//! The tables, and the way from an older version of them to this one.
//!
//! Each version is a list of statements that is never changed again once released; a new one is
//! added behind it. All that are missing run in one transaction, so a database has one version or
//! another and nothing between.

use sqlx::{AssertSqlSafe, Row as _};

use super::{Store, StoreError, Tx, columns};

/// The version of the tables this program knows.
pub const VERSION: u64 = STEPS.len() as u64;

/// What leads from each version to the next, beginning with nothing.
const STEPS: &[&[&str]] = &[FIRST, SECOND];

/// Who could read product keys is gone, and they are still to be sealed anew; an invitation for one
/// more device of somebody who is a member.
const SECOND: &[&str] = &[
    "ALTER TABLE workspace ADD COLUMN must_seal BIGINT NOT NULL DEFAULT 0",
    "ALTER TABLE invite ADD COLUMN for_member TEXT",
];

const FIRST: &[&str] = &[
    "CREATE TABLE meta (
        key TEXT PRIMARY KEY,
        value {bytes} NOT NULL
    )",
    "CREATE TABLE workspace (
        id TEXT PRIMARY KEY,
        inventory TEXT NOT NULL UNIQUE,
        vault TEXT NOT NULL UNIQUE,
        epoch TEXT NOT NULL,
        created_at BIGINT NOT NULL
    )",
    "CREATE TABLE document (
        id TEXT PRIMARY KEY,
        workspace TEXT NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
        kind TEXT NOT NULL CHECK (kind IN ('inventory', 'vault')),
        last_seq BIGINT NOT NULL,
        bytes BIGINT NOT NULL,
        created_at BIGINT NOT NULL
    )",
    "CREATE INDEX document_workspace ON document (workspace)",
    "CREATE TABLE member (
        id TEXT PRIMARY KEY,
        workspace TEXT NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        role TEXT NOT NULL,
        sees_keys BIGINT NOT NULL,
        joined_at BIGINT NOT NULL,
        removed_at BIGINT
    )",
    "CREATE INDEX member_workspace ON member (workspace)",
    "CREATE UNIQUE INDEX one_owner ON member (workspace)
        WHERE role = 'owner' AND removed_at IS NULL",
    "CREATE TABLE device (
        id TEXT PRIMARY KEY,
        member TEXT NOT NULL REFERENCES member (id) ON DELETE CASCADE,
        workspace TEXT NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        credential_hash {bytes} NOT NULL UNIQUE,
        public_key {bytes} NOT NULL,
        created_at BIGINT NOT NULL,
        last_seen_at BIGINT,
        removed_at BIGINT
    )",
    "CREATE INDEX device_member ON device (member)",
    "CREATE INDEX device_workspace ON device (workspace)",
    "CREATE TABLE invite (
        id TEXT PRIMARY KEY,
        workspace TEXT NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
        role TEXT NOT NULL,
        sees_keys BIGINT NOT NULL,
        created_by TEXT NOT NULL REFERENCES member (id) ON DELETE CASCADE,
        created_at BIGINT NOT NULL,
        expires_at BIGINT NOT NULL,
        secret_hash {bytes} NOT NULL,
        sealed_key {bytes},
        used_at BIGINT,
        used_by TEXT,
        revoked_at BIGINT
    )",
    "CREATE INDEX invite_workspace ON invite (workspace)",
    "CREATE INDEX invite_created_by ON invite (created_by)",
    "CREATE TABLE wrapped_key (
        workspace TEXT NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
        epoch TEXT NOT NULL,
        device TEXT NOT NULL REFERENCES device (id) ON DELETE CASCADE,
        bytes {bytes} NOT NULL,
        PRIMARY KEY (workspace, epoch, device)
    )",
    "CREATE INDEX wrapped_key_device ON wrapped_key (device)",
    "CREATE TABLE used_ticket (number {bytes} PRIMARY KEY, until BIGINT NOT NULL)",
    "CREATE TABLE audit (
        seq {counter},
        workspace TEXT NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
        at BIGINT NOT NULL,
        member TEXT,
        device TEXT,
        act TEXT NOT NULL,
        subject TEXT NOT NULL
    )",
    "CREATE INDEX audit_workspace ON audit (workspace, seq)",
    // The hash names the change and may be another than that of its bytes. It is null where the
    // bytes were damaged and the same change came again: the damaged row stays, but out of the way.
    "CREATE TABLE chunk (
        document TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
        seq BIGINT NOT NULL,
        hash {bytes},
        sha256 {bytes} NOT NULL,
        bytes {bytes} NOT NULL,
        damaged BIGINT NOT NULL DEFAULT 0,
        PRIMARY KEY (document, seq),
        UNIQUE (document, hash)
    )",
    "CREATE TABLE snapshot (
        document TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
        upto_seq BIGINT NOT NULL,
        sha256 {bytes} NOT NULL,
        bytes {bytes} NOT NULL,
        PRIMARY KEY (document, upto_seq)
    )",
];

impl Store {
    /// Makes the tables, or brings older ones up to this version. Newer ones are left alone.
    pub(super) async fn prepare(&self) -> Result<(), StoreError> {
        let mut tx = self.writing().await?;
        if let Some(sql) = self.dialect.lock_schema() {
            sqlx::query(sql).execute(&mut *tx).await?;
        }
        let found = self.version(&mut tx).await?;
        if found.is_none() {
            sqlx::query("CREATE TABLE schema_version (version BIGINT NOT NULL)")
                .execute(&mut *tx)
                .await?;
            sqlx::query("INSERT INTO schema_version VALUES (0)").execute(&mut *tx).await?;
        }
        let found = found.unwrap_or(0);
        if found > VERSION {
            return Err(StoreError::Newer { found, known: VERSION });
        }
        if found == VERSION {
            return Ok(());
        }
        let known = usize::try_from(found).unwrap_or(usize::MAX);
        for step in STEPS.iter().skip(known) {
            for statement in *step {
                let sql = AssertSqlSafe(self.dialect.spell(statement));
                sqlx::query(sql).execute(&mut *tx).await?;
            }
        }
        sqlx::query("UPDATE schema_version SET version = $1")
            .bind(columns::stored(VERSION))
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
    }

    /// Refuses tables of another version than this program's, and a database without any.
    pub(super) async fn must_be_current(&self) -> Result<(), StoreError> {
        let mut tx = self.reading().await?;
        match self.version(&mut tx).await? {
            Some(VERSION) => Ok(()),
            Some(found) if found > VERSION => Err(StoreError::Newer { found, known: VERSION }),
            Some(_) => Err(StoreError::Unsupported(
                "the tables are of an older version; start the relay once, which brings them up \
                 to date, or use the program that made them",
            )),
            None => Err(StoreError::Unsupported("the database holds nothing of a relay")),
        }
    }

    /// The version of the tables, if there are any.
    pub(super) async fn version(&self, tx: &mut Tx) -> Result<Option<u64>, StoreError> {
        let found = sqlx::query(self.dialect.find_schema()).fetch_one(&mut **tx).await?;
        if found.try_get::<i64, _>("found")? == 0 {
            return Ok(None);
        }
        let row = sqlx::query("SELECT version FROM schema_version").fetch_one(&mut **tx).await?;
        Ok(Some(columns::count(&row, "version")?))
    }
}
