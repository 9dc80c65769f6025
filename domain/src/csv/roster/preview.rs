//! What a person looks at before they import a list: what becomes of each row, and why.

use serde::{Deserialize, Serialize};

use super::super::decode::Encoding;
use super::super::delimiter::Delimiter;
use super::super::sheet::SheetFacts;
use super::super::style::{DateOrder, Detected};
use super::column::{Column, Kind};
use crate::assigning::Objection;
use crate::problem::ProblemKind;
use crate::quantity::BadQuantity;

/// What an import of a list would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// What it is a list of.
    pub kind: Kind,
    /// Whether its headings say so.
    pub is_recognized: bool,
    /// Whether it has the columns without which no row of it means anything.
    pub is_enough: bool,
    /// How its bytes stood for characters.
    pub encoding: Encoding,
    /// What stood between its cells.
    pub delimiter: Delimiter,
    /// The sheet of a workbook it was, if it was one; then it had neither encoding nor delimiter.
    pub sheet: Option<SheetFacts>,
    /// Rows below the headings.
    pub n_rows: u32,
    /// Rows of which a record is made.
    pub n_new: u32,
    /// Rows that change a record.
    pub n_changed: u32,
    /// Rows that say nothing new.
    pub n_unchanged: u32,
    /// Rows that can't be imported.
    pub n_rejected: u32,
    /// Cells that were not understood in rows that are imported, and what a person should know.
    pub n_problems: u32,
    /// Users that are made because a row names them and nobody knew them.
    pub n_people: u32,
    /// Rows that name a person nobody knows, where these are not made.
    pub n_unknown: u32,
    /// What each column is used for.
    pub columns: Vec<ColumnUse>,
    /// The date order used, where one is needed.
    pub date_order: Option<Detected<DateOrder>>,
    /// Dates are ambiguous until a person says which order they are in.
    pub needs_date_order: bool,
    /// The rows, as many of each verdict as are shown.
    pub rows: Vec<PreviewRow>,
}

/// What one column is used for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnUse {
    /// Its heading, numbered when it is there twice.
    pub heading: String,
    /// What its cells say.
    pub column: Column,
    /// The start of its first few different cells.
    pub samples: Vec<String>,
}

/// A row of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewRow {
    /// In which line it starts.
    pub line: u32,
    /// Whom or what it is about.
    pub name: String,
    /// What else tells it from others: an address, a license.
    pub about: String,
    /// What becomes of it.
    pub verdict: Verdict,
    /// What it changes of a record that is here.
    pub changes: Vec<CellChange>,
    /// Why it is left out, which of its cells are, and what a person should know.
    pub reasons: Vec<Reason>,
}

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Verdict {
    /// A record is made of it.
    New,
    /// It changes a record.
    Changed,
    /// It says nothing new.
    Unchanged,
    /// It is left out.
    Rejected,
}

/// What changes of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellChange {
    /// Which column says it.
    pub column: Column,
    /// As it is, in the words of our own files.
    pub before: String,
    /// As it will be.
    pub after: String,
}

/// What is to be said about a row, or about one of its cells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The heading of the cell; empty for the whole row.
    pub heading: String,
    /// The start of what stands there.
    pub text: String,
    /// What it is.
    pub why: Why,
}

/// What is to be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Why {
    /// The cell is not understood.
    Problem(ProblemKind),
    /// The quantity is none.
    Quantity(BadQuantity),
    /// This stands against the seat.
    Objection(Objection),
    /// Not an e-mail address.
    NotAnAddress,
    /// Nothing in the row tells whom or what it is about.
    NothingToTellBy,
    /// The row in this line is about the same.
    Repeated(u32),
    /// Nobody is called this.
    NoSuchPerson,
    /// Several people are called this.
    SeveralPeople,
    /// No machine is called this.
    NoSuchAsset,
    /// Several machines are called this.
    SeveralAssets,
    /// Somebody would be their own manager.
    OwnManager,
    /// Nobody holds the seat.
    HoldsNoSeat,
    /// They hold several seats, and the row does not say which one.
    HoldsSeveral,
    /// The day has not come yet.
    NotYet,
}
