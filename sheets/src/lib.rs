//! Workbooks (.xlsx) as rows of text, and tables as workbooks. It knows nothing of licenses.
//!
//! * [`Workbook::open`] takes the bytes of a file apart and lists its [`sheets`](Workbook::sheets);
//!   [`Workbook::read`] reads one of them: dates as `YYYY-MM-DD`, numbers as plain digits.
//! * [`write()`] makes a workbook of one sheet with typed cells.
//!
//! Whatever the bytes are, nothing here panics, and what a file may unpack to is bounded
//! ([`Limits`]). Files are read by code of our own, because a reader for all of Excel is larger than
//! the rest of the worker (decision 8); the tests hold it against one.

mod cells;
mod formats;
mod number;
mod package;
mod read;
mod strings;
mod trouble;
mod write;
mod xml;

pub use read::{Limits, Row, Sheet, Workbook};
pub use trouble::{BadWorkbook, looks_like_one};
pub use write::{Cell, Column, TooLong, write};
