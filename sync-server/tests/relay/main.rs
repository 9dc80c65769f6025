//! The relay as devices meet it: over HTTP and `WebSockets`, with the real store behind it.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests, outside of any test function"
)]

mod attacks;
mod device;
mod log;
mod metrics;
mod server;
mod sharing;
