//! Files that come in and go out: license lists as CSV.
//!
//! A file is taken in two steps, so that a person can look before anything is recorded:
//! * [`read`] turns bytes into a [`Table`], or says why it can't ([`Unreadable`]); [`read_sheet`]
//!   does so with a sheet of a workbook,
//! * [`plan`](fn@plan) turns the table into a [`Plan`]: what to record, the product keys to seal,
//!   and a [`Preview`] of what will be created and what was not understood, cell by cell.
//!
//! [`Records`] go the other way, all of a license or what a list shows; [`write_licenses`] and
//! [`template`] are in a layout that [`read`] knows again.
//!
//! Lists of users, assets, assignments and last uses are taken likewise, in [`roster`].
//!
//! Nothing here records anything, opens a file or reads a workbook. Product keys leave a table
//! through [`Plan::keys`] alone: no record, preview or message holds one.

mod cells;
mod columns;
mod custom;
mod dates;
mod decode;
mod delimiter;
mod export;
mod formula;
mod group;
mod holders;
mod layout;
mod left_out;
mod machines;
mod matching;
mod meaning;
mod parents;
mod particulars;
mod people;
mod plan;
mod preview;
mod product_keys;
mod programs;
mod record;
mod records;
mod report;
mod rooms;
pub mod roster;
mod sheet;
mod style;
mod suggest;
mod table;
mod unreadable;
mod update;
mod vendors;
mod words;

pub use columns::ColumnUse;
pub use decode::Encoding;
pub use delimiter::Delimiter;
pub use export::{template, write_licenses, write_table};
pub use layout::Layout;
pub use meaning::Meaning;
pub use plan::{Answers, Mode, Plan, plan};
pub use preview::{CellProblem, Preview, PreviewRow, RejectedRow, Verdict};
pub use records::{CURRENCY, Kind, Records, kept_as_it_is};
pub use sheet::{LARGEST_WORKBOOK, MOST_SHEET_ROWS, SheetFacts, SheetRow, is_looked_at_first};
pub use style::{DateOrder, Detected, Evidence};
pub use table::{ReadAs, Table, read, read_as, read_sheet};
pub use unreadable::Unreadable;
