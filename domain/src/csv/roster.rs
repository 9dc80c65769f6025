//! Files of users, assets, assignments and last uses: what they say, and what importing them does.
//!
//! As with licenses, a file is taken in two steps: [`read`] turns bytes into a [`List`],
//! [`read_sheet`] does so with a sheet of a workbook, and [`plan`](fn@plan) turns the list into what
//! to record and a [`Preview`] of it, row by row. A cell that is not understood is left out and told;
//! a row of which it cannot be told what it is about is left out as a whole.
//!
//! Columns nobody knows are left out. [`users()`] and [`assets()`] go the other way, in files that
//! [`read`] knows again.

mod assets;
mod assignments;
mod column;
mod directory;
mod headings;
mod last_used;
mod list;
mod outcome;
mod own;
mod plan;
mod preview;
mod reader;
mod seats;
mod users;
mod words;

pub use column::{Column, Kind};
pub use list::{List, MOST_ROWS, read, read_sheet};
pub use own::{assets, template, users};
pub use plan::{Choices, Plan, plan};
pub use preview::{CellChange, ColumnUse, Preview, PreviewRow, Reason, Verdict, Why};
