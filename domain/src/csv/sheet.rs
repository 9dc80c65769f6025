//! A sheet of a workbook, as whoever opens the workbook hands it over.

use csv::StringRecord;
use serde::{Deserialize, Serialize};

use super::table::Row;
use super::unreadable::{LARGEST_FILE, MOST_COLUMNS, MOST_ROWS};

/// How many lines may stand above the headings.
pub(crate) const MOST_ABOVE: usize = 20;

/// The largest workbook that is taken, in bytes, as for any other file.
pub const LARGEST_WORKBOOK: usize = LARGEST_FILE;
/// The most rows of a sheet worth reading: with one more it is refused.
pub const MOST_SHEET_ROWS: usize = MOST_ROWS + MOST_ABOVE + 2;

/// Whether a sheet of this name is looked at before the others: Microsoft's license statement has
/// tabs that sum up the data of this one.
pub fn is_looked_at_first(name: &str) -> bool {
    name.trim().eq_ignore_ascii_case("pivot data")
}

/// What is to be said about a sheet that is imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetFacts {
    /// What it is called.
    pub name: String,
    /// How many sheets the workbook has that can be seen.
    pub n_sheets: u32,
    /// How many of its cells hold an error of the spreadsheet, such as `#REF!`. They are empty.
    pub n_errors: u32,
}

/// A row of a sheet. Printing it shows no cell: some hold keys.
#[derive(Clone, PartialEq, Eq)]
pub struct SheetRow {
    /// Its number in the sheet.
    pub number: u32,
    /// Its cells that are not empty: which column, from 0, and what is in it.
    pub cells: Vec<(u32, String)>,
}

impl SheetRow {
    /// How many columns it reaches over.
    pub(crate) fn width(&self) -> u32 {
        self.cells.iter().map(|(column, _)| column.saturating_add(1)).max().unwrap_or(0)
    }

    /// The row as a record, if it is not too wide to be one.
    pub(crate) fn into_row(mut self) -> Row {
        self.cells.sort_by_key(|(column, _)| *column);
        let mut cells = StringRecord::new();
        for (column, text) in &self.cells {
            let column = usize::try_from(*column).unwrap_or(usize::MAX).min(MOST_COLUMNS);
            while cells.len() < column {
                cells.push_field("");
            }
            cells.push_field(text);
        }
        Row { line: self.number, cells }
    }
}

impl std::fmt::Debug for SheetRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SheetRow({}, {} cells)", self.number, self.cells.len())
    }
}
