//! The little of XML that workbooks need.

use std::borrow::Cow;
use std::fmt::Write as _;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesEnd, BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use crate::trouble::BadWorkbook;

/// A reader of XML that is in memory.
pub(crate) struct Xml<'a>(Reader<&'a [u8]>);

/// What comes next.
pub(crate) enum Piece<'a> {
    /// An element begins; an empty one ends right after.
    Open(BytesStart<'a>),
    /// An element ends.
    Close(BytesEnd<'a>),
    /// Characters.
    Text(Cow<'a, str>),
    /// Nothing that matters here.
    Other,
    /// There is no more.
    End,
}

impl<'a> Xml<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self(reader)
    }

    pub(crate) fn next(&mut self) -> Result<Piece<'a>, BadWorkbook> {
        Ok(match self.0.read_event().map_err(|_| BadWorkbook::Damaged)? {
            Event::Start(start) | Event::Empty(start) => Piece::Open(start),
            Event::End(end) => Piece::Close(end),
            Event::Text(text) => Piece::Text(lines(text.into_inner())),
            Event::CData(text) => Piece::Text(lines(text.into_inner())),
            Event::GeneralRef(reference) => {
                Piece::Text(Cow::Owned(character(&reference)?.to_string()))
            }
            Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Comment(_) => Piece::Other,
            Event::Eof => Piece::End,
        })
    }
}

/// XML ends lines with a line feed alone, however the file does.
fn lines(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        text
    }
}

/// The value of an attribute, whatever its prefix.
pub(crate) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    let found = attributes
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().into_inner() == name)?;
    let value = found.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}

/// The character that `&…;` stands for.
fn character(reference: &BytesRef<'_>) -> Result<char, BadWorkbook> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Ok(character);
    }
    match &*reference.xml10_content() {
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "amp" => Ok('&'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => Err(BadWorkbook::Damaged),
    }
}

/// Text as it was typed: `_x000D_` is how workbooks write characters that XML does not take.
pub(crate) fn unescaped(text: String) -> String {
    if !text.contains("_x") {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("_x") {
        out.push_str(before);
        let code = after.split_at_checked(5).filter(|(code, _)| {
            code.ends_with('_') && code.bytes().take(4).all(|b| b.is_ascii_hexdigit())
        });
        let number = code.and_then(|(code, _)| u32::from_str_radix(code.get(..4)?, 16).ok());
        if let (Some((_, left)), Some(character)) = (code, number.and_then(char::from_u32)) {
            out.push(character);
            rest = left;
        } else {
            out.push_str("_x");
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// Text as XML in a workbook: [`unescaped`] reads it again.
pub(crate) fn push_escaped(out: &mut String, text: &str) {
    for (at, character) in text.char_indices() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{0}'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                // Writing to a string does not fail.
                write!(out, "_x{:04X}_", u32::from(character)).unwrap_or_default();
            }
            '_' if is_code(text.get(at..).unwrap_or_default()) => out.push_str("_x005F_"),
            other => out.push(other),
        }
    }
}

/// Whether this would be read as the code of a character.
fn is_code(text: &str) -> bool {
    let code = text.strip_prefix("_x").and_then(|rest| rest.get(..5));
    code.is_some_and(|code| {
        code.ends_with('_') && code.bytes().take(4).all(|b| b.is_ascii_hexdigit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_characters_are_read_and_what_only_looks_alike_is_kept() {
        for (written, expected) in [
            ("a_x000D_\nb", "a\r\nb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_x00", "_x00"),
            ("_xZZZZ_", "_xZZZZ_"),
            ("_xD800_", "_xD800_"),
            ("_x00é_", "_x00é_"),
            ("plain_text", "plain_text"),
        ] {
            assert_eq!(unescaped(written.to_owned()), expected, "{written}");
        }
    }

    #[test]
    fn text_is_written_so_that_it_reads_back() {
        for text in ["a & b < c > \"d\"", "\u{1}\r\n\t", "_x000D_", "_x_x0041_", "é😀", "\u{ffff}"]
        {
            let mut xml = String::new();
            push_escaped(&mut xml, text);
            let plain = xml
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
            assert_eq!(unescaped(plain), text);
        }
    }
}
