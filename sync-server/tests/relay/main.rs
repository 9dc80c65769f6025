//! The relay as devices meet it: over HTTP and `WebSockets`, with the real store behind it.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "helpers of tests, outside of any test function"
)]

#[path = "../support/asking.rs"]
mod asking;
mod attacks;
#[path = "../store/chance.rs"]
mod chance;
#[expect(dead_code, reason = "it has more than is used here")]
mod device;
mod log;
mod messages;
mod metrics;
mod mutants;
#[path = "../support/noise.rs"]
mod noise;
#[path = "../support/postgres.rs"]
mod postgres;
mod races;
mod server;
mod sharing;
mod two_relays;
