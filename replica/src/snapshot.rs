//! The cached projection: what the list needs, ready to be shown before the document is open.
//!
//! It is a cache and nothing more, and carries the revision it was made from.

use domain::custom_field::CustomField;
use domain::row::LicenseRow;
use domain::settings::Settings;
use domain::user::{User, UserName};
use domain::vendor::Vendor;
use domain::view::SavedView;
use domain::workspace::Workspace;
use serde::{Deserialize, Serialize};

use crate::cache;

/// Everything the page holds of a workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// [`crate::document::Document::revision`] it was made from.
    pub revision: u64,
    /// Settings.
    pub settings: Settings,
    /// All vendors.
    pub vendors: Vec<Vendor>,
    /// Users that are not deleted, as forms find them.
    pub users: Vec<UserName>,
    /// Custom fields, retired ones included.
    pub custom_fields: Vec<CustomField>,
    /// Saved views.
    pub views: Vec<SavedView>,
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
            users: workspace.present_users().map(User::called).collect(),
            custom_fields: workspace.custom_fields.values().cloned().collect(),
            views: workspace.views.values().cloned().collect(),
            rows: LicenseRow::all(workspace),
        }
    }

    /// Bytes to store.
    pub fn encode(&self) -> Option<Vec<u8>> {
        cache::seal(self)
    }

    /// Reads [`Self::encode`]; `None` when it is of another version or damaged.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        cache::open(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_as_it_was_written() {
        let snapshot = Snapshot::of(&Workspace::default(), 7);
        assert_eq!(Snapshot::decode(&snapshot.encode().unwrap()), Some(snapshot));
    }
}
