//! The cells of a sheet as text.

use quick_xml::events::BytesStart;

use crate::formats::Format;
use crate::number;
use crate::read::{Limits, Row, Sheet};
use crate::trouble::BadWorkbook;
use crate::xml::{Piece, Xml, attribute, unescaped};

/// As many columns as a sheet has.
const MOST_IN_ROW: usize = 16_384;

/// What the cells of all sheets refer to.
#[derive(Debug, Default)]
pub(crate) struct Book {
    pub(crate) strings: Vec<String>,
    /// By the number of a style.
    pub(crate) formats: Vec<Format>,
    /// Whether its days are counted from 1904, as old Macs do.
    pub(crate) is_1904: bool,
}

/// A cell being read.
struct Cell {
    column: u32,
    kind: String,
    format: Format,
    raw: String,
}

/// What a cell holds.
enum Value {
    Text(String),
    /// `#REF!` and the like.
    Error,
}

/// Reads a sheet.
pub(crate) fn read(xml: &str, book: &Book, limits: Limits) -> Result<Sheet, BadWorkbook> {
    let mut reader = Reader { book, limits, sheet: Sheet::default(), row: 0, column: 0, text: 0 };
    let mut xml = Xml::of(xml);
    let mut cells: Vec<(u32, String)> = Vec::new();
    let mut cell: Option<Cell> = None;
    let (mut in_data, mut in_text, mut in_sound) = (false, false, false);
    loop {
        match xml.next()? {
            Piece::Open(start) => match start.local_name().into_inner() {
                "sheetData" => in_data = true,
                "row" if in_data => reader.begin_row(&start),
                "c" if in_data => cell = Some(reader.begin_cell(&start)),
                "v" => in_text = cell.is_some(),
                "t" => in_text = cell.is_some() && !in_sound,
                "rPh" => in_sound = true,
                _ => {}
            },
            Piece::Text(part) if in_text => {
                if let Some(cell) = &mut cell {
                    cell.raw.push_str(&part);
                }
            }
            Piece::Close(end) => match end.local_name().into_inner() {
                "v" | "t" => in_text = false,
                "rPh" => in_sound = false,
                "c" => {
                    cells.extend(cell.take().map(|c| reader.end_cell(c)).transpose()?.flatten());
                    // Whatever columns they name, and whether or not a row holds them.
                    if cells.len() > MOST_IN_ROW {
                        return Err(limits.exceeded());
                    }
                }
                "row" if !reader.end_row(&mut cells) => return Ok(reader.sheet),
                "sheetData" => return Ok(reader.sheet),
                _ => {}
            },
            Piece::End => return Err(BadWorkbook::Damaged),
            Piece::Text(_) | Piece::Other => {}
        }
    }
}

struct Reader<'a> {
    book: &'a Book,
    limits: Limits,
    sheet: Sheet,
    row: u32,
    column: u32,
    /// Bytes of text so far.
    text: usize,
}

impl Reader<'_> {
    fn begin_row(&mut self, start: &BytesStart<'_>) {
        let said = attribute(start, "r").and_then(|number| number.parse().ok());
        self.row = said.unwrap_or(self.row.saturating_add(1));
        self.column = 0;
    }

    fn begin_cell(&mut self, start: &BytesStart<'_>) -> Cell {
        let column = attribute(start, "r").and_then(|place| column_of(&place));
        let column = column.unwrap_or(self.column);
        self.column = column.saturating_add(1);
        let style = attribute(start, "s").and_then(|style| style.parse::<usize>().ok());
        let format = style.and_then(|style| self.book.formats.get(style).copied());
        let kind = attribute(start, "t").unwrap_or_default();
        Cell { column, kind, format: format.unwrap_or_default(), raw: String::new() }
    }

    fn end_cell(&mut self, cell: Cell) -> Result<Option<(u32, String)>, BadWorkbook> {
        let column = cell.column;
        let text = match self.value(cell) {
            Value::Text(text) => text,
            Value::Error => {
                self.sheet.n_errors = self.sheet.n_errors.saturating_add(1);
                return Ok(None);
            }
        };
        self.text = self.text.saturating_add(text.len());
        if self.text > self.limits.text {
            let most = u64::try_from(self.limits.text).unwrap_or(u64::MAX);
            return Err(BadWorkbook::TooLargeInside { most });
        }
        Ok((!text.trim().is_empty()).then_some((column, text)))
    }

    /// Ends a row; `false` when no more are wanted.
    fn end_row(&mut self, cells: &mut Vec<(u32, String)>) -> bool {
        if !cells.is_empty() {
            self.sheet.rows.push(Row { number: self.row, cells: std::mem::take(cells) });
        }
        self.sheet.rows.len() < self.limits.rows
    }

    fn value(&self, cell: Cell) -> Value {
        let Cell { kind, format, raw, .. } = cell;
        if raw.is_empty() {
            return Value::Text(raw);
        }
        match kind.as_str() {
            "s" => {
                let place = raw.trim().parse::<usize>().ok();
                let string = place.and_then(|place| self.book.strings.get(place));
                string.map_or(Value::Error, |string| Value::Text(string.clone()))
            }
            "str" | "inlineStr" => Value::Text(unescaped(raw)),
            "b" => Value::Text(match raw.trim() {
                "1" | "true" => "Yes".to_owned(),
                "0" | "false" => "No".to_owned(),
                _ => raw,
            }),
            "e" => Value::Error,
            "d" => Value::Text(day_of(&raw).to_owned()),
            _ => Value::Text(self.number(raw, format)),
        }
    }

    fn number(&self, raw: String, format: Format) -> String {
        let Ok(number) = raw.trim().parse::<f64>() else { return raw };
        let moment = match format {
            Format::Moment => number::day(number, self.book.is_1904),
            Format::Padded(width) => Some(number::padded(number, width)),
            Format::General => None,
        };
        moment.unwrap_or_else(|| number::plain(number))
    }
}

