//! Every direct call into the browser that is neither storage nor the worker's own.
//!
//! Time and randomness enter the app here and nowhere else.

pub mod clipboard;
pub mod clock;
pub mod download;
pub mod fetch;
pub mod file;
pub mod install;
pub mod intl;
pub mod keyboard;
pub mod network;
pub mod page;
pub mod panic;
pub mod random;
pub mod row_keys;
pub mod row_link;
pub mod service_worker;
pub mod storage_estimate;
pub mod time_zones;
pub mod worker;
