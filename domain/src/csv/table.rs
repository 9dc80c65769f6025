//! A file as a table: its headings, what they mean, and its rows with their line numbers.

use std::collections::BTreeSet;
use std::fmt;
use std::io::Read;

use csv::{ReaderBuilder, StringRecord};
use serde::{Deserialize, Serialize};

use super::decode::{Encoding, decode};
use super::delimiter::Delimiter;
use super::formula;
use super::layout::{self, Layout, is_known};
use super::left_out::TellTales;
use super::meaning::Meaning;
use super::product_keys::{hold_keys, names_a_key, names_an_identity};
use super::sheet::{MOST_ABOVE, SheetFacts, SheetRow};
use super::unreadable::{LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Unreadable};
use crate::custom_field::CustomField;
use crate::id::LicenseId;
use crate::problem::Field;

/// Comes after the last record. A quotation mark that is never closed swallows it.
const END: &str = "\0";
/// How much of a line that is no list of headings is shown.
const SHOWN: usize = 80;

/// A license file, read but not yet understood. Printing it shows no cell: some hold keys.
#[derive(Clone)]
pub struct Table {
    /// The program it comes from.
    pub layout: Layout,
    /// How its bytes stood for characters.
    pub encoding: Encoding,
    /// What stood between its cells.
    pub delimiter: Delimiter,
    /// The sheet of a workbook it was, if it was one; then it had neither encoding nor delimiter.
    pub sheet: Option<SheetFacts>,
    /// Its headings; those that were there twice are numbered.
    pub headings: Vec<String>,
    /// How often the headings were repeated further down.
    pub repeated_headings: u32,
    pub(crate) meanings: Vec<Meaning>,
    /// What the headings mean by themselves.
    pub(crate) recognized: Vec<Meaning>,
    /// Columns that must not be kept in plain text.
    pub(crate) secret: BTreeSet<usize>,
    /// Columns that tell which rows are no licenses.
    pub(crate) tell_tales: TellTales,
    /// Custom fields that the import makes of columns nobody knew.
    pub(crate) new_fields: Vec<CustomField>,
    pub(crate) rows: Vec<Row>,
    /// The headings as they stand in the file.
    header: Row,
}

/// How a file is read where a person knows better than it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ReadAs {
    /// The program it comes from.
    pub layout: Option<Layout>,
    /// How its bytes stand for characters.
    pub encoding: Option<Encoding>,
    /// What stands between its cells.
    pub delimiter: Option<Delimiter>,
}

/// One record with the line it starts in.
#[derive(Clone)]
pub(crate) struct Row {
    pub(crate) line: u32,
    pub(crate) cells: StringRecord,
}

/// Reads a file that some program wrote as CSV.
pub fn read(bytes: &[u8]) -> Result<Table, Unreadable> {
    read_as(bytes, ReadAs::default())
}

/// Reads a file as a person says.
pub fn read_as(bytes: &[u8], said: ReadAs) -> Result<Table, Unreadable> {
    let (text, encoding) = decode(bytes, said.encoding)?;
    let (delimiter, skipped) = Delimiter::detect(&text, said.delimiter);
    let body = text.get(skipped..).unwrap_or_default();
    let lines_before = u32::from(skipped > 0);
    let records = records(body, delimiter, lines_before)?;
    of_records(records, Source { encoding, delimiter, sheet: None }, said.layout)
}

/// Where the records of a table come from.
struct Source {
    encoding: Encoding,
    delimiter: Delimiter,
    sheet: Option<SheetFacts>,
}

/// Takes a sheet of a workbook, whose cells are text already. Lines above its headings, such as a
/// title, are left out.
pub fn read_sheet(rows: Vec<SheetRow>, facts: SheetFacts) -> Result<Table, Unreadable> {
    let mut records: Vec<Row> = Vec::with_capacity(rows.len());
    for row in rows {
        let (line, found, most) = (row.number, row.width(), count(MOST_COLUMNS));
        if found > most {
            return Err(Unreadable::TooManyColumns { line, found, most });
        }
        let row = row.into_row();
        check_bounds(&row.cells, row.line, records.first())?;
        records.push(row);
    }
    let recognize = |row: &Row| {
        let headings: Vec<String> = row.cells.iter().map(clean_heading).collect();
        layout::recognize(&headings, None)
    };
    let is_of_a_program = |row: &Row| recognize(row).0 != Layout::Other;
    let is_header = |row: &Row| {
        let (layout, meanings) = recognize(row);
        is_recognized(layout, &meanings)
    };
    let is_wide =
        |row: &Row| row.cells.iter().filter(|cell| !cell.trim().is_empty()).nth(1).is_some();
    let top = || records.iter().take(MOST_ABOVE);
    // A word such as "Name" may stand above the headings too. Where no line is a list of these, the
    // first that looks like one tells best what is wrong.
    let header = top().position(is_of_a_program).or_else(|| top().position(is_header));
    let n_above = header.or_else(|| top().position(is_wide)).unwrap_or(0);
    records.drain(..n_above);
    if let Some(beyond) = records.get(MOST_ROWS + 1) {
        return Err(Unreadable::TooManyRows { line: beyond.line, most: count(MOST_ROWS) });
    }
    let (encoding, delimiter) = (Encoding::Utf8, Delimiter::Comma);
    of_records(records, Source { encoding, delimiter, sheet: Some(facts) }, None)
}

