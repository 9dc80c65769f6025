//! A workbook: which sheets it has, and one of them as rows of text.

use std::fmt;

use crate::cells::{self, Book};
use crate::formats;
use crate::package::Package;
use crate::strings;
use crate::trouble::BadWorkbook;
use crate::xml::{Piece, Xml, attribute};

/// How much of a workbook is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes all parts that are read may unpack to.
    pub inflated: u64,
    /// The most bytes of text in the cells of a sheet, which shared strings can multiply.
    pub text: usize,
    /// The most rows of a sheet; those after them are left unread.
    pub rows: usize,
}

impl Limits {
    /// What to say of a part with more pieces than a workbook has: in memory they are larger than
    /// what the file may unpack to.
    pub(crate) fn exceeded(self) -> BadWorkbook {
        BadWorkbook::TooLargeInside { most: self.inflated }
    }
}

/// A row that is not empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number, as the program that shows the sheet counts: from 1.
    pub number: u32,
    /// Its cells that are not empty: which column, from 0, and what is in it.
    pub cells: Vec<(u32, String)>,
}

/// The content of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// Its rows that are not empty.
    pub rows: Vec<Row>,
    /// How many cells hold an error, such as `#REF!`; they count as empty.
    pub n_errors: u32,
}

/// A workbook that is open.
pub struct Workbook<'a> {
    package: Package<'a>,
    limits: Limits,
    book: Book,
    /// What each visible sheet is called, and its part.
    sheets: Vec<(String, String)>,
}

impl<'a> Workbook<'a> {
    /// Opens the file that consists of these bytes.
    pub fn open(bytes: &'a [u8], limits: Limits) -> Result<Self, BadWorkbook> {
        let mut package = Package::open(bytes, limits.inflated)?;
        let roots = package.relations("")?;
        let root = roots.into_values().find(|relation| relation.kind == "officeDocument");
        let root = root.map_or_else(|| "xl/workbook.xml".to_owned(), |root| root.target);
        if !root.to_lowercase().ends_with(".xml") {
            return Err(BadWorkbook::OtherKind);
        }
        let Some(text) = package.text(&root)? else { return Err(BadWorkbook::OtherKind) };
        let relations = package.relations(&root)?;
        let (mut sheets, mut is_1904, mut is_workbook) = (Vec::new(), false, false);
        let mut xml = Xml::of(&text);
        loop {
            match xml.next()? {
                Piece::Open(start) => match start.local_name().into_inner() {
                    "workbook" => is_workbook = true,
                    "workbookPr" => {
                        let said = attribute(&start, "date1904");
                        is_1904 |= said.is_some_and(|said| matches!(said.as_str(), "1" | "true"));
                    }
                    "sheet" => {
                        let is_hidden = attribute(&start, "state").is_some_and(|s| s != "visible");
                        let part = attribute(&start, "id").and_then(|id| relations.get(&id));
                        let part = part.filter(|part| part.kind == "worksheet" && !is_hidden);
                        let name = attribute(&start, "name").unwrap_or_default();
                        sheets.extend(part.map(|part| (name, part.target.clone())));
                    }
                    _ => {}
                },
                Piece::End => break,
                Piece::Close(_) | Piece::Text(_) | Piece::Other => {}
            }
        }
        if !is_workbook {
            return Err(BadWorkbook::OtherKind);
        }
        let mut part = |kind: &str| {
            let found = relations.values().find(|relation| relation.kind == kind);
            let text = found.map(|relation| package.text(&relation.target)).transpose()?;
            Ok::<_, BadWorkbook>(text.flatten().unwrap_or_default())
        };
        let strings = strings::read(&part("sharedStrings")?, limits)?;
        let formats = formats::read(&part("styles")?, limits)?;
        Ok(Self { package, limits, book: Book { strings, formats, is_1904 }, sheets })
    }

    /// What its visible sheets are called, in their order.
    pub fn sheets(&self) -> Vec<String> {
        self.sheets.iter().map(|(name, _)| name.clone()).collect()
    }

    /// Reads a sheet, by its place in [`Self::sheets`].
    pub fn read(&mut self, place: usize) -> Result<Sheet, BadWorkbook> {
        let part = self.sheets.get(place).ok_or(BadWorkbook::Damaged)?;
        let text = self.package.text(&part.1)?.ok_or(BadWorkbook::Damaged)?;
        cells::read(&text, &self.book, self.limits)
    }
}

impl fmt::Debug for Workbook<'_> {
    /// Shows no cell: some hold product keys.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Workbook").field("sheets", &self.sheets).finish_non_exhaustive()
    }
}
