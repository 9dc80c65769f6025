//! The few places where SQLite and Postgres want to be spoken to differently.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    /// SQLite takes its write lock at once, so that no transaction fails halfway for want of it.
    pub(super) fn begin_writing(self) -> &'static str {
        match self {
            Self::Sqlite => "BEGIN IMMEDIATE",
            Self::Postgres => "BEGIN",
        }
    }

    /// In SQLite's write-ahead log a reader keeps the state it began with anyway.
    pub(super) fn begin_reading(self) -> &'static str {
        match self {
            Self::Sqlite => "BEGIN",
            Self::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY",
        }
    }

    /// Makes another writer of this workspace wait. SQLite has one writer, who is us.
    pub(super) fn lock_workspace(self) -> &'static str {
        match self {
            Self::Sqlite => "SELECT vault, epoch FROM workspace WHERE id = $1",
            Self::Postgres => "SELECT vault, epoch FROM workspace WHERE id = $1 FOR NO KEY UPDATE",
        }
    }

    /// Makes another writer of this document wait, so that changes are committed in the order of
    /// their numbers and somebody who asks for later ones never misses an earlier one.
    pub(super) fn lock_document(self) -> &'static str {
        match self {
            Self::Sqlite => "SELECT last_seq FROM document WHERE id = $1",
            Self::Postgres => "SELECT last_seq FROM document WHERE id = $1 FOR NO KEY UPDATE",
        }
    }

    /// Whether compacting this document is ours, until the transaction ends. Nobody waits for it.
    pub(super) fn try_compaction(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => None,
            Self::Postgres => Some("SELECT pg_try_advisory_xact_lock($1) AS ours"),
        }
    }

    /// Two relays that start at once make the tables one after the other.
    pub(super) fn lock_schema(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => None,
            Self::Postgres => Some("SELECT pg_advisory_xact_lock(6015743286218350691)"),
        }
    }

    /// Counts the table that says which version the others have.
    pub(super) fn find_schema(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "SELECT COUNT(*) AS found FROM sqlite_master
                 WHERE type = 'table' AND name = 'schema_version'"
            }
            Self::Postgres => {
                "SELECT COUNT(*) AS found FROM pg_class WHERE oid = to_regclass('schema_version')"
            }
        }
    }

    /// Lets an insert say the number that would be counted by itself.
    pub(super) fn insert_own_numbers(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => "OVERRIDING SYSTEM VALUE",
        }
    }

    /// Goes on counting behind the numbers that were said. SQLite does so by itself.
    pub(super) fn count_on(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => None,
            Self::Postgres => Some(
                "SELECT setval(pg_get_serial_sequence('audit', 'seq'),
                    (SELECT COALESCE(MAX(seq), 0) + 1 FROM audit), false) AS next",
            ),
        }
    }

    /// The words for bytes and for a number that counts by itself.
    pub(super) fn spell(self, sql: &str) -> String {
        let (bytes, counter) = match self {
            Self::Sqlite => ("BLOB", "INTEGER PRIMARY KEY AUTOINCREMENT"),
            Self::Postgres => ("BYTEA", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"),
        };
        sql.replace("{bytes}", bytes).replace("{counter}", counter)
    }
}
