//! Every address once.

use domain::assignment::Holder;
use domain::id::{AssetId, LicenseId, ReviewId, UserId};
use leptos_router::params::ParamsMap;

/// The licenses list.
pub const LICENSES: &str = "/licenses";
/// The form of a new license.
pub const NEW_LICENSE: &str = "/licenses/new";
/// People who use software.
pub const USERS: &str = "/users";
/// The form of a new user.
pub const NEW_USER: &str = "/users/new";
/// Machines.
pub const ASSETS: &str = "/assets";
/// The form of a new asset.
pub const NEW_ASSET: &str = "/assets/new";
/// Whether what is used is allowed.
pub const COMPLIANCE: &str = "/compliance";
/// Who asked for which license.
pub const REQUESTS: &str = "/requests";
/// Reviews of who holds what.
pub const REVIEWS: &str = "/reviews";
/// Licenses that are assigned together.
pub const KITS: &str = "/kits";
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
/// Who shares the workspace.
pub const TEAM: &str = "/settings/team";
/// Where the links of invitations lead.
pub const JOIN: &str = "/join/";

/// The page of a license.
pub fn license(id: LicenseId) -> String {
    format!("/licenses/{id}")
}

/// The page of a user.
pub fn user(id: UserId) -> String {
    format!("{USERS}/{id}")
}

/// The form of a user.
pub fn edit_user(id: UserId) -> String {
    format!("{USERS}/{id}/edit")
}

/// The page of an asset.
pub fn asset(id: AssetId) -> String {
    format!("{ASSETS}/{id}")
}

/// The form of an asset.
pub fn edit_asset(id: AssetId) -> String {
    format!("{ASSETS}/{id}/edit")
}

/// The page of a review.
pub fn review(id: ReviewId) -> String {
    format!("{REVIEWS}/{id}")
}

/// The page of whoever or whatever holds a seat, if there is one.
pub fn holder(holder: &Holder) -> Option<String> {
    match holder {
        Holder::User(id) => Some(user(*id)),
        Holder::Asset(id) => Some(asset(*id)),
        Holder::Department(_) | Holder::Location(_) | Holder::Other(_) => None,
    }
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

/// The import of lists of users, and of assignments.
pub const IMPORT_USERS: &str = "/users/import";
/// The same, for whoever comes from the assets.
pub const IMPORT_ASSETS: &str = "/assets/import";
