//! Files that are refused, each with its own reason and place.

use domain::csv::{Unreadable, read};
use domain::problem::ProblemKind;

use crate::support::*;

fn refused(bytes: impl AsRef<[u8]>) -> Unreadable {
    read(bytes.as_ref()).unwrap_err()
}

#[test]
fn what_is_no_license_list_says_why() {
    for (bytes, expected) in [
        (&b""[..], Unreadable::Empty),
        (b"\xEF\xBB\xBF\r\n", Unreadable::Empty),
        (b"sep=;\n", Unreadable::Empty),
        (b"PK\x03\x04rest of a workbook", Unreadable::Workbook),
        (b"\x7FELF\x02\x01\x01\0\0\0\0", Unreadable::Binary),
        (b"Name,Seats\r\n", Unreadable::NoRows),
        (b"Name,Seats\n,,\n\n", Unreadable::NoRows),
        (b"\n\nDear all, see below.", Unreadable::NoRows),
        (
            b"\nJust a sentence.\nAnd another.\n",
            Unreadable::NotATable { line: 2, text: "Just a sentence.".to_owned() },
        ),
        (b"Name,Notes\nFigma,\"never closed\nSketch,\n", Unreadable::UnclosedQuote { line: 2 }),
    ] {
        assert_eq!(refused(bytes), expected, "{}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn a_file_of_a_thousand_columns_names_the_line() {
    let header: Vec<String> = (0..1000).map(|n| format!("Column {n}")).collect();
    let expected = Unreadable::TooManyColumns { line: 1, found: 1000, most: 200 };
    assert_eq!(refused(header.join(",")), expected);
    let row = "x,".repeat(999);
    let expected = Unreadable::TooManyColumns { line: 2, found: 1000, most: 200 };
    assert_eq!(refused(format!("Name,Seats\n{row}")), expected);
}

#[test]
fn a_cell_of_fifty_megabytes_names_row_and_column() {
    let text = format!("Name,Notes\nFigma,ok\nSketch,\"{}\"\n", "a\n".repeat(25 * 1024 * 1024));
    let expected = Unreadable::CellTooLong {
        line: 3,
        column: "Notes".to_owned(),
        found: 50 * 1024 * 1024,
        most: 32_767,
    };
    assert_eq!(refused(text), expected);
}

#[test]
fn the_longest_cell_a_spreadsheet_allows_is_read() {
    let longest = "é".repeat(32_767);
    assert!(read(format!("Name,Notes\nFigma,{longest}\n").as_bytes()).is_ok());
    assert!(read(format!("Name,Notes\nFigma,{longest}é\n").as_bytes()).is_err());
}

#[test]
fn a_million_rows_are_refused_at_the_first_too_many() {
    let text = format!("Name\n{}", "Figma\n".repeat(1_000_000));
    assert_eq!(refused(text), Unreadable::TooManyRows { line: 200_002, most: 200_000 });
}

#[test]
fn rows_that_make_no_license_are_rejected_and_the_others_go_in() {
    let long = "x".repeat(256);
    let text = format!(
        "Name,Seats,Notes\n,5,no name\n{long},5,\nFigma, Inc,5,shifted\nSketch,5,,,\nPen,7\n"
    );
    let plan = planned(text);
    let rejected: Vec<_> = plan.preview.rejected.iter().map(|r| (r.line, r.problem)).collect();
    assert_eq!(
        rejected,
        [
            (2, ProblemKind::Missing),
            (3, ProblemKind::TooLong(255)),
            (4, ProblemKind::MoreCellsThanHeadings),
        ]
    );
    assert_eq!(plan.preview.rejected[1].text.chars().count(), 120);
    assert_eq!((plan.preview.n_licenses, plan.preview.n_seats), (2, 12));
}

#[test]
fn a_value_too_long_is_left_out_and_shown_shortened() {
    let plan = planned(format!("Name,Vendor\nFigma,{}\n", "é".repeat(300)));
    assert!(only_license(&plan).vendor_id.is_none());
    let problem = &plan.preview.problems[0];
    assert_eq!((problem.kind, problem.text.chars().count()), (ProblemKind::TooLong(255), 120));
}

#[test]
fn strange_counts_and_dates_are_reported_where_they_stand() {
    let text = "Name,Seats,Purchase date\n\
                A,-1,2027-02-29\n\
                B,9007199254740992,0000-01-01\n\
                C,1e400,9999-12-31\n\
                D,\"12,5\",31.02.2026\n";
    let plan = planned(text);
    assert_eq!((plan.preview.n_licenses, plan.preview.n_problems), (4, 8));
    assert!(plan.preview.rows.iter().all(|row| row.n_problems == 2));
    let kinds = [ProblemKind::NotADate, ProblemKind::NotACount];
    assert!(plan.preview.problems.iter().all(|problem| kinds.contains(&problem.kind)));
}

#[test]
fn problems_are_counted_in_full_and_listed_up_to_a_thousand() {
    let rows: Vec<String> = (0..3_000).map(|n| format!("L{n},many")).collect();
    let plan = planned(format!("Name,Seats\n{}\n", rows.join("\n")));
    assert_eq!((plan.preview.problems.len(), plan.preview.n_problems), (1_000, 3_000));
}
