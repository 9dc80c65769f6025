//! The cached projection: what the list needs, ready to be shown before the document is open.
//!
//! It is a cache and nothing more. It carries its format, the revision it was made from and a
//! checksum; whatever does not fit is thrown away and made anew.

use domain::row::LicenseRow;
use domain::settings::Settings;
use domain::user::User;
use domain::vendor::Vendor;
use domain::workspace::Workspace;
use serde::{Deserialize, Serialize};

/// Changes whenever the shape of a snapshot does.
const FORMAT: u8 = 2;

/// Everything the page holds of a workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// [`crate::document::Document::revision`] it was made from.
    pub revision: u64,
    /// Settings.
    pub settings: Settings,
    /// All vendors.
    pub vendors: Vec<Vendor>,
    /// All users.
    pub users: Vec<User>,
    /// The rows of all licenses that are not deleted.
    pub rows: Vec<LicenseRow>,
}

impl Snapshot {
    /// The snapshot of a workspace at a revision.
    pub fn of(workspace: &Workspace, revision: u64) -> Self {
        Self {
            revision,
            settings: workspace.settings.clone(),
            vendors: workspace.vendors.values().cloned().collect(),
            users: workspace.users.values().cloned().collect(),
            rows: LicenseRow::all(workspace),
        }
    }

    /// Bytes to store: format, checksum, content.
    pub fn encode(&self) -> Option<Vec<u8>> {
        let content = postcard::to_allocvec(self).ok()?;
        let mut bytes = vec![FORMAT];
        bytes.extend_from_slice(&checksum(&content).to_be_bytes());
        bytes.extend_from_slice(&content);
        Some(bytes)
    }

    /// Reads [`Self::encode`]; `None` when it is of another version or damaged.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let (format, rest) = bytes.split_first()?;
        let (stored, content) = rest.split_first_chunk::<8>()?;
        let fits = *format == FORMAT && u64::from_be_bytes(*stored) == checksum(content);
        if fits { postcard::from_bytes(content).ok() } else { None }
    }
}

/// FNV-1a: finds accidents, not attacks, and needs no tables, which would cost the page more than
/// the rest of the cache together.
fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_or_foreign_cache_is_thrown_away() {
        let snapshot = Snapshot::of(&Workspace::default(), 7);
        let bytes = snapshot.encode().unwrap();
        assert_eq!(Snapshot::decode(&bytes), Some(snapshot));
        for at in 0..bytes.len() {
            let mut broken = bytes.clone();
            broken[at] ^= 1;
            assert_eq!(Snapshot::decode(&broken), None, "byte {at}");
        }
        assert_eq!(Snapshot::decode(&[]), None);
    }
}
