//! How a file writes its dates and amounts, learned from all of its cells together.

use serde::{Deserialize, Serialize};

use super::dates::DateParts;
use super::layout::Layout;
use super::meaning::Meaning;
use super::plan::Answers;
use super::table::Table;
use crate::custom_field::FieldKind;
use crate::money::{DecimalMark, MarkSign, mark_sign};
use crate::problem::Field;
use crate::workspace::Workspace;

/// What comes first in a date that ends with its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DateOrder {
    /// `27.12.1981`
    DayFirst,
    /// `12/27/1981`
    MonthFirst,
}

/// A way of writing that is used for the whole file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detected<T> {
    /// Which way.
    pub value: T,
    /// The first cell that proves it; `None` when a person said so.
    pub evidence: Option<Evidence>,
}

/// A cell that proves something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// In which line its row starts.
    pub line: u32,
    /// What stands there.
    pub text: String,
}

/// How this file writes.
#[derive(Debug, Clone)]
pub(crate) struct Style {
    pub(crate) dates: Learned<DateOrder>,
    pub(crate) decimals: Learned<DecimalMark>,
}

/// One way of writing, as far as it is known.
#[derive(Debug, Clone)]
pub(crate) struct Learned<T> {
    pub(crate) detected: Option<Detected<T>>,
    /// Some cells can't be understood until a person says which way it is.
    pub(crate) needs_answer: bool,
    /// Cells prove both ways.
    is_contradicted: bool,
}

impl Style {
    pub(crate) fn of(table: &Table, workspace: &Workspace, answers: Answers) -> Self {
        let mut dates = vec![
            Field::PurchaseDate,
            Field::StartDate,
            Field::ExpirationDate,
            Field::SupportExpiration,
            Field::TerminatedOn,
        ];
        let mut numbers = vec![Field::Cost, Field::RenewalCost];
        for (field, kind) in table.custom_kinds(workspace) {
            match kind {
                FieldKind::Date => dates.push(field),
                FieldKind::Number => numbers.push(field),
                FieldKind::Text
                | FieldKind::Choice
                | FieldKind::YesNo
                | FieldKind::Link
                | FieldKind::Unknown => {}
            }
        }
        let date = |text: &str| match DateParts::read(text) {
            Some(parts) if parts.is_ambiguous() => Some(Sign::Ambiguous),
            Some(parts) => parts.proves().map(Sign::Proves),
            None => None,
        };
        let mut learned = learn(table, &dates, answers.date_order, date);
        if table.layout == Layout::Microsoft && learned.needs_answer && !learned.is_contradicted {
            // Its dates are month first by the book, so nobody needs to be asked.
            learned.detected = Some(Detected { value: DateOrder::MonthFirst, evidence: None });
            learned.needs_answer = false;
        }
        Self { dates: learned, decimals: learn(table, &numbers, answers.decimal, decimal) }
    }
}

impl<T: Copy> Learned<T> {
    pub(crate) fn value(&self) -> Option<T> {
        self.detected.as_ref().map(|detected| detected.value)
    }
}

/// What one cell says about the way of writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign<T> {
    Proves(T),
    Ambiguous,
}

fn learn<T: Copy + PartialEq>(
    table: &Table,
    fields: &[Field],
    answer: Option<T>,
    read: impl Fn(&str) -> Option<Sign<T>>,
) -> Learned<T> {
    let columns: Vec<usize> =
        fields.iter().filter_map(|field| table.column(Meaning::Field(*field))).collect();
    let mut found: Option<Detected<T>> = None;
    let (mut contradicted, mut ambiguous) = (false, false);
    for row in &table.rows {
        for column in &columns {
            let text = table.text(row, *column);
            match read(text) {
                Some(Sign::Ambiguous) => ambiguous = true,
                Some(Sign::Proves(value)) => {
                    let first = found.get_or_insert_with(|| {
                        let evidence = Some(Evidence { line: row.line, text: text.to_owned() });
                        Detected { value, evidence }
                    });
                    contradicted |= first.value != value;
                }
                None => {}
            }
        }
    }
    let found = found.filter(|_| !contradicted);
    let detected = answer.map(|value| Detected { value, evidence: None }).or(found);
    let needs_answer = ambiguous && detected.is_none();
    Learned { needs_answer, detected, is_contradicted: contradicted }
}

