//! Every direct call into the browser that is neither storage nor the worker's own.
//!
//! Time and randomness enter the app here and nowhere else.

pub mod clock;
pub mod download;
pub mod file;
pub mod intl;
pub mod network;
pub mod page;
pub mod panic;
pub mod random;
pub mod worker;
