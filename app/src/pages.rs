//! One module per page; a page is a table of contents of its parts.

mod asset;
mod assets;
mod bin;
mod compliance;
mod history;
mod holder;
mod import;
mod import_records;
mod join;
mod kits;
pub mod later;
mod license;
mod license_form;
mod licenses;
mod listing;
mod not_found;
mod requests;
mod review;
mod reviews;
mod seats;
mod settings;
mod team;
mod unlock;
mod user;
mod users;
mod vendors;

pub use licenses::LicensesPage;
pub use not_found::NotFoundPage;
