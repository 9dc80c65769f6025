//! The store from outside. Every case runs on a SQLite file, as a test of its own, and on a private
//! Postgres server, one test for each module: such a server takes a second to make.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking, in its helpers too, and shows its seed"
)]

#[path = "../support/postgres.rs"]
mod postgres;

mod chance; // Chance that can be repeated.
mod chores; // Do backup and doctor tell the truth, and does a second or older program stay out?
mod chunks; // Does everything that was stored come back, and nothing else?
mod copies; // Is everything in a backup, and back from it, between both databases?
mod damage; // What happens to the rest when a piece is damaged, or the disk is full?
mod folding; // Does a snapshot take the place of exactly what it holds?
mod invites; // Is one person let in, once?
mod keys; // Who has a wrapped key, and what does a new vault leave behind?
mod killed; // Is everything there that was answered before the program was killed?
mod people; // Who may open what, and is there always one owner?
mod races; // Do two relays on one database get in each other's way?
mod samples; // Workspaces, people and changes to test with.
mod world; // A database to test on.
