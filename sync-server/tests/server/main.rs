//! The server from outside: answers of the router, a running server, and the binary. One test
//! binary, one module per question.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking, in its helpers too"
)]

mod binary; // Does the program start, say where it is, and refuse clearly?
mod caching; // What may a browser keep, and for how long?
mod described; // Does the description of the API fit the routes and the types?
mod headers; // Do the security headers go everywhere?
mod serving; // Does each address get the right file?
mod site; // The small built app the tests serve.
mod stopping; // Does a running server end when asked?
