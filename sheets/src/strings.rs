//! The strings that the cells of a workbook share.

use crate::read::Limits;
use crate::trouble::BadWorkbook;
use crate::xml::{Piece, Xml, unescaped};

/// More shared strings than any list of licenses needs. An empty one is five bytes in the file and
/// many times that in memory.
const MOST: usize = 4_000_000;

/// The strings, by their number. How Japanese is pronounced stands beside it and is no part of it.
pub(crate) fn read(xml: &str, limits: Limits) -> Result<Vec<String>, BadWorkbook> {
    read_up_to(MOST, xml, limits)
}

fn read_up_to(most: usize, xml: &str, limits: Limits) -> Result<Vec<String>, BadWorkbook> {
    let mut reader = Xml::of(xml);
    let mut strings = Vec::new();
    let (mut text, mut in_text, mut in_sound) = (String::new(), false, false);
    loop {
        match reader.next()? {
            Piece::Open(start) => match start.local_name().into_inner() {
                "t" => in_text = !in_sound,
                "rPh" => in_sound = true,
                _ => {}
            },
            Piece::Close(end) => match end.local_name().into_inner() {
                "t" => in_text = false,
                "rPh" => in_sound = false,
                "si" if strings.len() >= most => return Err(limits.exceeded()),
                "si" => strings.push(unescaped(std::mem::take(&mut text))),
                _ => {}
            },
            Piece::Text(part) if in_text => text.push_str(&part),
            Piece::Text(_) | Piece::Other => {}
            Piece::End => return Ok(strings),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { inflated: 1_000, text: 1_000, rows: 100 };

    #[test]
    fn a_string_is_all_its_runs_without_how_they_sound() {
        let xml = "<sst uniqueCount=\"18446744073709551615\"><si><t>Plain &amp; simple</t></si>\
            <si><r><t>Bold</t></r><r><t xml:space=\"preserve\"> and not</t></r></si><si/>\
            <si><t>東京</t><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh></si>\
            <si><t>two&#10;lines</t></si></sst>";
        let expected = ["Plain & simple", "Bold and not", "", "東京", "two\nlines"];
        assert_eq!(read(xml, LIMITS).unwrap(), expected);
    }

    #[test]
    fn more_strings_than_a_list_needs_are_refused_while_they_are_counted() {
        let xml = |n| format!("<sst>{}</sst>", "<si/>".repeat(n));
        assert_eq!(read_up_to(100, &xml(100), LIMITS).unwrap().len(), 100);
        let refused = Err(BadWorkbook::TooLargeInside { most: 1_000 });
        // What comes after the bound is not even read.
        assert_eq!(read_up_to(100, &format!("{}<", xml(101)), LIMITS), refused);
    }
}
