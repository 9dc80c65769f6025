//! What the number formats of a workbook say about the numbers they are for.

use std::collections::HashMap;

use crate::read::Limits;
use crate::trouble::BadWorkbook;
use crate::xml::{Piece, Xml, attribute};

/// What a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Format {
    /// Just a number.
    #[default]
    General,
    /// A day, a time of day or both.
    Moment,
    /// A number with zeros before it, such as an order number: so many digits at least.
    Padded(usize),
}

/// The longest run of zeros that is taken for a width.
const WIDEST: usize = 30;

/// The most styles of cells, and number formats of its own, that a workbook has.
const MOST: usize = 65_536;

/// The format of each cell style, by its number.
pub(crate) fn read(xml: &str, limits: Limits) -> Result<Vec<Format>, BadWorkbook> {
    let mut reader = Xml::of(xml);
    let mut own: HashMap<String, Format> = HashMap::new();
    let mut styles = Vec::new();
    let mut in_cell_styles = false;
    loop {
        match reader.next()? {
            Piece::Open(start) => match start.local_name().into_inner() {
                "numFmt" if own.len() >= MOST => return Err(limits.exceeded()),
                "xf" if styles.len() >= MOST => return Err(limits.exceeded()),
                "numFmt" => {
                    let id = attribute(&start, "numFmtId").unwrap_or_default();
                    let code = attribute(&start, "formatCode").unwrap_or_default();
                    own.insert(id, of_code(&code));
                }
                "cellXfs" => in_cell_styles = true,
                "xf" if in_cell_styles => {
                    let id = attribute(&start, "numFmtId").unwrap_or_default();
                    styles.push(own.get(&id).copied().unwrap_or_else(|| built_in(&id)));
                }
                _ => {}
            },
            Piece::Close(end) if end.local_name().into_inner() == "cellXfs" => break,
            Piece::End => break,
            Piece::Close(_) | Piece::Text(_) | Piece::Other => {}
        }
    }
    Ok(styles)
}

/// The formats that every workbook has without saying so. 27 to 58 are those of East Asia.
fn built_in(id: &str) -> Format {
    match id.parse::<u32>() {
        Ok(14..=22 | 27..=36 | 45 | 47 | 50..=58) => Format::Moment,
        Ok(_) | Err(_) => Format::General,
    }
}

fn of_code(code: &str) -> Format {
    let (bare, counts_on) = bare(code);
    if bare.eq_ignore_ascii_case("general") || counts_on {
        return Format::General;
    }
    if bare.chars().any(|c| matches!(c.to_ascii_lowercase(), 'y' | 'm' | 'd' | 'h' | 's')) {
        return Format::Moment;
    }
    let is_padded = (2..=WIDEST).contains(&bare.len()) && bare.bytes().all(|b| b == b'0');
    if is_padded { Format::Padded(bare.len()) } else { Format::General }
}

/// The first section of a format without what it says literally, and whether it counts hours beyond
/// the day.
fn bare(code: &str) -> (String, bool) {
    let (mut bare, mut counts_on) = (String::new(), false);
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match character {
            ';' => break,
            '"' => drop(characters.by_ref().find(|c| *c == '"')),
            '\\' | '_' | '*' => drop(characters.next()),
            '[' => {
                let inside: String = characters.by_ref().take_while(|c| *c != ']').collect();
                let is_unit = |c: char| matches!(c.to_ascii_lowercase(), 'h' | 'm' | 's');
                counts_on |= !inside.is_empty() && inside.chars().all(is_unit);
            }
            other => bare.push(other),
        }
    }
    (bare, counts_on)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { inflated: 1_000, text: 1_000, rows: 100 };

    #[test]
    fn a_format_says_what_a_number_is() {
        for (code, expected) in [
            ("General", Format::General),
            ("yyyy-mm-dd", Format::Moment),
            ("dd/mm/yy hh:mm", Format::Moment),
            ("[$-409]d\\-mmm\\-yy;@", Format::Moment),
            ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", Format::Moment),
            ("[h]:mm:ss", Format::General),
            ("#,##0.00 \"days\"", Format::General),
            ("#,##0.00\\ [$kr.-406]", Format::General),
            ("_(* #,##0.00_);_(@_)", Format::General),
            ("[Red]0.00", Format::General),
            ("0.00E+00", Format::General),
            ("0", Format::General),
            ("00000", Format::Padded(5)),
            ("0000000000;@", Format::Padded(10)),
            ("@", Format::General),
            ("\"", Format::General),
            ("[", Format::General),
            ("", Format::General),
        ] {
            assert_eq!(of_code(code), expected, "{code}");
        }
    }

    #[test]
    fn the_styles_of_cells_count_and_no_others() {
        let xml = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="d.m.yyyy"/></numFmts>
            <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
            <cellXfs><xf numFmtId="0"/><xf numFmtId="164"><alignment/></xf><xf numFmtId="14"/><xf/></cellXfs>
            <cellStyles/></styleSheet>"#;
        let expected = [Format::General, Format::Moment, Format::Moment, Format::General];
        assert_eq!(read(xml, LIMITS).unwrap(), expected);
    }

    #[test]
    fn more_styles_or_formats_than_a_workbook_has_are_refused() {
        let styles =
            |n| format!("<styleSheet><cellXfs>{}</cellXfs></styleSheet>", "<xf/>".repeat(n));
        assert_eq!(read(&styles(MOST), LIMITS).unwrap().len(), MOST);
        let refused = Err(BadWorkbook::TooLargeInside { most: 1_000 });
        assert_eq!(read(&styles(MOST + 1), LIMITS), refused);
        let formats: Vec<String> =
            (0..=MOST).map(|n| format!("<numFmt numFmtId=\"{n}\"/>")).collect();
        let formats = formats.concat();
        assert_eq!(read(&format!("<styleSheet>{formats}</styleSheet>"), LIMITS), refused);
    }
}