fn of_records(
    records: Vec<Row>,
    source: Source,
    said: Option<Layout>,
) -> Result<Table, Unreadable> {
    let Source { encoding, delimiter, sheet } = source;
    let mut records = records.into_iter();
    let header = records.next().ok_or(Unreadable::Empty)?;
    if header.cells.len() == 1 && !header.cells.iter().any(|cell| is_known(&clean_heading(cell))) {
        let text = header.cells.iter().flat_map(str::chars).take(SHOWN).collect();
        return Err(Unreadable::NotATable { line: header.line, text });
    }
    let mut rows: Vec<Row> = records.collect();
    let n_records = rows.len();
    rows.retain(|row| row.cells != header.cells);
    if rows.is_empty() {
        return Err(Unreadable::NoRows);
    }
    let repeated_headings = count(n_records - rows.len());
    let mut table = Table {
        layout: Layout::Other,
        encoding,
        delimiter,
        sheet,
        headings: Vec::new(),
        repeated_headings,
        meanings: Vec::new(),
        recognized: Vec::new(),
        secret: BTreeSet::new(),
        tell_tales: TellTales::default(),
        new_fields: Vec::new(),
        rows,
        header,
    };
    table.take_for(said);
    Ok(table)
}

/// Whether headings are those of a list of licenses.
fn is_recognized(layout: Layout, meanings: &[Meaning]) -> bool {
    layout != Layout::Other || meanings.contains(&Meaning::Field(Field::Name))
}

impl Table {
    /// Takes it for a file of this program, or of the one that its headings show. What its columns
    /// were said to be is forgotten.
    pub fn take_for(&mut self, said: Option<Layout>) {
        let mut headings: Vec<String> = self.header.cells.iter().map(clean_heading).collect();
        let (layout, mut meanings) = layout::recognize(&headings, said);
        let is_blank = |at: usize| {
            let mut cells = self.rows.iter().filter_map(|row| row.cells.get(at));
            cells.all(|cell| cell.trim().is_empty())
        };
        while headings.last().is_some_and(String::is_empty) && is_blank(headings.len() - 1) {
            headings.pop();
            meanings.pop();
        }
        self.secret = guard_secrets(layout, &headings, &mut meanings, &self.rows);
        self.tell_tales = TellTales::of(layout, &headings, &self.rows);
        // It says the same in every row that counts.
        if let Some(meaning) = self.tell_tales.country.and_then(|at| meanings.get_mut(at)) {
            *meaning = Meaning::Ignored;
        }
        self.layout = layout;
        self.headings = layout::number_duplicates(headings);
        self.recognized.clone_from(&meanings);
        self.meanings = meanings;
        self.new_fields.clear();
    }

    /// Whether its headings are those of a list of licenses.
    pub fn is_recognized(&self) -> bool {
        is_recognized(self.layout, &self.recognized)
    }

    /// How many rows it has below its headings.
    pub fn n_rows(&self) -> u32 {
        count(self.rows.len())
    }

    /// The text of a cell as its author meant it, without outer spaces; empty when there is none.
    pub(crate) fn text<'a>(&self, row: &'a Row, column: usize) -> &'a str {
        let cell = row.cells.get(column).unwrap_or_default();
        let cell = if self.layout == Layout::Template { formula::unguard(cell) } else { cell };
        cell.trim()
    }

    /// The first column of this meaning.
    pub(crate) fn column(&self, wanted: Meaning) -> Option<usize> {
        self.meanings.iter().position(|meaning| *meaning == wanted)
    }
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Table")
            .field("layout", &self.layout)
            .field("encoding", &self.encoding)
            .field("delimiter", &self.delimiter)
            .field("headings", &self.headings)
            .field("rows", &self.rows.len())
            .finish_non_exhaustive()
    }
}