/// A moment of ISO 8601 without its time of day, if that is midnight.
fn day_of(moment: &str) -> &str {
    match moment.split_once('T') {
        Some((day, time)) if time.chars().all(|c| matches!(c, '0' | ':' | '.' | 'Z')) => day,
        Some(_) | None => moment,
    }
}

/// The column of a place such as `AB12`, from 0.
fn column_of(place: &str) -> Option<u32> {
    let mut column = 0_u32;
    for letter in place.bytes().take_while(u8::is_ascii_alphabetic) {
        let value = u32::from(letter.to_ascii_uppercase() - b'A') + 1;
        column = column.checked_mul(26)?.checked_add(value)?;
    }
    column.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { inflated: 1_000, text: 1_000, rows: 100 };

    fn rows(data: &str) -> Result<Vec<Row>, BadWorkbook> {
        rows_within(data, LIMITS)
    }

    fn rows_within(data: &str, limits: Limits) -> Result<Vec<Row>, BadWorkbook> {
        let book = Book {
            strings: vec!["Name".to_owned(), "Figma".to_owned()],
            formats: vec![Format::General, Format::Moment, Format::Padded(5)],
            is_1904: false,
        };
        let xml = format!("<worksheet><sheetData>{data}</sheetData></worksheet>");
        Ok(read(&xml, &book, limits)?.rows)
    }

    #[track_caller]
    fn check(cell: &str, expected: &str) {
        let found = rows(&format!("<row>{cell}</row>")).unwrap();
        let text = found.first().and_then(|row| row.cells.first()).map(|(_, text)| text.as_str());
        assert_eq!(text.unwrap_or_default(), expected, "{cell}");
    }

    #[test]
    fn every_kind_of_cell_is_text() {
        check("<c t=\"s\"><v>1</v></c>", "Figma");
        check("<c t=\"s\"><v>2</v></c>", "");
        check("<c t=\"str\"><f>A1&amp;B1</f><v>a &lt; b</v></c>", "a < b");
        check("<c t=\"inlineStr\"><is><t>one</t><r><t> two</t></r></is></c>", "one two");
        check("<c t=\"b\"><v>1</v></c>", "Yes");
        check("<c t=\"b\"><v>0</v></c>", "No");
        check("<c t=\"e\"><v>#SPILL!</v></c>", "");
        check("<c><v>41.700000000000003</v></c>", "41.7");
        check("<c t=\"n\"><v>1E3</v></c>", "1000");
        check("<c><v>no number</v></c>", "no number");
        check("<c s=\"1\"><v>45352</v></c>", "2024-03-01");
        check("<c s=\"1\"><v>-5</v></c>", "-5");
        check("<c s=\"2\"><v>123</v></c>", "00123");
        check("<c s=\"99\"><v>7</v></c>", "7");
        check("<c t=\"d\"><v>2024-03-01T00:00:00</v></c>", "2024-03-01");
        check("<c t=\"d\"><v>2024-03-01T00:00:00.000Z</v></c>", "2024-03-01");
        check("<c t=\"d\"><v>2024-03-01T12:30:00Z</v></c>", "2024-03-01T12:30:00Z");
        check("<c s=\"1\"/>", "");
        check("<c><f>1+1</f></c>", "");
    }

    #[test]
    fn places_are_where_the_file_says_or_in_turn() {
        let data = "<row r=\"3\"><c r=\"B3\" t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row>\
            <row r=\"4\"/><row><c><v>5</v></c></row><row r=\"x\"><c r=\"AA6\"><v>6</v></c></row>";
        let row = |number, cells: &[(u32, &str)]| Row {
            number,
            cells: cells.iter().map(|(column, text)| (*column, (*text).to_owned())).collect(),
        };
        let expected =
            vec![row(3, &[(1, "Name"), (2, "Figma")]), row(5, &[(0, "5")]), row(6, &[(26, "6")])];
        assert_eq!(rows(data), Ok(expected));
    }

    #[test]
    fn what_is_beyond_the_limits_is_refused_or_left_unread() {
        let many = "<row><c><v>1</v></c></row>".repeat(200);
        assert_eq!(rows(&many).unwrap().len(), 100);
        let long = format!("<row><c t=\"str\"><v>{}</v></c></row>", "x".repeat(1_001));
        assert_eq!(rows(&long), Err(BadWorkbook::TooLargeInside { most: 1_000 }));
        let cells = |n| "<c><v>1</v></c>".repeat(n);
        let wide = format!("<row>{}</row>", cells(MOST_IN_ROW));
        let limits = Limits { text: 1_000_000, ..LIMITS };
        assert_eq!(rows_within(&wide, limits).unwrap()[0].cells.len(), MOST_IN_ROW);
        let refused = Err(BadWorkbook::TooLargeInside { most: 1_000 });
        for too_wide in [
            format!("<row>{}</row>", cells(MOST_IN_ROW + 1)),
            format!("<row>{}</row>", "<c r=\"A1\"><v>1</v></c>".repeat(MOST_IN_ROW + 1)),
            format!("<row>{}<row>{}</row></row>", cells(MOST_IN_ROW), cells(1)),
            cells(MOST_IN_ROW + 1),
        ] {
            assert_eq!(rows_within(&too_wide, limits), refused);
        }
        assert_eq!(column_of("ZZZZZZZZZZZZ1"), None);
        assert_eq!(column_of("1"), None);
        assert_eq!(read("<worksheet/>", &Book::default(), LIMITS), Err(BadWorkbook::Damaged));
    }
}
