//! One module per page; a page is a table of contents of its parts.

mod bin;
mod history;
mod import;
pub mod later;
mod license;
mod license_form;
mod licenses;
mod not_found;
mod settings;
mod unlock;
mod vendors;

pub use licenses::LicensesPage;
pub use not_found::NotFoundPage;
