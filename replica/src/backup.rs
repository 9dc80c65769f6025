//! The file a person can take away: both documents whole, with checksums.
//!
//! Layout: the magic line, then a header (postcard), then the two documents. Product keys are in
//! it as ciphertext only; a device needs the workspace's key to open them.

use chrono::{DateTime, Utc};
use domain::id::WorkspaceId;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// How every backup begins.
const MAGIC: &[u8] = b"SEATWISE BACKUP 1\n";

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
        let rest = bytes.strip_prefix(MAGIC).ok_or(NotABackup::Foreign)?;
        let (digest, content) = rest.split_first_chunk::<32>().ok_or(NotABackup::Damaged)?;
        if Sha256::digest(content).as_slice() != digest {
            return Err(NotABackup::Damaged);
        }
        postcard::from_bytes(content).map_err(|_| NotABackup::Damaged)
    }
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
}
