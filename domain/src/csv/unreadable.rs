//! Why a file can't be taken at all. A file that can has problems cell by cell instead.

use serde::{Deserialize, Serialize};

/// The largest file, in bytes.
pub(crate) const LARGEST_FILE: usize = 64 * 1024 * 1024;
/// The most rows below the headings.
pub(crate) const MOST_ROWS: usize = 200_000;
/// The most columns.
pub(crate) const MOST_COLUMNS: usize = 200;
/// The longest cell, in characters: as long as a spreadsheet allows.
pub(crate) const LONGEST_CELL: usize = 32_767;

/// Why a file can't be taken at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Unreadable {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It is larger than we take.
    #[error("the file has {bytes} bytes, more than {most}")]
    TooLarge {
        /// Its size.
        bytes: u64,
        /// The largest we take.
        most: u64,
    },
    /// It is a workbook of a kind that is not read: .xls, .xlsb, .ods.
    #[error("the file is a workbook of another kind")]
    Workbook,
    /// It is not text.
    #[error("the file is not text")]
    Binary,
    /// Its first line is not a list of headings.
    #[error("line {line} is not a list of headings")]
    NotATable {
        /// Where the first line is.
        line: u32,
        /// How it starts.
        text: String,
    },
    /// There are headings and nothing below them.
    #[error("the file has headings only")]
    NoRows,
    /// It has more rows than we take.
    #[error("more than {most} rows")]
    TooManyRows {
        /// The line of the first row too many.
        line: u32,
        /// The most we take.
        most: u32,
    },
    /// A row has more columns than we take.
    #[error("line {line} has {found} columns, more than {most}")]
    TooManyColumns {
        /// Where.
        line: u32,
        /// How many it has.
        found: u32,
        /// The most we take.
        most: u32,
    },
    /// A cell is longer than we take.
    #[error("line {line}, column {column}: {found} characters, more than {most}")]
    CellTooLong {
        /// In which line its row starts.
        line: u32,
        /// Its heading, or its number where headings don't reach.
        column: String,
        /// How many characters it has.
        found: u32,
        /// The most we take.
        most: u32,
    },
    /// A quotation mark opens a cell and none closes it.
    #[error("a quotation mark opened in the row of line {line} is never closed")]
    UnclosedQuote {
        /// In which line its row starts.
        line: u32,
    },
    /// It is a workbook that a password protects.
    #[error("the workbook is encrypted")]
    EncryptedWorkbook,
    /// It is a workbook that can't be read to its end.
    #[error("the workbook is damaged")]
    DamagedWorkbook,
    /// It is a workbook that unpacks to more than we take.
    #[error("the workbook unpacks to more than {most} bytes")]
    TooLargeInside {
        /// The most it may unpack to.
        most: u64,
    },
}
