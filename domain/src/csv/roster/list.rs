//! A file as a list: its headings, what they mean, and its rows with their line numbers.

use std::fmt;

use super::super::decode::{Encoding, decode};
use super::super::delimiter::Delimiter;
use super::super::sheet::{MOST_ABOVE, SheetFacts, SheetRow};
use super::super::table::{self, Row};
use super::super::unreadable::{MOST_COLUMNS, Unreadable};
use super::super::{cells, formula, layout, product_keys};
use super::column::{Column, Kind};
use super::headings::{is_enough, kind_of, recognize};
use super::preview::ColumnUse;

/// The most rows below the headings.
pub const MOST_ROWS: usize = 50_000;
/// So many cells of a column are shown, and how much of each, in characters.
const SAMPLES: usize = 3;
const SHOWN: usize = 40;
/// How much of a line that is no list of headings is shown.
const SHOWN_OF_LINE: usize = 80;

/// A file, read but not yet understood. Printing it shows no cell.
#[derive(Clone)]
pub struct List {
    /// What it is a list of.
    pub kind: Kind,
    /// Whether its headings say so.
    pub is_recognized: bool,
    /// How its bytes stood for characters.
    pub encoding: Encoding,
    /// What stood between its cells.
    pub delimiter: Delimiter,
    /// The sheet of a workbook it was, if it was one; then it had neither encoding nor delimiter.
    pub sheet: Option<SheetFacts>,
    pub(super) headings: Vec<String>,
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Row>,
}

/// Reads a file that some program wrote as CSV.
pub fn read(bytes: &[u8]) -> Result<List, Unreadable> {
    let (text, encoding) = decode(bytes, None)?;
    let (delimiter, skipped) = Delimiter::detect(&text, None);
    let body = text.get(skipped..).unwrap_or_default();
    let rows = table::records(body, delimiter, u32::from(skipped > 0))?;
    of_rows(rows, encoding, delimiter, None)
}

/// Takes a sheet of a workbook, whose cells are text already. Lines above its headings, such as a
/// title, are left out.
pub fn read_sheet(rows: Vec<SheetRow>, facts: SheetFacts) -> Result<List, Unreadable> {
    let mut records: Vec<Row> = Vec::with_capacity(rows.len());
    for row in rows {
        let (line, found, most) = (row.number, row.width(), count(MOST_COLUMNS));
        if found > most {
            return Err(Unreadable::TooManyColumns { line, found, most });
        }
        let row = row.into_row();
        table::check_bounds(&row.cells, row.line, records.first())?;
        records.push(row);
    }
    let is_header = |row: &Row| kind_of(&headings_of(row)).is_some();
    let is_wide =
        |row: &Row| row.cells.iter().filter(|cell| !cell.trim().is_empty()).nth(1).is_some();
    let top = || records.iter().take(MOST_ABOVE);
    let n_above = top().position(is_header).or_else(|| top().position(is_wide)).unwrap_or(0);
    records.drain(..n_above);
    of_rows(records, Encoding::Utf8, Delimiter::Comma, Some(facts))
}

fn of_rows(
    mut rows: Vec<Row>,
    encoding: Encoding,
    delimiter: Delimiter,
    sheet: Option<SheetFacts>,
) -> Result<List, Unreadable> {
    if rows.is_empty() {
        return Err(Unreadable::Empty);
    }
    let header = rows.remove(0);
    let headings = headings_of(&header);
    let found = kind_of(&headings);
    if headings.len() == 1 && found.is_none() {
        let text = headings.iter().flat_map(|heading| heading.chars()).take(SHOWN_OF_LINE);
        return Err(Unreadable::NotATable { line: header.line, text: text.collect() });
    }
    rows.retain(|row| row.cells != header.cells);
    if let Some(beyond) = rows.get(MOST_ROWS) {
        return Err(Unreadable::TooManyRows { line: beyond.line, most: count(MOST_ROWS) });
    }
    if rows.is_empty() {
        return Err(Unreadable::NoRows);
    }
    let kind = found.unwrap_or(Kind::Users);
    let columns = recognize(kind, &headings);
    let headings = layout::number_duplicates(headings);
    let is_recognized = found.is_some();
    Ok(List { kind, is_recognized, encoding, delimiter, sheet, headings, columns, rows })
}

/// The headings, without empty ones at the end: some programs close every line with a comma.
fn headings_of(row: &Row) -> Vec<String> {
    let cell = |cell: &str| formula::unguard(cell).trim_start_matches('\u{feff}').trim().to_owned();
    let mut headings: Vec<String> = row.cells.iter().map(cell).collect();
    while headings.last().is_some_and(String::is_empty) {
        headings.pop();
    }
    headings
}

impl List {
    /// Takes it for a list of this kind, or of the one that its headings show. What its columns were
    /// said to be is forgotten.
    pub fn take_for(&mut self, said: Option<Kind>) {
        self.kind = said.or_else(|| kind_of(&self.headings)).unwrap_or(Kind::Users);
        self.columns = recognize(self.kind, &self.headings);
    }

    /// Uses the columns as a person says, from left to right. Of two that mean the same the first
    /// counts.
    pub fn use_columns(&mut self, said: &[Column]) {
        for at in 0..self.columns.len() {
            let wanted = said.get(at).copied().unwrap_or(Column::Ignored);
            let before = self.columns.get(..at).unwrap_or_default();
            let is_good = self.kind.columns().contains(&wanted) && !before.contains(&wanted);
            if let Some(column) = self.columns.get_mut(at) {
                *column = if is_good { wanted } else { Column::Ignored };
            }
        }
    }

    /// How many rows it has below its headings.
    pub fn n_rows(&self) -> u32 {
        count(self.rows.len())
    }

    /// Whether it has the columns without which no row of it means anything.
    pub fn is_enough(&self) -> bool {
        is_enough(self.kind, &self.columns)
    }

    /// The text of a cell, without outer spaces; empty when there is none.
    pub(super) fn text(row: &Row, column: usize) -> &str {
        formula::unguard(row.cells.get(column).unwrap_or_default()).trim()
    }

    pub(super) fn place(&self, wanted: Column) -> Option<usize> {
        self.columns.iter().position(|column| *column == wanted)
    }

    /// What the columns are used for, with the start of their first few different cells.
    pub(super) fn uses(&self) -> Vec<ColumnUse> {
        let columns = self.headings.iter().zip(&self.columns).enumerate();
        columns
            .map(|(at, (heading, column))| ColumnUse {
                heading: heading.clone(),
                column: *column,
                samples: self.samples(at),
            })
            .collect()
    }

    fn samples(&self, column: usize) -> Vec<String> {
        let mut samples: Vec<String> = Vec::new();
        for row in &self.rows {
            let text = Self::text(row, column);
            if samples.len() == SAMPLES {
                break;
            } else if text.is_empty() {
                continue;
            }
            // A column that is left out may hold anything.
            let sample = if product_keys::looks_like_a_key(text) {
                cells::mask_key(text)
            } else {
                cells::line(text).chars().take(SHOWN).collect()
            };
            if !samples.contains(&sample) {
                samples.push(sample);
            }
        }
        samples
    }
}

impl fmt::Debug for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("List")
            .field("kind", &self.kind)
            .field("headings", &self.headings)
            .field("rows", &self.rows.len())
            .finish_non_exhaustive()
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
