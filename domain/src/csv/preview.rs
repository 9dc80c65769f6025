//! What a person looks at before they import: what will be created and what was not understood.

use serde::{Deserialize, Serialize};

use super::columns::ColumnUse;
use super::decode::Encoding;
use super::delimiter::Delimiter;
use super::layout::Layout;
use super::plan::Mode;
use super::sheet::SheetFacts;
use super::style::{DateOrder, Detected};
use crate::date::Date;
use crate::difference::Difference;
use crate::license_type::LicenseType;
use crate::money::{DecimalMark, Money};
use crate::problem::ProblemKind;
use crate::purchase::Seats;
use crate::status::Status;

/// What an import would do. It holds no product key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// The program the file comes from.
    pub layout: Layout,
    /// How its bytes stood for characters.
    pub encoding: Encoding,
    /// What stood between its cells.
    pub delimiter: Delimiter,
    /// The sheet of a workbook it was, if it was one; then it had neither encoding nor delimiter.
    pub sheet: Option<SheetFacts>,
    /// How often the headings were repeated further down.
    pub repeated_headings: u32,
    /// Rows below the headings.
    pub n_rows: u32,
    /// Licenses to be created.
    pub n_licenses: u32,
    /// Users to be created.
    pub n_users: u32,
    /// Assets to be created.
    pub n_assets: u32,
    /// Vendors to be created.
    pub n_vendors: u32,
    /// Seats to be put in hands.
    pub n_assignments: u32,
    /// Seats of the licenses to be created.
    pub n_seats: u64,
    /// Product keys to be sealed.
    pub n_keys: u32,
    /// What happens to licenses that are here.
    pub mode: Mode,
    /// Licenses of the workspace.
    pub n_here: u32,
    /// Licenses to be changed.
    pub n_changed: u32,
    /// Licenses of the file that are here just so.
    pub n_unchanged: u32,
    /// Licenses of the file that the workspace has already, where these are left as they are.
    pub already_here: u32,
    /// Rows that can't be imported, as many as are shown.
    pub rejected: Vec<RejectedRow>,
    /// How many there are.
    pub n_rejected: u32,
    /// Cells that were not understood, as many as are shown.
    pub problems: Vec<CellProblem>,
    /// How many there are.
    pub n_problems: u32,
    /// Product keys that are not added because one with their last characters is here, as many as
    /// are shown.
    pub known_keys: Vec<CellProblem>,
    /// How many there are.
    pub n_known_keys: u32,
    /// What each column is used for.
    pub columns: Vec<ColumnUse>,
    /// Headings nobody here knows; their cells are kept if the person wants it.
    pub unknown: Vec<String>,
    /// The date order used, where one is needed.
    pub date_order: Option<Detected<DateOrder>>,
    /// The decimal mark used, where one is needed.
    pub decimal: Option<Detected<DecimalMark>>,
    /// Dates are ambiguous until a person says which order they are in.
    pub needs_date_order: bool,
    /// Amounts are ambiguous until a person says which mark is the decimal one.
    pub needs_decimal: bool,
    /// The licenses of the file, as many of each verdict as are shown.
    pub rows: Vec<PreviewRow>,
}

/// A row that can't be imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectedRow {
    /// In which line it starts.
    pub line: u32,
    /// Why.
    pub problem: ProblemKind,
    /// The start of what stands in its name cell.
    pub text: String,
}

/// A cell that was not understood. The rest of its row is imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellProblem {
    /// In which line its row starts.
    pub line: u32,
    /// The heading of its column.
    pub column: String,
    /// The start of what stands there; of a product key its last characters at most.
    pub text: String,
    /// What is wrong with it.
    pub kind: ProblemKind,
}

/// A license as the preview shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewRow {
    /// In which line its first row starts.
    pub line: u32,
    /// Its name.
    pub name: String,
    /// Its vendor's name, or empty.
    pub vendor: String,
    /// Its type.
    pub license_type: LicenseType,
    /// Whether the file did not say the type, so that it follows from the dates.
    pub type_inferred: bool,
    /// Its status as the file leaves it.
    pub status: Status,
    /// Its last valid day; `None` when it never ends.
    #[serde(with = "crate::date::maybe_day")]
    pub last_day: Option<Date>,
    /// Its seats.
    pub seats: Seats,
    /// What it costs altogether.
    pub cost: Option<Money>,
    /// How many people and machines hold a seat.
    pub n_holders: u32,
    /// The last characters of its product key, or empty.
    pub key_last4: String,
    /// How many of its cells were not understood.
    pub n_problems: u32,
    /// What happens to it.
    pub verdict: Verdict,
    /// What changes, if it is changed.
    pub differences: Vec<Difference>,
}

/// What an import does with a license of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Verdict {
    /// It is created.
    New,
    /// It is here and will be changed.
    Changed,
    /// It is here just so.
    Unchanged,
    /// The workspace has it; it is left as it is.
    AlreadyHere,
}
