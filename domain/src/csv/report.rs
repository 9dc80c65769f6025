//! What was not understood, counted in full and listed up to a bound; and one row being read.

use std::collections::BTreeSet;

use super::cells::{self, End};
use super::layout::Layout;
use super::meaning::Meaning;
use super::preview::{CellProblem, RejectedRow};
use super::style::DateOrder;
use super::table::{Row, Table};
use super::words;
use crate::custom_field::CustomField;
use crate::license::KeyLabel;
use crate::problem::{Field, NoLicense, ProblemKind};

/// How many problems, and how many rejected rows, are listed.
const MOST_LISTED: usize = 1_000;
/// How much of a cell a problem shows, in characters.
const SHOWN: usize = 120;

/// Everything that is wrong with a file so far.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) problems: Vec<CellProblem>,
    pub(crate) n_problems: u32,
    /// Product keys that are here already, as far as they show.
    pub(crate) known_keys: Vec<CellProblem>,
    pub(crate) n_known_keys: u32,
    pub(crate) rejected: Vec<RejectedRow>,
    pub(crate) n_rejected: u32,
}

impl Report {
    /// Notes what is wrong with a cell that was read before that was known.
    pub(crate) fn note(
        &mut self,
        table: &Table,
        field: Field,
        line: u32,
        text: &str,
        kind: ProblemKind,
    ) {
        self.n_problems = self.n_problems.saturating_add(1);
        let column = table.column(Meaning::Field(field)).and_then(|at| table.headings.get(at));
        if self.problems.len() < MOST_LISTED {
            let (column, text) = (column.cloned().unwrap_or_default(), cut(text));
            self.problems.push(CellProblem { line, column, text, kind });
        }
    }
}

/// One row being read. Every cell that is not understood is reported and left out.
pub(crate) struct RowReader<'t, 'r> {
    table: &'t Table,
    row: &'t Row,
    report: &'r mut Report,
    pub(crate) n_problems: u32,
    /// Columns whose cells were not understood.
    bad: BTreeSet<usize>,
    /// Columns whose cells are as we wrote them: they say nothing new, so nothing is wrong with them.
    unedited: BTreeSet<usize>,
}

impl<'t, 'r> RowReader<'t, 'r> {
    pub(crate) fn new(table: &'t Table, row: &'t Row, report: &'r mut Report) -> Self {
        let (bad, unedited) = (BTreeSet::new(), BTreeSet::new());
        Self { table, row, report, n_problems: 0, bad, unedited }
    }

    /// Whether something stands to the right of the last heading.
    pub(crate) fn has_stray_cells(&self) -> bool {
        self.row.cells.iter().skip(self.table.headings.len()).any(|cell| !cell.trim().is_empty())
    }

    /// Leaves the whole row out.
    pub(crate) fn reject(self, problem: ProblemKind) {
        self.report.n_rejected = self.report.n_rejected.saturating_add(1);
        if self.report.rejected.len() < MOST_LISTED {
            let text = cut(self.text(Field::Name));
            self.report.rejected.push(RejectedRow { line: self.row.line, problem, text });
        }
    }

    /// Which program the file comes from.
    pub(crate) fn layout(&self) -> Layout {
        self.table.layout
    }

