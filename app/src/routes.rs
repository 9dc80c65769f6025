//! Every address once.

use domain::id::LicenseId;

/// The licenses list.
pub const LICENSES: &str = "/licenses";
/// The form of a new license.
pub const NEW_LICENSE: &str = "/licenses/new";
/// The import.
pub const IMPORT: &str = "/import";
/// Everything that happened.
pub const HISTORY: &str = "/history";
/// Deleted licenses.
pub const BIN: &str = "/deleted";
/// Settings.
pub const SETTINGS: &str = "/settings";

/// The page of a license.
pub fn license(id: LicenseId) -> String {
    format!("/licenses/{id}")
}

/// The form of a license.
pub fn edit_license(id: LicenseId) -> String {
    format!("/licenses/{id}/edit")
}
