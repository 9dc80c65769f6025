//! One module per page; a page is a table of contents of its parts.

mod import;
mod license;
mod license_form;
mod licenses;
mod not_found;
mod settings;

pub use import::ImportPage;
pub use license::LicensePage;
pub use license_form::{EditLicensePage, NewLicensePage};
pub use licenses::LicensesPage;
pub use not_found::NotFoundPage;
pub use settings::SettingsPage;
