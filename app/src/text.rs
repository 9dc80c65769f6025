//! The words on screen: enums of the domain in, English out. The single place for a translation.

pub mod answer;
pub mod field;
pub mod import;
pub mod license;
pub mod problem;
pub mod unreadable;
