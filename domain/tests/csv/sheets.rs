//! Sheets of workbooks, which come as cells.

use domain::csv::{Answers, Layout, SheetFacts, SheetRow, Unreadable, plan, read_sheet};
use domain::workspace::Workspace;
use uuid::Uuid;

use crate::support::{AT, day, last_day, only_license, planned, today};

fn facts() -> SheetFacts {
    SheetFacts { name: "Licenses".to_owned(), n_sheets: 2, n_errors: 1 }
}

/// The lines as rows; an empty cell is none.
fn rows(lines: &[(u32, &[&str])]) -> Vec<SheetRow> {
    let row = |(number, cells): &(u32, &[&str])| SheetRow {
        number: *number,
        cells: (0..)
            .zip(*cells)
            .filter(|(_, text)| !text.is_empty())
            .map(|(column, text)| (column, (*text).to_owned()))
            .collect(),
    };
    lines.iter().map(row).collect()
}

#[test]
fn a_sheet_is_understood_like_the_same_csv() {
    let lines: [(u32, &[&str]); 3] = [
        (1, &["Name", "Vendor", "", "Expiration date", "Seats"]),
        (2, &["Figma", "", "", "2027-03-01", "25"]),
        (5, &["Adobe Sign", "Adobe", "", "", ""]),
    ];
    let table = read_sheet(rows(&lines), facts()).unwrap();
    assert_eq!((table.sheet.clone(), table.n_rows()), (Some(facts()), 2));
    let mut next = 0;
    let mut fresh = || {
        next += 1;
        Uuid::from_u128(next)
    };
    let found = plan(&table, Answers::default(), &Workspace::default(), AT, today(), &mut fresh);
    let csv = planned(
        "Name,Vendor,,Expiration date,Seats\nFigma,,,2027-03-01,25\n\n\nAdobe Sign,Adobe\n",
    );
    assert_eq!((found.import, found.keys), (csv.import, csv.keys));
    let lines: Vec<u32> = found.preview.rows.iter().map(|row| row.line).collect();
    assert_eq!(lines, [2, 5]);
    assert_eq!(found.preview.sheet, Some(facts()));
}

#[test]
fn a_title_above_the_headings_is_left_out() {
    let lines: [(u32, &[&str]); 4] = [
        (1, &["Licenses of Example Ltd"]),
        (2, &["As of", "2026-11-24"]),
        (4, &["", "Name", "Expires"]),
        (5, &["", "Figma", "2027-03-01"]),
    ];
    let table = read_sheet(rows(&lines), facts()).unwrap();
    assert_eq!((table.layout, table.n_rows()), (Layout::Other, 1));
    let mut fresh = || Uuid::from_u128(1);
    let plan = plan(&table, Answers::default(), &Workspace::default(), AT, today(), &mut fresh);
    assert_eq!(last_day(only_license(&plan)), Some(day("2027-03-01")));
}

#[test]
fn a_sheet_that_is_no_list_of_licenses_says_why() {
    let no_name: [(u32, &[&str]); 3] =
        [(1, &["Budget"]), (3, &["Month", "Amount"]), (4, &["May", "12"])];
    // A table of something else: the person tells what its columns mean.
    let table = read_sheet(rows(&no_name), facts()).unwrap();
    assert_eq!((table.headings.len(), table.is_recognized()), (2, false));
    let cases = [
        (Vec::new(), Unreadable::Empty),
        (rows(&[(1, &["Name", "Seats"])]), Unreadable::NoRows),
        (
            rows(&[(7, &["Hello there"])]),
            Unreadable::NotATable { line: 7, text: "Hello there".to_owned() },
        ),
        (
            vec![SheetRow { number: 3, cells: vec![(16_383, "far out".to_owned())] }],
            Unreadable::TooManyColumns { line: 3, found: 16_384, most: 200 },
        ),
    ];
    for (rows, expected) in cases {
        assert_eq!(read_sheet(rows, facts()).unwrap_err(), expected);
    }
}

#[test]
fn a_sheet_of_too_many_rows_names_the_first_too_many() {
    let row =
        |number| SheetRow { number, cells: vec![(0, "Name".to_owned()), (1, "x".to_owned())] };
    let rows: Vec<SheetRow> = (1..=200_002).map(row).collect();
    let expected = Unreadable::TooManyRows { line: 200_002, most: 200_000 };
    assert_eq!(read_sheet(rows, facts()).unwrap_err(), expected);
}

#[test]
fn a_row_shows_no_cell_when_it_is_printed() {
    let row = SheetRow { number: 1, cells: vec![(0, "PLANTED".to_owned())] };
    assert!(!format!("{row:?}").contains("PLANTED"));
}
