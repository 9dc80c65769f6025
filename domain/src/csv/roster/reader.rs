//! One row being read. Every cell that is not understood is noted and left out.

use super::super::cells;
use super::super::dates::DateParts;
use super::super::report::within;
use super::super::style::{DateOrder, Detected, Evidence};
use super::super::table::Row;
use super::column::Column;
use super::list::List;
use super::preview::{Reason, Why};
use crate::date::Date;
use crate::problem::ProblemKind;

/// How much of a cell a reason shows, in characters.
const SHOWN: usize = 120;

/// How a list writes its dates.
#[derive(Debug, Clone)]
pub(super) struct Dates {
    pub(super) detected: Option<Detected<DateOrder>>,
    /// Some cells can't be understood until a person says which order it is.
    pub(super) needs_answer: bool,
}

impl Dates {
    /// As a person says, else as all cells together show.
    pub(super) fn of(list: &List, said: Option<DateOrder>) -> Self {
        let days = list.kind.days().iter();
        let columns: Vec<usize> = days.filter_map(|column| list.place(*column)).collect();
        let mut found: Option<Detected<DateOrder>> = None;
        let (mut is_contradicted, mut is_ambiguous) = (false, false);
        for row in &list.rows {
            for text in columns.iter().map(|column| List::text(row, *column)) {
                let Some(parts) = DateParts::read(text) else { continue };
                is_ambiguous |= parts.is_ambiguous();
                let Some(value) = parts.proves() else { continue };
                let evidence = Some(Evidence { line: row.line, text: text.to_owned() });
                let first = found.get_or_insert(Detected { value, evidence });
                is_contradicted |= first.value != value;
            }
        }
        let found = found.filter(|_| !is_contradicted);
        let detected = said.map(|value| Detected { value, evidence: None }).or(found);
        Self { needs_answer: is_ambiguous && detected.is_none(), detected }
    }

    pub(super) fn order(&self) -> Option<DateOrder> {
        self.detected.as_ref().map(|detected| detected.value)
    }
}

pub(super) struct RowReader<'a> {
    list: &'a List,
    row: &'a Row,
    order: Option<DateOrder>,
    pub(super) reasons: Vec<Reason>,
}

impl<'a> RowReader<'a> {
    pub(super) fn new(list: &'a List, row: &'a Row, order: Option<DateOrder>) -> Self {
        Self { list, row, order, reasons: Vec::new() }
    }

    pub(super) fn row(&self) -> &'a Row {
        self.row
    }

    /// Whether something stands to the right of the last heading.
    pub(super) fn has_stray_cells(&self) -> bool {
        self.row.cells.iter().skip(self.list.headings.len()).any(|cell| !cell.trim().is_empty())
    }

    /// What stands in a column; empty when there is no such column.
    pub(super) fn text(&self, column: Column) -> &'a str {
        self.list.place(column).map_or("", |at| List::text(self.row, at))
    }

    /// Reads a cell; an empty one says nothing.
    pub(super) fn read<T>(
        &mut self,
        column: Column,
        parse: impl FnOnce(&str) -> Result<T, Why>,
    ) -> Option<T> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        parse(text).map_err(|why| self.note(column, why)).ok()
    }

    /// Reads one line of text.
    pub(super) fn line(&mut self, column: Column, longest: usize) -> Option<String> {
        self.read(column, |text| within(cells::line(text), longest).map_err(Why::Problem))
    }

    /// Reads text that may have lines.
    pub(super) fn lines(&mut self, column: Column, longest: usize) -> Option<String> {
        self.read(column, |text| within(text.to_owned(), longest).map_err(Why::Problem))
    }

    /// Reads a day.
    pub(super) fn day(&mut self, column: Column) -> Option<Date> {
        let order = self.order;
        self.read(column, |text| cells::date(text, order).map_err(Why::Problem))
    }

    /// Reads an e-mail address.
    pub(super) fn address(&mut self, column: Column, longest: usize) -> Option<String> {
        self.read(column, |text| {
            let text = within(cells::line(text), longest).map_err(Why::Problem)?;
            let parts = text.split_once('@').filter(|_| !text.contains(' '));
            let is_address = parts.is_some_and(|(who, at)| !who.is_empty() && !at.is_empty());
            if is_address { Ok(text) } else { Err(Why::NotAnAddress) }
        })
    }

    /// Reads a whole number.
    pub(super) fn count(&mut self, column: Column) -> Option<u32> {
        self.read(column, |text| text.parse().map_err(|_| Why::Problem(ProblemKind::NotACount)))
    }

    /// Notes what is to be said about a cell.
    pub(super) fn note(&mut self, column: Column, why: Why) {
        let heading = self.list.place(column).and_then(|at| self.list.headings.get(at));
        let text = self.text(column).chars().take(SHOWN).collect();
        self.reasons.push(Reason { heading: heading.cloned().unwrap_or_default(), text, why });
    }

    /// Notes what is to be said about the whole row.
    pub(super) fn note_row(&mut self, why: Why) {
        self.reasons.push(Reason { heading: String::new(), text: String::new(), why });
    }
}
