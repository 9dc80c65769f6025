//! The words on screen: enums of the domain in, English out. The single place for a translation.

pub mod answer;
pub mod compliance;
pub mod export;
pub mod field;
pub mod history;
pub mod import;
pub mod import_records;
pub mod install;
pub mod license;
pub mod licenses;
pub mod names;
pub mod page;
pub mod people;
pub mod problem;
pub mod recovery;
pub mod requests;
pub mod reviews;
pub mod seats;
pub mod storage;
pub mod team;
pub mod unreadable;