/// What an amount or a number says about the decimal mark.
fn decimal(text: &str) -> Option<Sign<DecimalMark>> {
    // ServiceNow writes `EUR;200`.
    mark_sign(&text.replace(';', " ")).map(|sign| match sign {
        MarkSign::Proves(mark) => Sign::Proves(mark),
        MarkSign::Ambiguous => Sign::Ambiguous,
    })
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::super::table::read;
    use super::*;

    fn style(dates: &[&str], costs: &[&str], answers: Answers) -> Style {
        let mut text = "Name;Purchase date;Cost\n".to_owned();
        for n in 0..dates.len().max(costs.len()) {
            let cell = |of: &[&str]| of.get(n).copied().unwrap_or_default().to_owned();
            writeln!(text, "L{n};{};{}", cell(dates), cell(costs)).unwrap();
        }
        Style::of(&read(text.as_bytes()).unwrap(), &Workspace::default(), answers)
    }

    fn check_dates(dates: &[&str], expected: Option<DateOrder>, needs_answer: bool) {
        let learned = style(dates, &[], Answers::default()).dates;
        assert_eq!((learned.value(), learned.needs_answer), (expected, needs_answer), "{dates:?}");
    }

    fn check_costs(costs: &[&str], expected: Option<DecimalMark>, needs_answer: bool) {
        let learned = style(&[], costs, Answers::default()).decimals;
        assert_eq!((learned.value(), learned.needs_answer), (expected, needs_answer), "{costs:?}");
    }

    #[test]
    fn one_clear_date_decides_for_the_whole_file() {
        check_dates(&["03/04/2024", "12/27/1981"], Some(DateOrder::MonthFirst), false);
        check_dates(&["03.04.2024", "27.12.1981"], Some(DateOrder::DayFirst), false);
        check_dates(&["03/04/2024", "05/06/2024"], None, true);
        check_dates(&["05/05/2024", "2024-03-01", "soon"], None, false);
        check_dates(&["27/12/1981", "12/27/1981"], None, false);
        check_dates(&["27/12/1981", "12/27/1981", "03/04/2024"], None, true);
    }

    #[test]
    fn one_clear_amount_decides_for_the_whole_file() {
        check_costs(&["1.234", "12,50"], Some(DecimalMark::Comma), false);
        check_costs(&["1,234", "$12.50"], Some(DecimalMark::Point), false);
        check_costs(&["1.234.567"], Some(DecimalMark::Comma), false);
        check_costs(&["1,234.50"], Some(DecimalMark::Point), false);
        check_costs(&["1.234,50 €"], Some(DecimalMark::Comma), false);
        check_costs(&["1.234"], None, true);
        check_costs(&["1234", "free", "1,2.3,4"], None, false);
        check_costs(&["1.234,50 €", "$12.50", "1.234"], None, true);
        // Words with marks in them are no amounts, and prove nothing.
        check_costs(&["see p. 5", "free, for now", "1.2.3", "1.234"], None, true);
        check_costs(&["0,125", "Fr. 12"], Some(DecimalMark::Comma), false);
    }

    #[test]
    fn an_answer_settles_it() {
        let answers = Answers {
            date_order: Some(DateOrder::DayFirst),
            decimal: Some(DecimalMark::Comma),
            ..Answers::default()
        };
        let style = style(&["03/04/2024"], &["1.234"], answers);
        assert_eq!((style.dates.value(), style.dates.needs_answer), (answers.date_order, false));
        assert_eq!((style.decimals.value(), style.decimals.needs_answer), (answers.decimal, false));
    }
}
