//! The file a person can take away: both documents whole, with checksums.
//!
//! Layout: the magic line, a checksum, then a header and the documents (postcard). Product keys are
//! in it as ciphertext only; a device needs the workspace's key to open them. The second version
//! has the closed documents of the inventory (see [`crate::archive`]) after all else.

use chrono::{DateTime, Utc};
use domain::id::WorkspaceId;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// How a backup begins.
const MAGIC: &[u8] = b"SEATWISE BACKUP 2\n";
/// How one begins that was made before there were closed documents.
const MAGIC_BEFORE: &[u8] = b"SEATWISE BACKUP 1\n";

/// A workspace as a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backup {
    /// Which workspace; product keys are bound to it.
    pub workspace: WorkspaceId,
    /// When it was made.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub made_at: DateTime<Utc>,
    /// The inventory, as one snapshot.
    #[serde(with = "serde_bytes")]
    pub inventory: Vec<u8>,
    /// The vault, as one snapshot.
    #[serde(with = "serde_bytes")]
    pub vault: Vec<u8>,
    /// Closed documents of the inventory, as one snapshot each, the earliest first. In place of one
    /// that did not read when the backup was made stands nothing, so that this is not forgotten.
    pub closed: Vec<serde_bytes::ByteBuf>,
}

/// A backup of the first version.
#[derive(Deserialize)]
struct Before {
    workspace: WorkspaceId,
    #[serde(with = "chrono::serde::ts_milliseconds")]
    made_at: DateTime<Utc>,
    #[serde(with = "serde_bytes")]
    inventory: Vec<u8>,
    #[serde(with = "serde_bytes")]
    vault: Vec<u8>,
}

impl From<Before> for Backup {
    fn from(before: Before) -> Self {
        let Before { workspace, made_at, inventory, vault } = before;
        Self { workspace, made_at, inventory, vault, closed: Vec::new() }
    }
}

/// Why a file is not a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotABackup {
    /// It does not begin like one.
    #[error("not a seatwise backup")]
    Foreign,
    /// It is cut short or changed.
    #[error("the backup is damaged")]
    Damaged,
}

impl Backup {
    /// The bytes of the file.
    pub fn encode(&self) -> Option<Vec<u8>> {
        let content = postcard::to_allocvec(self).ok()?;
        let mut bytes = MAGIC.to_vec();
        bytes.extend_from_slice(&Sha256::digest(&content));
        bytes.extend_from_slice(&content);
        Some(bytes)
    }

    /// Reads a file; any changed or missing byte is noticed.
    pub fn decode(bytes: &[u8]) -> Result<Self, NotABackup> {
        if let Some(rest) = bytes.strip_prefix(MAGIC_BEFORE) {
            return content::<Before>(rest).map(Self::from);
        }
        content(bytes.strip_prefix(MAGIC).ok_or(NotABackup::Foreign)?)
    }
}

/// What follows the magic line.
fn content<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, NotABackup> {
    let (digest, content) = bytes.split_first_chunk::<32>().ok_or(NotABackup::Damaged)?;
    if Sha256::digest(content).as_slice() != digest {
        return Err(NotABackup::Damaged);
    }
    postcard::from_bytes(content).map_err(|_| NotABackup::Damaged)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_truncated_flipped_or_foreign_file_is_refused() {
        let backup = Backup {
            workspace: WorkspaceId(uuid::Uuid::from_u128(1)),
            made_at: DateTime::UNIX_EPOCH,
            inventory: vec![1; 100],
            vault: vec![2; 50],
            closed: vec![serde_bytes::ByteBuf::from(vec![3; 20])],
        };
        let bytes = backup.encode().unwrap();
        assert_eq!(Backup::decode(&bytes), Ok(backup));
        assert_eq!(Backup::decode(b"PK\x03\x04"), Err(NotABackup::Foreign));
        for at in MAGIC.len()..bytes.len() {
            assert_eq!(Backup::decode(&bytes[..at]), Err(NotABackup::Damaged), "cut at {at}");
            let mut flipped = bytes.clone();
            flipped[at] ^= 0x10;
            assert_eq!(Backup::decode(&flipped), Err(NotABackup::Damaged), "flipped at {at}");
        }
    }

    #[test]
    fn one_of_the_first_version_has_no_closed_documents() {
        #[derive(Serialize)]
        struct First(WorkspaceId, i64, serde_bytes::ByteBuf, serde_bytes::ByteBuf);
        let workspace = WorkspaceId(uuid::Uuid::from_u128(1));
        let bytes = |byte| serde_bytes::ByteBuf::from(vec![byte; 9]);
        let content = postcard::to_allocvec(&First(workspace, 1_500, bytes(1), bytes(2))).unwrap();
        let mut file = MAGIC_BEFORE.to_vec();
        file.extend_from_slice(&Sha256::digest(&content));
        file.extend_from_slice(&content);
        let expected = Backup {
            workspace,
            made_at: DateTime::from_timestamp_millis(1_500).unwrap(),
            inventory: vec![1; 9],
            vault: vec![2; 9],
            closed: Vec::new(),
        };
        assert_eq!(Backup::decode(&file), Ok(expected));
    }
}
