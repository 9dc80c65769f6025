//! Short ways to make a workbook and to look into one.

use std::io::{Cursor, Write as _};

use sheets::{BadWorkbook, Limits, Sheet, Workbook};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub(crate) const LIMITS: Limits =
    Limits { inflated: 4 * 1024 * 1024, text: 1024 * 1024, rows: 10_000 };

pub(crate) const TYPES: (&str, &str) = ("[Content_Types].xml", "<Types/>");
pub(crate) const ROOT: (&str, &str) = (
    "_rels/.rels",
    r#"<Relationships><Relationship Id="rId1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
);
pub(crate) const BOOK: (&str, &str) = (
    "xl/workbook.xml",
    r#"<workbook xmlns:r="r"><sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
);
pub(crate) const PARTS: (&str, &str) = (
    "xl/_rels/workbook.xml.rels",
    r#"<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#,
);

/// A zip of these parts.
pub(crate) fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook of one sheet with this data, by hand.
pub(crate) fn with_data(data: &str, strings: &str) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{data}</sheetData></worksheet>");
    zipped(&[
        TYPES,
        ROOT,
        BOOK,
        PARTS,
        ("xl/sharedStrings.xml", strings),
        ("xl/worksheets/sheet1.xml", &sheet),
    ])
}

/// All sheets, one after the other.
pub(crate) fn read_all(bytes: &[u8]) -> Result<Vec<Sheet>, BadWorkbook> {
    let mut book = Workbook::open(bytes, LIMITS)?;
    (0..book.sheets().len()).map(|place| book.read(place)).collect()
}

/// The first sheet as a table of text.
pub(crate) fn table(bytes: &[u8]) -> Vec<Vec<String>> {
    let sheet = read_all(bytes).unwrap().remove(0);
    let row = |row: &sheets::Row| {
        let width = row.cells.iter().map(|(column, _)| column + 1).max().unwrap_or(0);
        let mut texts = vec![String::new(); width as usize];
        for (column, text) in &row.cells {
            texts[*column as usize].clone_from(text);
        }
        texts
    };
    sheet.rows.iter().map(row).collect()
}
