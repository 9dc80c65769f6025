//! Why the store did not do as asked. The caller decides by the variant; the text is for the log.

use std::io;
use std::path::PathBuf;

use sqlx::error::ErrorKind;
use thiserror::Error;

#[derive(Debug, Error)]
pub enum StoreError {
    /// Nothing of the request was stored, and nothing else was lost.
    #[error("the database has no room left")]
    Full,
    #[error("it contradicts what is stored")]
    Conflict,
    #[error("there is no such thing")]
    NotFound,
    #[error(
        "the database was written by a newer version (its tables are of version {found}, this \
         program knows {known}); start that version, or restore a backup made before it"
    )]
    Newer { found: u64, known: u64 },
    #[error("what is stored makes no sense: {0}")]
    Corrupt(String),
    /// Asking again later may help.
    #[error("the database is busy")]
    Busy,
    #[error(
        "another relay uses the folder {}; stop it, or name another folder with --data DIR or \
         SEATWISE_DATA",
        .0.display()
    )]
    Locked(PathBuf),
    /// It would be overwritten.
    #[error("{0} holds data already; restore into a folder or a database with nothing in it")]
    NotEmpty(String),
    #[error("{} is no backup: {why}", path.display())]
    NotABackup { path: PathBuf, why: String },
    #[error("{0}")]
    Unsupported(&'static str),
    #[error("can't use {}: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("the database failed: {0}")]
    Other(sqlx::Error),
}

/// Why an invitation let nobody in. Somebody without its secret learns only that.
#[derive(Debug, Error)]
pub enum InviteError {
    #[error("there is no such invitation")]
    Unknown,
    #[error("the secret is not this invitation's")]
    WrongSecret,
    #[error("the invitation has expired")]
    Expired,
    #[error("the invitation was used")]
    Used,
    #[error("the invitation was revoked")]
    Revoked,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for InviteError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<sqlx::Error> for StoreError {
    #[expect(clippy::wildcard_enum_match_arm, reason = "both enums may grow")]
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::PoolTimedOut => Self::Busy,
            sqlx::Error::RowNotFound => Self::NotFound,
            sqlx::Error::ColumnDecode { index, source } => {
                Self::Corrupt(format!("column {index}: {source}"))
            }
            sqlx::Error::Io(io) if io.kind() == io::ErrorKind::StorageFull => Self::Full,
            sqlx::Error::Database(refusal) => match refusal.kind() {
                ErrorKind::UniqueViolation => Self::Conflict,
                ErrorKind::ForeignKeyViolation => Self::NotFound,
                _ => refusal.code().and_then(|code| by_code(&code)).unwrap_or(Self::Other(error)),
            },
            _ => Self::Other(error),
        }
    }
}

/// `SQLITE_IOERR_SHMSIZE`: on a full disk the index of the write-ahead log can't grow. A write that
/// finds no room is `SQLITE_FULL`, whatever the system called it.
const SHARED_MEMORY_TOO_LARGE: u32 = 4874;

/// SQLite says numbers, the low byte being the kind; Postgres says five characters.
fn by_code(code: &str) -> Option<StoreError> {
    if code.len() == 5 && code.starts_with(|c: char| c.is_ascii_digit()) {
        return match code {
            "53100" => Some(StoreError::Full),
            // A deadlock, a failed order of transactions, a lock waited for too long, no
            // connection left, a server that starts or stops.
            "40P01" | "40001" | "55P03" | "53300" | "57P03" => Some(StoreError::Busy),
            _ => None,
        };
    }
    let code = code.parse::<u32>().ok()?;
    match code & 0xff {
        5 | 6 => Some(StoreError::Busy),
        11 | 26 => Some(StoreError::Corrupt("the file is damaged".to_owned())),
        13 => Some(StoreError::Full),
        _ if code == SHARED_MEMORY_TOO_LARGE => Some(StoreError::Full),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_from_other_trouble() {
        for full in ["13", "4874", "53100"] {
            assert!(matches!(by_code(full), Some(StoreError::Full)), "{full}");
        }
        for busy in ["5", "517", "6", "40P01", "55P03"] {
            assert!(matches!(by_code(busy), Some(StoreError::Busy)), "{busy}");
        }
        for other in ["1", "10", "778", "42P01", ""] {
            assert!(by_code(other).is_none(), "{other}");
        }
    }
}