    /// Fields that the import makes.
    pub(crate) fn new_fields(&self) -> &'t [CustomField] {
        &self.table.new_fields
    }

    pub(crate) fn has(&self, field: Field) -> bool {
        self.table.column(Meaning::Field(field)).is_some()
    }

    /// What stands in the column of `field`; empty when there is no such column.
    pub(crate) fn text(&self, field: Field) -> &'t str {
        match self.layout().goes_without_saying() {
            Some((vendor, _)) if field == Field::Vendor && !self.has(field) => vendor,
            _ => self.meant(Meaning::Field(field)),
        }
    }

    /// Why the row is no license, whatever else it says.
    pub(crate) fn why_no_license(&self) -> Option<NoLicense> {
        self.table.why_no_license(self.row)
    }

    /// When the license ends, if the row says so.
    pub(crate) fn end(&self, order: Option<DateOrder>) -> Result<Option<End>, ProblemKind> {
        // iTop says in a column of its own that there is no end, and passes over one that is there.
        let is_endless =
            self.layout() == Layout::ITop && words::yes_or_no(self.text(Field::Type)) == Some(true);
        match self.text(Field::ExpirationDate) {
            _ if is_endless => Ok(Some(End::Never)),
            "" => Ok(None),
            text => cells::end(text, order).map(Some),
        }
    }

    pub(crate) fn meant(&self, meaning: Meaning) -> &'t str {
        self.table.column(meaning).map_or("", |column| self.table.text(self.row, column))
    }

    /// Every column of this meaning that has something in this row.
    pub(crate) fn cells_of(
        &self,
        wanted: Meaning,
    ) -> impl Iterator<Item = (usize, &'t str)> + use<'t> {
        let (table, row) = (self.table, self.row);
        let meanings = table.meanings.iter().enumerate();
        meanings
            .filter(move |(_, meaning)| **meaning == wanted)
            .map(move |(column, _)| (column, table.text(row, column)))
            .filter(|(_, text)| !text.is_empty())
    }

    /// Notes the columns whose cells are as we wrote them.
    pub(crate) fn note_unedited(&mut self, columns: BTreeSet<usize>) {
        self.unedited = columns;
    }

    /// The columns of this row that have something to say, with what they mean: their cells are
    /// filled in, or `clears` says that empty ones count too, and they were understood. Of several
    /// columns of one field the first counts.
    pub(crate) fn saying(&self, clears: bool) -> Vec<(usize, Meaning)> {
        let columns = self.table.meanings.iter().copied().enumerate();
        columns
            .filter(|(column, meaning)| {
                let counts = meaning.may_repeat() || self.table.column(*meaning) == Some(*column);
                let is_read = !self.bad.contains(column) && !self.unedited.contains(column);
                counts && is_read && (clears || !self.cell(*column).is_empty())
            })
            .collect()
    }

    /// What stands in a column.
    pub(crate) fn cell(&self, column: usize) -> &'t str {
        self.table.text(self.row, column)
    }

    /// All columns with what they mean.
    pub(crate) fn columns(&self) -> impl Iterator<Item = (usize, Meaning)> + use<'t> {
        self.table.meanings.iter().copied().enumerate()
    }

    pub(crate) fn heading(&self, column: usize) -> &'t str {
        self.table.headings.get(column).map_or("", String::as_str)
    }

    /// Reads a cell; an empty one says nothing.
    pub(crate) fn read<T>(
        &mut self,
        field: Field,
        parse: impl FnOnce(&str) -> Result<T, ProblemKind>,
    ) -> Option<T> {
        let text = self.text(field);
        if text.is_empty() {
            return None;
        }
        parse(text).map_err(|kind| self.problem(field, kind)).ok()
    }

    /// Reads one line of text.
    pub(crate) fn line(&mut self, field: Field, longest: usize) -> String {
        let line = self.read(field, |text| within(cells::line(text), longest));
        line.unwrap_or_default()
    }

    /// Reads text that may have lines.
    pub(crate) fn lines(&mut self, field: Field, longest: usize) -> String {
        let text = self.read(field, |text| within(text.to_owned(), longest));
        text.unwrap_or_default()
    }

    pub(crate) fn problem(&mut self, field: Field, kind: ProblemKind) {
        if let Some(column) = self.table.column(Meaning::Field(field)) {
            self.problem_at(column, kind);
        }
    }

    pub(crate) fn problem_at(&mut self, column: usize, kind: ProblemKind) {
        if self.unedited.contains(&column) {
            return;
        }
        self.bad.insert(column);
        self.n_problems = self.n_problems.saturating_add(1);
        self.report.n_problems = self.report.n_problems.saturating_add(1);
        if self.report.problems.len() >= MOST_LISTED {
            return;
        }
        let text = self.table.text(self.row, column);
        let is_key = self.table.meanings.get(column) == Some(&Meaning::Field(Field::LicenseKey));
        let text = if is_key { cells::mask_key(text) } else { cut(text) };
        let column = self.heading(column).to_owned();
        self.report.problems.push(CellProblem { line: self.row.line, column, text, kind });
    }

    /// Notes that a product key is not added. One whose ending is here is most likely that key;
    /// one that shows nothing may be any, so that is a problem.
    pub(crate) fn hold_key_back(&mut self, key: &str, label: &KeyLabel) {
        let mut cells = self.cells_of(Meaning::Field(Field::LicenseKey));
        let Some((column, _)) = cells.find(|(_, text)| text.contains(key)) else { return };
        if self.unedited.contains(&column) {
            return;
        }
        let is_alike = !label.last4.is_empty();
        let (kind, list, n) = if is_alike {
            let Report { known_keys, n_known_keys, .. } = &mut *self.report;
            (ProblemKind::KeyEndsAlike, known_keys, n_known_keys)
        } else {
            self.n_problems = self.n_problems.saturating_add(1);
            let Report { problems, n_problems, .. } = &mut *self.report;
            (ProblemKind::KeyShowsNothing, problems, n_problems)
        };
        *n = n.saturating_add(1);
        if list.len() < MOST_LISTED {
            let column = self.table.headings.get(column).cloned().unwrap_or_default();
            let text = cells::mask_key(key);
            list.push(CellProblem { line: self.row.line, column, text, kind });
        }
    }

    /// Reports each cell that says something else than `first`, the first row of its license.
    pub(crate) fn compare(&mut self, first: &Row, keep_unknown: bool) {
        let table = self.table;
        for (column, meaning) in table.meanings.iter().enumerate() {
            let counts = match meaning {
                Meaning::Id | Meaning::Ignored => false,
                Meaning::Unknown | Meaning::NewField => keep_unknown,
                Meaning::Field(_) | Meaning::FirstName | Meaning::LastName => {
                    !meaning.is_of_holder()
                }
            };
            let (text, earlier) = (table.text(self.row, column), table.text(first, column));
            if counts && !text.is_empty() && text != earlier {
                self.problem_at(column, ProblemKind::DiffersFromFirstRow);
            }
        }
    }
}

/// The text itself, unless it is longer than this.
pub(crate) fn within(text: String, longest: usize) -> Result<String, ProblemKind> {
    if text.chars().count() > longest {
        return Err(ProblemKind::TooLong(u32::try_from(longest).unwrap_or(u32::MAX)));
    }
    Ok(text)
}

fn cut(text: &str) -> String {
    text.chars().take(SHOWN).collect()
}
