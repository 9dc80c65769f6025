//! A workbook as a table to import: its first sheet that is a list of licenses, or of users, assets
//! and what they hold.

use domain::csv::roster::{self, List};
use domain::csv::{self, SheetFacts, SheetRow, Table, Unreadable};
use sheets::{BadWorkbook, Limits, Sheet, Workbook};

/// What a workbook may unpack to. XML is some ten times as long as what it says.
const MOST_INFLATED: u64 = 256 * 1024 * 1024;

/// The limits of a file of text hold for the text of a workbook too.
const LIMITS: Limits =
    Limits { inflated: MOST_INFLATED, text: csv::LARGEST_WORKBOOK, rows: csv::MOST_SHEET_ROWS };

/// Reads a workbook: its first sheet that is a list of licenses by its headings, else its first
/// table, whose columns the person then tells. Where there is none, the first sheet that holds
/// anything says why.
pub(crate) fn read(bytes: &[u8]) -> Result<Table, Unreadable> {
    first_that(bytes, csv::read_sheet, Table::is_recognized)
}

/// Reads a workbook that holds a list of users, assets, assignments or last uses, in the same way.
pub(crate) fn read_list(bytes: &[u8]) -> Result<List, Unreadable> {
    first_that(bytes, roster::read_sheet, |list| list.is_recognized)
}

fn first_that<T>(
    bytes: &[u8],
    take: fn(Vec<SheetRow>, SheetFacts) -> Result<T, Unreadable>,
    is_it: fn(&T) -> bool,
) -> Result<T, Unreadable> {
    if bytes.len() > csv::LARGEST_WORKBOOK {
        let size = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        let most = size(csv::LARGEST_WORKBOOK);
        return Err(Unreadable::TooLarge { bytes: size(bytes.len()), most });
    }
    let mut book = Workbook::open(bytes, LIMITS).map_err(why)?;
    let names = book.sheets();
    let n_sheets = u32::try_from(names.len()).unwrap_or(u32::MAX);
    let (mut first_table, mut first_trouble) = (None, None);
    let mut places: Vec<(usize, String)> = names.into_iter().enumerate().collect();
    places.sort_by_key(|(_, name)| !csv::is_looked_at_first(name));
    for (place, name) in places {
        let Sheet { rows, n_errors } = book.read(place).map_err(why)?;
        if rows.is_empty() {
            continue;
        }
        let rows = rows.into_iter().map(|row| SheetRow { number: row.number, cells: row.cells });
        match take(rows.collect(), SheetFacts { name, n_sheets, n_errors }) {
            Ok(table) if is_it(&table) => return Ok(table),
            Ok(table) => drop(first_table.get_or_insert(table)),
            Err(trouble) => drop(first_trouble.get_or_insert(trouble)),
        }
    }
    first_table.ok_or(first_trouble.unwrap_or(Unreadable::Empty))
}

fn why(bad: BadWorkbook) -> Unreadable {
    match bad {
        BadWorkbook::OtherKind => Unreadable::Workbook,
        BadWorkbook::Encrypted => Unreadable::EncryptedWorkbook,
        BadWorkbook::Damaged => Unreadable::DamagedWorkbook,
        BadWorkbook::TooLargeInside { most } => Unreadable::TooLargeInside { most },
    }
}

#[cfg(test)]
mod tests {
    use sheets::{Cell, Column, write};

    use super::*;

    fn book(headings: &[&str], cells: &[&str]) -> Vec<u8> {
        let column = |heading: &&str| Column { heading: (*heading).to_owned(), width: 10 };
        let columns: Vec<Column> = headings.iter().map(column).collect();
        let row: Vec<Cell> = cells.iter().map(|cell| Cell::Text((*cell).to_owned())).collect();
        write("All of it", &columns, vec![row].into_iter()).unwrap()
    }

    #[test]
    fn the_sheet_that_is_a_list_of_licenses_is_taken() {
        let table = read(&book(&["Name", "Seats"], &["Figma", "25"])).unwrap();
        let facts = SheetFacts { name: "All of it".to_owned(), n_sheets: 1, n_errors: 0 };
        assert_eq!((table.n_rows(), table.sheet), (1, Some(facts)));
    }

    #[test]
    fn a_file_that_is_none_says_what_it_is() {
        let cases = [
            (book(&[], &[]), Unreadable::Empty),
            (b"PK\x03\x04 and no more".to_vec(), Unreadable::DamagedWorkbook),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), Unreadable::Workbook),
        ];
        for (bytes, expected) in cases {
            assert_eq!(read(&bytes).unwrap_err(), expected);
        }
    }
}
