//! Which character stands between cells.

use csv::ReaderBuilder;
use serde::{Deserialize, Serialize};

use super::layout;

/// The character between cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`, where the comma is the decimal mark.
    Semicolon,
    /// A tab, as copied from a spreadsheet.
    Tab,
}

/// How much of a file decides.
const SAMPLE_BYTES: usize = 64 * 1024;
const SAMPLE_RECORDS: usize = 20;

impl Delimiter {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Comma, Self::Semicolon, Self::Tab];

    /// The character itself.
    pub fn as_char(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Semicolon => ';',
            Self::Tab => '\t',
        }
    }

    pub(crate) fn as_byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }

    /// The delimiter of `text`, as a person says or as it shows, and how many bytes to skip:
    /// spreadsheets take and write a first line such as `sep=;`.
    pub(crate) fn detect(text: &str, said: Option<Self>) -> (Self, usize) {
        if let Some((named, skip)) = Self::named(text) {
            return (said.unwrap_or(named), skip);
        }
        if let Some(said) = said {
            return (said, 0);
        }
        // Of equals the first wins, hence the reversal: `max_by_key` keeps the last.
        let best = Self::ALL.into_iter().rev().max_by_key(|candidate| candidate.score(text));
        (best.unwrap_or(Self::Comma), 0)
    }

    fn named(text: &str) -> Option<(Self, usize)> {
        let line = text.split_inclusive('\n').next()?;
        let said = line.trim_end_matches(['\r', '\n']);
        let said = said.strip_prefix('"').and_then(|s| s.strip_suffix('"')).unwrap_or(said);
        let (word, character) = said.split_at_checked(4)?;
        if !word.eq_ignore_ascii_case("sep=") {
            return None;
        }
        let delimiter = Self::ALL.into_iter().find(|d| character.chars().eq([d.as_char()]))?;
        Some((delimiter, line.len()))
    }

    /// How well the file falls into cells with this character: known headings first, then rows as
    /// wide as their headings.
    fn score(self, text: &str) -> (usize, usize) {
        let mut end = text.len().min(SAMPLE_BYTES);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let sample = text.get(..end).unwrap_or_default();
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.as_byte())
            .from_reader(sample.as_bytes());
        let mut records = reader.records().take(SAMPLE_RECORDS).filter_map(Result::ok);
        let Some(headings) = records.next() else { return (0, 0) };
        let known = headings.iter().filter(|heading| layout::is_known(heading)).count();
        let width = headings.len();
        let alike =
            if width > 1 { 1 + records.filter(|row| row.len() == width).count() } else { 0 };
        (known, alike * width)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_found_by_what_it_yields() {
        for (text, expected) in [
            ("Name,Seats\nA,1\n", (Delimiter::Comma, 0)),
            ("Name;Cost\nA;1,50\nB;2,50\n", (Delimiter::Semicolon, 0)),
            ("Name\tNotes\nA\tone, two; three\n", (Delimiter::Tab, 0)),
            ("Was;Wo\n\"a,b,c\";1,5\n", (Delimiter::Semicolon, 0)),
            ("Name\nAdobe, Inc; Adobe\n", (Delimiter::Comma, 0)),
            ("sep=;\nName;Seats\n", (Delimiter::Semicolon, 6)),
            ("SEP=\t\r\nName\tSeats\n", (Delimiter::Tab, 7)),
            ("\"sep=,\"\nName\n", (Delimiter::Comma, 8)),
            ("", (Delimiter::Comma, 0)),
        ] {
            assert_eq!(Delimiter::detect(text, None), expected, "{text:?}");
        }
    }

    #[test]
    fn a_sample_cut_inside_a_character_is_no_problem() {
        let text = format!("Name;Notes\n{}", "é".repeat(SAMPLE_BYTES));
        assert_eq!(Delimiter::detect(&text, None).0, Delimiter::Semicolon);
    }
}
