//! Publishers and resellers.

use serde::{Deserialize, Serialize};

use crate::id::VendorId;

/// Whoever made or sold a license.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vendor {
    /// Identity.
    pub id: VendorId,
    /// Name as first typed.
    pub name: String,
}

/// What two spellings of one name have in common: letter case and extra spaces don't count.
pub fn fold_name(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