/// Sees to it that no column that reads like product keys is kept in plain text, and tells which
/// do. Numbers of records are left out where nobody knows what they number.
fn guard_secrets(
    layout: Layout,
    headings: &[String],
    meanings: &mut [Meaning],
    rows: &[Row],
) -> BTreeSet<usize> {
    let own = meanings.iter().position(|meaning| *meaning == Meaning::Id);
    let own = own.filter(|at| holds_own_ids(rows, *at));
    // What stands in an export of ours was in the inventory, so it takes more to be a key.
    let is_ours = layout == Layout::Template && own.is_some();
    let cells = |at: usize| rows.iter().filter_map(move |row| row.cells.get(at));
    let name = meanings.iter().position(|meaning| *meaning == Meaning::Field(Field::Name));
    let n_licenses = name.map_or(2, |at| cells(at).collect::<BTreeSet<_>>().len());
    let n_licenses = (!is_ours).then_some(n_licenses);
    let mut secret = BTreeSet::new();
    for (at, (heading, meaning)) in headings.iter().zip(meanings).enumerate() {
        if own == Some(at) {
            continue;
        }
        let folded = layout::fold(heading);
        // Nobody knows what some list numbers: its rows, its people or its licenses.
        if *meaning == Meaning::Id && layout == Layout::Other {
            *meaning = Meaning::Unknown;
        }
        let reads_like_keys = hold_keys(cells(at), n_licenses);
        if reads_like_keys || names_a_key(&folded) {
            secret.insert(at);
        }
        if *meaning == Meaning::Unknown && reads_like_keys {
            *meaning = if names_an_identity(&folded) {
                Meaning::Ignored
            } else {
                Meaning::Field(Field::LicenseKey)
            };
        }
    }
    secret
}

/// Whether every cell of a column that says something is an identity as we give them.
fn holds_own_ids(rows: &[Row], column: usize) -> bool {
    let cells =
        || rows.iter().filter_map(|row| row.cells.get(column)).filter(|c| !c.trim().is_empty());
    cells().next().is_some() && cells().all(|cell| cell.trim().parse::<LicenseId>().is_ok())
}

fn clean_heading(cell: &str) -> String {
    formula::unguard(cell).trim_start_matches('\u{feff}').trim().to_owned()
}

/// All records that are not blank, within the bounds.
pub(crate) fn records(
    body: &str,
    delimiter: Delimiter,
    lines_before: u32,
) -> Result<Vec<Row>, Unreadable> {
    let end = format!("\n{END}\n");
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter.as_byte())
        .from_reader(body.as_bytes().chain(end.as_bytes()));
    let mut lines = LineCounter { body, at: 0, line: lines_before.saturating_add(1) };
    let mut rows: Vec<Row> = Vec::new();
    let mut cells = StringRecord::new();
    let mut line = lines.line;
    // Text was decoded before, so the reader has nothing left to fail at.
    while reader.read_record(&mut cells).is_ok_and(|more| more) {
        if cells.len() == 1 && cells.get(0) == Some(END) {
            return Ok(rows);
        }
        let start = cells.position().map_or(0, csv::Position::byte);
        line = lines.line_at(usize::try_from(start).unwrap_or(usize::MAX));
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        check_bounds(&cells, line, rows.first())?;
        if rows.len() > MOST_ROWS {
            return Err(Unreadable::TooManyRows { line, most: count(MOST_ROWS) });
        }
        rows.push(Row { line, cells: cells.clone() });
    }
    Err(Unreadable::UnclosedQuote { line })
}

pub(crate) fn check_bounds(
    cells: &StringRecord,
    line: u32,
    header: Option<&Row>,
) -> Result<(), Unreadable> {
    if cells.len() > MOST_COLUMNS {
        let (found, most) = (count(cells.len()), count(MOST_COLUMNS));
        return Err(Unreadable::TooManyColumns { line, found, most });
    }
    for (at, cell) in cells.iter().enumerate() {
        // Bytes first: they are known, and never fewer than the characters.
        if cell.len() <= LONGEST_CELL {
            continue;
        }
        let found = cell.chars().count();
        if found > LONGEST_CELL {
            let heading = header.and_then(|header| header.cells.get(at)).map(clean_heading);
            let column = heading.unwrap_or_else(|| (at + 1).to_string());
            let (found, most) = (count(found), count(LONGEST_CELL));
            return Err(Unreadable::CellTooLong { line, column, found, most });
        }
    }
    Ok(())
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Knows the line of a byte, going forward. The reader's own count starts a record before the
/// line ends and blank lines that precede it.
struct LineCounter<'a> {
    body: &'a str,
    at: usize,
    line: u32,
}

impl LineCounter<'_> {
    fn line_at(&mut self, start: usize) -> u32 {
        let rest = self.body.as_bytes().get(start..).unwrap_or_default();
        let blank = rest.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        let until = start.saturating_add(blank);
        let passed = self.body.as_bytes().get(self.at..until).unwrap_or_default();
        let breaks = passed.split(|b| *b == b'\n').count() - 1;
        self.line = self.line.saturating_add(count(breaks));
        self.at = until;
        self.line
    }
}
