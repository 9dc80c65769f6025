//! What Excel and its like write is read as a person sees it.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook as Writer};
use sheets::{Sheet, Workbook};

use crate::support::{BOOK, LIMITS, PARTS, ROOT, read_all, table, zipped};

fn text(rows: &[&[&str]]) -> Vec<Vec<String>> {
    rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
}

#[test]
fn dates_numbers_and_truths_are_read_as_they_are_meant() {
    let mut book = Writer::new();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let padded = Format::new().set_num_format("00000000");
    let euros = Format::new().set_num_format("#,##0.00 [$€-407]");
    let sheet = book.add_worksheet();
    for (column, heading) in
        ["Name", "Purchase date", "Cost", "Seats", "Order number", "Reassignable"]
            .into_iter()
            .enumerate()
    {
        sheet.write_string(0, u16::try_from(column).unwrap(), heading).unwrap();
    }
    sheet.write_string(1, 0, "Figma").unwrap();
    let date = ExcelDateTime::from_ymd(2024, 3, 1).unwrap();
    sheet.write_datetime_with_format(1, 1, &date, &day).unwrap();
    sheet.write_number_with_format(1, 2, 0.1 + 0.2, &euros).unwrap();
    sheet.write_number(1, 3, 12345.0).unwrap();
    sheet.write_number_with_format(1, 4, 4711.0, &padded).unwrap();
    sheet.write_boolean(1, 5, true).unwrap();
    let formula = Formula::new("=\"Adobe\" & \" Sign\"").set_result("Adobe Sign");
    sheet.write_formula(2, 0, formula).unwrap();
    sheet.write_number(2, 4, 123_456_789_012_345.0).unwrap();
    sheet.write_blank(9, 9, &day).unwrap();
    let bytes = book.save_to_buffer().unwrap();

    let expected = text(&[
        &["Name", "Purchase date", "Cost", "Seats", "Order number", "Reassignable"],
        &["Figma", "2024-03-01", "0.3", "12345", "00004711", "Yes"],
        &["Adobe Sign", "", "", "", "123456789012345"],
    ]);
    assert_eq!(table(&bytes), expected);
}

#[test]
fn days_counted_from_1904_are_the_same_days() {
    let mut book = Writer::new();
    let day = Format::new().set_num_format_index(14);
    let date = ExcelDateTime::from_ymd(2024, 3, 1).unwrap();
    book.add_worksheet().write_datetime_with_format(0, 0, &date, &day).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(table(&bytes), text(&[&["2024-03-01"]]));

    let parts = PARTS.1.replace("sharedStrings", "styles");
    let old = zipped(&[
        ROOT,
        ("xl/_rels/workbook.xml.rels", &parts),
        ("xl/workbook.xml", &BOOK.1.replace("<sheets>", "<workbookPr date1904=\"1\"/><sheets>")),
        ("xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"14\"/></cellXfs></styleSheet>"),
        (
            "xl/worksheets/sheet1.xml",
            "<worksheet><sheetData><row><c s=\"0\"><v>43890</v></c></row></sheetData></worksheet>",
        ),
    ]);
    assert_eq!(table(&old), text(&[&["2024-03-01"]]));
}

#[test]
fn a_merged_cell_counts_once_and_an_error_is_told() {
    let mut book = Writer::new();
    let sheet = book.add_worksheet();
    sheet.merge_range(0, 0, 0, 3, "Licenses of 2026", &Format::new()).unwrap();
    sheet.write_string(2, 0, "Name").unwrap();
    sheet.write_formula(3, 0, Formula::new("=A1/0").set_result("#DIV/0!")).unwrap();
    sheet.write_string(3, 1, "kept").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let Sheet { rows, n_errors } = read_all(&bytes).unwrap().remove(0);
    let found: Vec<_> = rows.iter().map(|row| (row.number, row.cells.len())).collect();
    assert_eq!(found, [(1, 1), (3, 1), (4, 1)]);
    assert_eq!(n_errors, 1);
}

#[test]
fn hidden_sheets_stay_out_and_the_others_keep_their_names() {
    let mut book = Writer::new();
    book.add_worksheet().set_name("Notes").unwrap();
    book.add_worksheet().set_name("Lists").unwrap().set_hidden(true);
    book.add_worksheet().set_name("Q & A <2>").unwrap().write_string(0, 0, "Name").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let mut book = Workbook::open(&bytes, LIMITS).unwrap();
    assert_eq!(book.sheets(), ["Notes", "Q & A <2>"]);
    assert_eq!(book.read(0).unwrap(), Sheet::default());
    assert_eq!(book.read(1).unwrap().rows.len(), 1);
}

fn cell() -> impl Strategy<Value = Option<Value>> {
    let text = prop_oneof!["[ -~]{0,12}", ".{0,6}", Just("_x000D_ <&>\"'".to_owned())];
    let number = prop_oneof![
        (-1_000_000_000_i32..1_000_000_000).prop_map(|n| f64::from(n) / 100.0),
        any::<i32>().prop_map(f64::from),
    ];
    prop_oneof![
        1 => Just(None),
        3 => text.prop_map(|text| Some(Value::Text(text))),
        2 => number.prop_map(|number| Some(Value::Number(number))),
        1 => any::<bool>().prop_map(|truth| Some(Value::Truth(truth))),
    ]
}

#[derive(Debug, Clone, PartialEq)]
enum Value {
    Text(String),
    Number(f64),
    Truth(bool),
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Two programs that share no code with ours: one writes, the other reads beside us.
    #[test]
    fn we_read_what_others_read(rows in prop::collection::vec(prop::collection::vec(cell(), 1..6), 1..12)) {
        let mut book = Writer::new();
        let sheet = book.add_worksheet();
        for (row, cells) in (0..).zip(&rows) {
            for (column, value) in (0..).zip(cells) {
                match value {
                    Some(Value::Text(text)) => { sheet.write_string(row, column, text).unwrap(); }
                    Some(Value::Number(number)) => { sheet.write_number(row, column, *number).unwrap(); }
                    Some(Value::Truth(truth)) => { sheet.write_boolean(row, column, *truth).unwrap(); }
                    None => {}
                }
            }
        }
        let bytes = book.save_to_buffer().unwrap();
        let ours = read_all(&bytes).unwrap().remove(0);
        let mut other: Xlsx<_> = Xlsx::new(Cursor::new(bytes.as_slice())).unwrap();
        let theirs = other.worksheet_range_at(0).unwrap().unwrap();
        let mut expected = Vec::new();
        for (row, column, value) in theirs.used_cells() {
            let text = if let Data::Bool(truth) = value {
                (if *truth { "Yes" } else { "No" }).to_owned()
            } else {
                value.to_string()
            };
            let (top, left) = theirs.start().unwrap();
            if !text.trim().is_empty() {
                expected.push((top + u32::try_from(row).unwrap() + 1, left + u32::try_from(column).unwrap(), text));
            }
        }
        let found: Vec<_> = ours.rows.iter().flat_map(|row| {
            row.cells.iter().map(|(column, text)| (row.number, *column, text.clone()))
        }).collect();
        prop_assert_eq!(found, expected);
    }
}
