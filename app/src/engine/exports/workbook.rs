//! A table of licenses as a workbook.

use domain::csv::{Kind, Records, kept_as_it_is};
use domain::date::parse_iso;
use sheets::{Cell, Column, TooLong};

/// What the sheet is called.
const SHEET: &str = "Licenses";
/// No column is narrower or wider than this, in characters.
const NARROWEST: usize = 9;
const WIDEST: usize = 48;
/// How many rows decide how wide a column is.
const LOOKED_AT: usize = 500;
/// More digits than a spreadsheet keeps.
const MOST_DIGITS: usize = 15;

/// Writes a workbook.
pub(super) fn write(records: &Records) -> Result<Vec<u8>, TooLong> {
    let columns: Vec<Column> = records
        .headings
        .iter()
        .enumerate()
        .map(|(at, (heading, _))| Column { heading: heading.clone(), width: width(records, at) })
        .collect();
    let kinds = || records.headings.iter().map(|(_, kind)| *kind);
    let row =
        |row: &Vec<String>| row.iter().zip(kinds()).map(|(text, kind)| cell(text, kind)).collect();
    sheets::write(SHEET, &columns, records.rows.iter().map(row))
}

/// A cell of its column's kind, or of text if it says something else, such as `Unlimited`.
fn cell(text: &str, kind: Kind) -> Cell {
    if text.is_empty() {
        return Cell::Empty;
    }
    let typed = match kind {
        Kind::Text => None,
        Kind::Count | Kind::Number => number(text).map(Cell::Count),
        Kind::Amount => number(text).map(Cell::Amount),
        Kind::Date => parse_iso(text).map(Cell::Date),
    };
    typed.unwrap_or_else(|| Cell::Text(kept_as_it_is(text).into_owned()))
}

/// A number that a spreadsheet holds without loss.
fn number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let n_digits = digits.bytes().filter(u8::is_ascii_digit).count();
    let is_plain = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if is_plain && (1..=MOST_DIGITS).contains(&n_digits) { text.parse().ok() } else { None }
}

fn width(records: &Records, at: usize) -> u32 {
    let heading = records.headings.get(at).map(|(heading, _)| heading);
    let below = records.rows.iter().take(LOOKED_AT).filter_map(|row| row.get(at));
    let longest_line = |text: &String| text.lines().map(|line| line.chars().count()).max();
    let longest = heading.into_iter().chain(below).filter_map(longest_line).max().unwrap_or(0);
    u32::try_from((longest + 2).clamp(NARROWEST, WIDEST)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use domain::command::{Command, apply};
    use domain::csv::{Answers, Plan, plan, read};
    use domain::date::Date;
    use domain::id::LicenseId;
    use domain::workspace::Workspace;
    use uuid::Uuid;

    use super::*;
    use crate::engine::workbooks;

    fn today() -> Date {
        Date::from_ymd_opt(2026, 11, 24).unwrap()
    }

    fn planned(table: &domain::csv::Table, workspace: &Workspace) -> Plan {
        let mut next = 0;
        let mut fresh = || {
            next += 1;
            Uuid::from_u128(next)
        };
        let at = chrono::DateTime::UNIX_EPOCH;
        plan(table, Answers::default(), workspace, at, today(), &mut fresh)
    }

    fn workspace() -> Workspace {
        let csv = "Name,Vendor,Expiration date,Seats,Cost,Currency,Order number,Notes,Floor\n\
            Figma,Figma,2027-03-01,25,41.70,EUR,00123,\"two\nlines\",3\n\
            =1+1,,,unlimited,,,-5,'=x,\n";
        let mut workspace = Workspace::default();
        let plan = planned(&read(csv.as_bytes()).unwrap(), &workspace);
        apply(&mut workspace, &Command::ImportLicenses(Box::new(plan.import))).unwrap();
        workspace
    }

    fn all(workspace: &Workspace) -> Records {
        let ids: Vec<LicenseId> = workspace.licenses.keys().copied().collect();
        Records::all(workspace, &ids, today(), 30)
    }

    #[test]
    fn cells_are_numbers_and_dates_where_they_can_be() {
        for (text, kind, expected) in [
            ("25", Kind::Count, Cell::Count(25.0)),
            ("Unlimited", Kind::Count, Cell::Text("Unlimited".to_owned())),
            ("-41.70", Kind::Amount, Cell::Amount(-41.7)),
            ("5.00 EUR", Kind::Amount, Cell::Text("5.00 EUR".to_owned())),
            ("1234567890123456", Kind::Count, Cell::Text("1234567890123456".to_owned())),
            ("2027-03-01", Kind::Date, Cell::Date(Date::from_ymd_opt(2027, 3, 1).unwrap())),
            ("soon", Kind::Date, Cell::Text("soon".to_owned())),
            ("00123", Kind::Text, Cell::Text("00123".to_owned())),
            ("=1", Kind::Text, Cell::Text("=1".to_owned())),
            ("'=1", Kind::Text, Cell::Text("''=1".to_owned())),
            ("", Kind::Amount, Cell::Empty),
        ] {
            assert_eq!(cell(text, kind), expected, "{text}");
        }
    }

    #[test]
    fn a_workbook_with_all_columns_read_again_is_the_same_table() {
        let records = all(&workspace());
        let table = workbooks::read(&write(&records).unwrap()).unwrap();
        let csv = read(&records.to_csv()).unwrap();
        assert_eq!((table.layout, &table.headings), (csv.layout, &csv.headings));
        let (ours, theirs) =
            (planned(&table, &Workspace::default()), planned(&csv, &Workspace::default()));
        assert_eq!(ours.import, theirs.import);
        assert_eq!(ours.preview.n_problems, 0);
    }

    #[test]
    fn a_workbook_imported_where_it_came_from_adds_nothing() {
        let workspace = workspace();
        let table = workbooks::read(&write(&all(&workspace)).unwrap()).unwrap();
        let preview = planned(&table, &workspace).preview;
        let found = (preview.n_licenses, preview.n_changed, preview.n_unchanged);
        assert_eq!(found, (0, 0, 2));
    }

    #[test]
    fn columns_are_as_wide_as_what_is_in_them_within_reason() {
        let records = Records {
            headings: vec![("Name".to_owned(), Kind::Text), ("Notes".to_owned(), Kind::Text)],
            rows: vec![vec!["A license of many words".to_owned(), "x".repeat(900)]],
        };
        assert_eq!((width(&records, 0), width(&records, 1)), (25, 48));
        assert_eq!(width(&Records::default(), 0), 9);
    }
}
