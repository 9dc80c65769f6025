//! The app in the browser, two programs in one crate: the page (`app`) and the worker (`engine`).
//!
//! The page shows signals and sends commands; it never sees a document. The worker holds the
//! documents, the database and the keys; it never sees the screen. Between them is
//! [`replica::protocol`].
//!
//! Dependencies point one way: `platform` and `storage` know nothing of the app, `state` builds on
//! them, `pages` and `shell` on `state`; `components` and `text` know neither state nor pages.
#![expect(unreachable_pub, reason = "the component macro writes `pub` items")]

pub mod app;
pub mod components;
pub mod engine;
pub mod erased;
pub mod pages;
pub mod platform;
pub mod routes;
pub mod shell;
pub mod state;
pub mod storage;
pub mod text;
