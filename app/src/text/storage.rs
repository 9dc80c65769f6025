//! Words for what is stored, and for what of it cannot be read.

use replica::document::Flaw;
use replica::protocol::{DamagedPart, DocumentKind};

use super::license::counted;
use crate::platform::intl;
use crate::platform::storage_estimate::StorageFacts;

/// What the browser said when it was asked to keep what is stored.
pub fn kept(is_kept: bool) -> &'static str {
    if is_kept {
        "This browser keeps what is stored."
    } else {
        "This browser may delete what is stored when space runs out. Back up now and then."
    }
}

/// How much is stored, of how much, and for how long.
pub fn facts(facts: StorageFacts) -> String {
    let used = match (facts.used / MEGABYTE, facts.quota) {
        (0, None) => "Less than 1 MB used.".to_owned(),
        (0, Some(quota)) => format!("Less than 1 MB of about {} used.", size(quota)),
        (_, None) => format!("{} used.", size(facts.used)),
        (_, Some(quota)) => format!("{} of about {} used.", size(facts.used), size(quota)),
    };
    if facts.is_kept {
        format!("{used} The browser keeps it until you delete it.")
    } else {
        format!("{used} The browser may delete it when space runs out.")
    }
}

const MEGABYTE: u64 = 1_000_000;
const GIGABYTE: u64 = 1_000 * MEGABYTE;

fn size(bytes: u64) -> String {
    if bytes < GIGABYTE {
        format!("{} MB", intl::count(bytes / MEGABYTE))
    } else {
        format!("{} GB", intl::count(bytes / GIGABYTE))
    }
}

/// How many parts could not be read.
pub fn unread(n: usize) -> String {
    format!(
        "{} could not be read and were set aside, not deleted.",
        counted(n, "stored part", "stored parts")
    )
}

/// A part that could not be read, and why.
pub fn part(part: &DamagedPart) -> String {
    let of = match part.of {
        DocumentKind::Inventory => "Inventory",
        DocumentKind::Vault => "Product keys",
        DocumentKind::History => "History",
    };
    let name = if part.name.is_empty() { "without a name" } else { &part.name };
    let why = match part.flaw {
        Flaw::Changed => "its content does not match its name",
        Flaw::Undecodable => "it is damaged or cut short",
        Flaw::NoChunk => "nothing readable is in its place",
    };
    format!("{of}, part {name}: {why}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_part_is_told_by_its_document_its_name_and_what_is_wrong() {
        let damaged = |of, name: &str, flaw| part(&DamagedPart { of, name: name.to_owned(), flaw });
        assert_eq!(
            damaged(DocumentKind::Inventory, "3f2a9c1b", Flaw::Changed),
            "Inventory, part 3f2a9c1b: its content does not match its name."
        );
        assert_eq!(
            damaged(DocumentKind::History, "", Flaw::NoChunk),
            "History, part without a name: nothing readable is in its place."
        );
    }
}
