//! What we write is what other programs read.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use chrono::NaiveDate;
use proptest::prelude::*;
use sheets::{Cell, Column, write};

use crate::support::table;

fn columns(headings: &[&str]) -> Vec<Column> {
    headings.iter().map(|heading| Column { heading: (*heading).to_owned(), width: 12 }).collect()
}

fn written(cells: Vec<Cell>) -> Vec<u8> {
    let headings: Vec<String> = (0..cells.len()).map(|n| format!("H{n}")).collect();
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    write("Licenses", &columns(&headings), vec![cells].into_iter()).unwrap()
}

fn others_read(bytes: &[u8]) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range("Licenses").unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

#[test]
fn cells_have_the_types_they_should() {
    let date = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    let bytes = written(vec![
        Cell::Text("=HYPERLINK(\"http://x\")".to_owned()),
        Cell::Count(25.0),
        Cell::Amount(18_000.5),
        Cell::Date(date),
        Cell::Empty,
        Cell::Text("00123".to_owned()),
    ]);
    let rows = others_read(&bytes);
    assert_eq!(rows[0][0], Data::String("H0".to_owned()));
    let row = &rows[1];
    assert_eq!(row[0], Data::String("=HYPERLINK(\"http://x\")".to_owned()));
    assert_eq!(row[1], Data::Float(25.0));
    assert_eq!(row[2], Data::Float(18_000.5));
    let Data::DateTime(day) = row[3] else { panic!("{:?} is no date", row[3]) };
    assert_eq!(day.to_ymd_hms_milli(), (2026, 11, 24, 0, 0, 0, 0));
    assert_eq!(row[4], Data::Empty);
    assert_eq!(row[5], Data::String("00123".to_owned()));
    assert_eq!(
        table(&bytes)[1],
        ["=HYPERLINK(\"http://x\")", "25", "18000.5", "2026-11-24", "", "00123"]
    );
}

#[test]
fn nothing_in_it_is_a_formula() {
    let risky = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "{=1}", "=cmd|' /C calc'!A0"];
    let bytes = written(risky.iter().map(|text| Cell::Text((*text).to_owned())).collect());
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.as_slice())).unwrap();
    assert!(book.worksheet_formula("Licenses").unwrap().is_empty());
    assert_eq!(table(&bytes)[1], risky);
}

#[test]
fn a_day_before_spreadsheets_count_rightly_is_text() {
    let early = NaiveDate::from_ymd_opt(1899, 5, 1).unwrap();
    assert_eq!(table(&written(vec![Cell::Date(early)]))[1], ["1899-05-01"]);
}

#[test]
fn the_same_table_is_the_same_file() {
    let bytes = || written(vec![Cell::Text("Figma".to_owned()), Cell::Count(1.0)]);
    assert_eq!(bytes(), bytes());
}

proptest! {
    #[test]
    fn any_text_is_read_back_by_us_and_by_others(texts in prop::collection::vec(".{1,20}", 1..6)) {
        let bytes = written(texts.iter().cloned().map(Cell::Text).collect());
        let ours = &table(&bytes);
        let theirs = others_read(&bytes);
        for (at, text) in texts.iter().enumerate() {
            // A cell of spaces alone is an empty one.
            let blank = text.trim().is_empty();
            let found = ours.get(1).and_then(|row| row.get(at)).map_or("", String::as_str);
            prop_assert_eq!(found, if blank { "" } else { text.as_str() });
            if !blank {
                prop_assert_eq!(&theirs[1][at], &Data::String(text.clone()));
            }
        }
    }
}
