//! The relay as a program of its own: killed, out of disk, out of luck with its guests.
#![cfg(target_os = "linux")]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::large_futures,
    reason = "helpers of tests, outside of any test function"
)]

#[path = "../support/asking.rs"]
mod asking;
#[path = "../store/chance.rs"]
mod chance;
mod crashes;
#[expect(dead_code, reason = "it has more than is used here")]
#[path = "../relay/device.rs"]
mod device;
mod full_disk;
mod guests;
#[path = "../support/noise.rs"]
mod noise;
#[path = "../support/postgres.rs"]
mod postgres;
#[path = "../support/program.rs"]
mod server;
