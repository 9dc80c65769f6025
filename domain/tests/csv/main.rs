//! License files from end to end: bytes in, records and a preview out, and back to bytes.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

mod assets;
mod bad_input;
mod custom;
mod export;
mod import;
mod matching;
mod microsoft;
mod parents;
mod programs;
mod roster;
mod sheets;
mod snipe_it;
mod support;
mod update;
