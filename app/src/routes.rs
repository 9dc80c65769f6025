//! Every address once.

use domain::id::LicenseId;
use leptos_router::params::ParamsMap;

/// The licenses list.
pub const LICENSES: &str = "/licenses";
/// The form of a new license.
pub const NEW_LICENSE: &str = "/licenses/new";
/// Publishers and resellers.
pub const VENDORS: &str = "/vendors";
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

/// The licenses of a vendor.
pub fn licenses_of_vendor(name: &str) -> String {
    let mut params = ParamsMap::new();
    params.insert("vendor", name.to_owned());
    format!("{LICENSES}{}", params.to_query_string())
}

/// The form of a license.
pub fn edit_license(id: LicenseId) -> String {
    format!("/licenses/{id}/edit")
}
