//! The zip around a workbook: its parts by name, unpacked within a bound.

use std::collections::HashMap;
use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::trouble::{BadWorkbook, check_kind};
use crate::xml::{Piece, Xml, attribute};

/// A workbook as the parts it consists of.
pub(crate) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Where each part is, by its name in lower case.
    places: HashMap<String, usize>,
    most: u64,
    /// How many bytes may still be unpacked.
    left: u64,
}

/// What one part says about another.
#[derive(Debug, Clone)]
pub(crate) struct Relation {
    /// The last word of its type, such as `worksheet`.
    pub(crate) kind: String,
    /// The name of the other part.
    pub(crate) target: String,
}

impl<'a> Package<'a> {
    pub(crate) fn open(bytes: &'a [u8], most: u64) -> Result<Self, BadWorkbook> {
        check_kind(bytes)?;
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| BadWorkbook::Damaged)?;
        let mut places = HashMap::new();
        for place in 0..zip.len() {
            if let Some(Ok(name)) = zip.name_for_index(place) {
                places.insert(clean(&name), place);
            }
        }
        Ok(Self { zip, places, most, left: most })
    }

    /// The text of a part; `None` when there is no such part.
    ///
    /// What a zip says about its sizes may be a lie, so what comes out of it is counted.
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, BadWorkbook> {
        let Some(place) = self.places.get(&clean(name)) else { return Ok(None) };
        let file = self.zip.by_index(*place).map_err(|error| why(&error))?;
        let mut bytes = Vec::new();
        let unpacked = file.take(self.left.saturating_add(1)).read_to_end(&mut bytes);
        let unpacked = u64::try_from(unpacked.map_err(|_| BadWorkbook::Damaged)?);
        let left = self.left.checked_sub(unpacked.unwrap_or(u64::MAX));
        self.left = left.ok_or(BadWorkbook::TooLargeInside { most: self.most })?;
        let text = String::from_utf8(bytes).map_err(|_| BadWorkbook::Damaged)?;
        Ok(Some(match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        }))
    }

    /// What a part, or the whole package for an empty name, says about others, by their ids.
    pub(crate) fn relations(&mut self, of: &str) -> Result<HashMap<String, Relation>, BadWorkbook> {
        let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
        let mut relations = HashMap::new();
        let Some(text) = self.text(&format!("{folder}/_rels/{name}.rels"))? else {
            return Ok(relations);
        };
        let mut xml = Xml::of(&text);
        loop {
            match xml.next()? {
                Piece::Open(start) if start.local_name().into_inner() == "Relationship" => {
                    let said = |name| attribute(&start, name).unwrap_or_default();
                    let kind = said("Type");
                    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                    let target = joined(folder, &said("Target"));
                    relations.insert(said("Id"), Relation { kind, target });
                }
                Piece::End => return Ok(relations),
                Piece::Open(_) | Piece::Close(_) | Piece::Text(_) | Piece::Other => {}
            }
        }
    }
}

fn why(error: &ZipError) -> BadWorkbook {
    let needs_password = |why: &str| why == ZipError::PASSWORD_REQUIRED;
    if let ZipError::UnsupportedArchive(why) = error
        && needs_password(why)
    {
        BadWorkbook::Encrypted
    } else {
        BadWorkbook::Damaged
    }
}

/// A name as all that mean the same part have it: some programs write `\` or other cases.
fn clean(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// The part that a target written in `folder` names.
fn joined(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut steps: Vec<&str> = Vec::new();
    if !target.starts_with('/') {
        steps.extend(folder.split('/'));
    }
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            other => steps.push(other),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_from_where_they_are_written() {
        for (folder, target, expected) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/worksheets", "../tables/table1.xml", "xl/tables/table1.xml"),
            ("", "xl\\workbook.xml", "xl/workbook.xml"),
            ("", "../../x", "x"),
        ] {
            assert_eq!(clean(&joined(folder, target)), expected, "{folder} {target}");
        }
    }
}
