//! Workbooks as other programs write them, as we write them, and as nobody should.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics has failed")]

mod hostile;
mod reading;
mod support;
mod writing;
