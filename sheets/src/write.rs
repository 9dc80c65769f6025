//! A table as a workbook of one sheet: typed cells, headings that stay in sight.
//!
//! Text is written as text in the format for text, so that nothing in it is ever a formula, not
//! even after somebody edits the cell.

use std::fmt::{self, Write as _};
use std::io::{Cursor, Write as _};

use chrono::NaiveDate;
use zip::ZipWriter;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;

use crate::number;
use crate::xml::push_escaped;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text, whatever it looks like.
    Text(String),
    /// A number as it is.
    Count(f64),
    /// An amount of money.
    Amount(f64),
    /// A day.
    Date(NaiveDate),
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What stands at its top.
    pub heading: String,
    /// How many characters wide it is.
    pub width: u32,
}

/// The table has more rows than a sheet can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("more rows than a sheet can hold")]
pub struct TooLong;

/// The most rows of a sheet, headings included.
const MOST_ROWS: usize = 1_048_576;
/// The longest text of a cell, in UTF-16 units; what is longer is cut, as any other program would.
const LONGEST_TEXT: usize = 32_767;

/// The cell styles, by their place in [`STYLES`].
const TEXT: u8 = 1;
const HEADING: u8 = 2;
const DATE: u8 = 3;
const AMOUNT: u8 = 4;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>"#;
const ROOT: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const PARTS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
const STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"#;
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Writes a workbook whose sheet is called `name`.
pub fn write(
    name: &str,
    columns: &[Column],
    rows: impl ExactSizeIterator<Item = Vec<Cell>>,
) -> Result<Vec<u8>, TooLong> {
    if rows.len() >= MOST_ROWS {
        return Err(TooLong);
    }
    let mut book = format!(r#"<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets><sheet name=""#);
    push_escaped(&mut book, name);
    book.push_str(r#"" sheetId="1" r:id="rId1"/></sheets></workbook>"#);
    let sheet = sheet(columns, rows);
    let parts = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", ROOT),
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", PARTS),
        ("xl/styles.xml", STYLES),
        ("xl/worksheets/sheet1.xml", &sheet),
    ];
    // Only a zip beyond 4 GiB could fail, and memory ends before that.
    zipped(&parts).map_err(|_| TooLong)
}

fn zipped(parts: &[(&str, &str)]) -> Result<Vec<u8>, ZipError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default())?;
        zip.write_all(HEAD.as_bytes())?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

fn sheet(columns: &[Column], rows: impl Iterator<Item = Vec<Cell>>) -> String {
    let mut xml = format!(
        r#"<worksheet xmlns="{MAIN}"><sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>"#
    );
    for (at, column) in columns.iter().enumerate() {
        let (place, width) = (at + 1, column.width);
        push(
            &mut xml,
            format_args!(r#"<col min="{place}" max="{place}" width="{width}" customWidth="1"/>"#),
        );
    }
    xml.push_str("</cols><sheetData>");
    let heading = |column: &Column| (HEADING, Cell::Text(column.heading.clone()));
    push_row(&mut xml, 1, columns.iter().map(heading));
    for (number, row) in (2..).zip(rows) {
        push_row(&mut xml, number, row.into_iter().map(|cell| (TEXT, cell)));
    }
    xml.push_str("</sheetData></worksheet>");
    xml
}

/// Every row and cell says where it is: not every program counts along. Empty cells are left out.
fn push_row(xml: &mut String, row: usize, cells: impl Iterator<Item = (u8, Cell)>) {
    push(xml, format_args!(r#"<row r="{row}">"#));
    for (column, (text_style, cell)) in cells.enumerate() {
        let place = Place { column, row };
        match cell {
            Cell::Text(text) if !text.is_empty() => place.push_text(xml, text_style, &text),
            Cell::Count(number) => place.push_number(xml, 0, &number::plain(number)),
            Cell::Amount(number) => place.push_number(xml, AMOUNT, &number::plain(number)),
            Cell::Date(date) => match number::serial(date) {
                Some(days) => place.push_number(xml, DATE, &days.to_string()),
                // Before 1 March 1900 spreadsheets count wrongly.
                None => place.push_text(xml, TEXT, &date.to_string()),
            },
            Cell::Empty | Cell::Text(_) => {}
        }
    }
    xml.push_str("</row>");
}

/// Where a cell is: the column from 0, the row from 1.
struct Place {
    column: usize,
    row: usize,
}

impl Place {
    fn push_text(&self, xml: &mut String, style: u8, text: &str) {
        push(xml, format_args!(r#"<c r="{self}" s="{style}" t="inlineStr"><is>"#));
        xml.push_str(r#"<t xml:space="preserve">"#);
        push_escaped(xml, cut(text));
        xml.push_str("</t></is></c>");
    }

    fn push_number(&self, xml: &mut String, style: u8, number: &str) {
        push(xml, format_args!(r#"<c r="{self}" s="{style}"><v>{number}</v></c>"#));
    }
}

impl fmt::Display for Place {
    /// Such as `AB12`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = Vec::new();
        let mut rest = self.column + 1;
        while let Some(last) = rest.checked_sub(1) {
            letters.push(char::from(b'A' + u8::try_from(last % 26).unwrap_or_default()));
            rest = last / 26;
        }
        letters.iter().rev().try_for_each(|letter| f.write_char(*letter))?;
        write!(f, "{}", self.row)
    }
}

fn push(xml: &mut String, words: fmt::Arguments<'_>) {
    // Writing to a string does not fail.
    xml.write_fmt(words).unwrap_or_default();
}

fn cut(text: &str) -> &str {
    let mut units = 0;
    let too_long = |(_, character): &(usize, char)| {
        units += character.len_utf16();
        units > LONGEST_TEXT
    };
    let end = text.char_indices().find(too_long).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_named_as_spreadsheets_do() {
        for (column, expected) in [(0, "A1"), (25, "Z1"), (26, "AA1"), (51, "AZ1"), (702, "AAA1")] {
            assert_eq!(Place { column, row: 1 }.to_string(), expected);
        }
    }

    #[test]
    fn text_longer_than_a_cell_is_cut_between_characters() {
        assert_eq!(cut("short"), "short");
        assert_eq!(cut(&"a".repeat(40_000)).len(), LONGEST_TEXT);
        assert_eq!(cut(&"😀".repeat(20_000)).chars().count(), LONGEST_TEXT / 2);
    }
}
