//! What somebody said the columns of a file mean, remembered for files with the same headings.
//!
//! One line for each set of headings, the latest first: a number for the headings, and what each
//! means in the order of the alphabet, so that the order of the columns does not matter.

use domain::csv::{ColumnUse, Meaning};
use domain::problem::Field;

use crate::text::field;

/// What stands before the identity of one of the organisation's own fields.
const CUSTOM: &str = "custom.";

/// So many sets of headings are remembered.
const MOST: usize = 20;

/// The word for a meaning, in a select and in storage.
pub(super) fn code(meaning: Meaning) -> String {
    let code = match meaning {
        Meaning::Field(Field::Custom(id)) => return format!("{CUSTOM}{id}"),
        Meaning::Field(of) => field::control(of),
        Meaning::Id => "id",
        Meaning::FirstName => "first-name",
        Meaning::LastName => "last-name",
        Meaning::Ignored => "leave-out",
        Meaning::Unknown => "keep",
        Meaning::NewField => "new-field",
    };
    code.to_owned()
}

/// Reads [`code`].
pub(super) fn from_code(text: &str) -> Option<Meaning> {
    if let Some(id) = text.strip_prefix(CUSTOM) {
        return id.parse().ok().map(|id| Meaning::Field(Field::Custom(id)));
    }
    Meaning::ALL.into_iter().find(|meaning| code(*meaning) == text)
}

/// What the columns of this file mean, if somebody said so before.
pub(super) fn recall(stored: &str, columns: &[ColumnUse]) -> Option<Vec<Meaning>> {
    let (order, print) = in_order(columns);
    let line = stored.lines().find_map(|line| line.strip_prefix(&print)?.strip_prefix(' '))?;
    let meant: Vec<Meaning> = line.split(' ').map(from_code).collect::<Option<_>>()?;
    let mut meanings = vec![Meaning::Unknown; columns.len()];
    if meant.len() != columns.len() {
        return None;
    }
    for (at, meaning) in order.into_iter().zip(meant) {
        *meanings.get_mut(at)? = meaning;
    }
    Some(meanings)
}

/// What is stored once `meanings` are remembered for these columns too.
pub(super) fn remember(stored: &str, columns: &[ColumnUse], meanings: &[Meaning]) -> String {
    let (order, print) = in_order(columns);
    let codes = order.into_iter().filter_map(|at| meanings.get(at)).map(|meaning| code(*meaning));
    let mut lines = vec![format!("{print} {}", codes.collect::<Vec<_>>().join(" "))];
    let others = stored.lines().filter(|line| !line.starts_with(&print));
    lines.extend(others.take(MOST - 1).map(str::to_owned));
    lines.join("\n")
}

/// The columns in the order of their headings, and a number for the set of these.
fn in_order(columns: &[ColumnUse]) -> (Vec<usize>, String) {
    let mut headings: Vec<(String, usize)> = columns
        .iter()
        .enumerate()
        .map(|(at, column)| (column.heading.to_lowercase(), at))
        .collect();
    headings.sort();
    // FNV-1a: it tells a few dozen sets apart, and nobody gains by making two alike.
    let bytes = headings.iter().flat_map(|(heading, _)| heading.bytes().chain([0]));
    let print = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (headings.into_iter().map(|(_, at)| at).collect(), format!("{print:016x}"))
}

#[cfg(test)]
mod tests {
    use domain::problem::Field;

    use super::*;

    fn columns(headings: &[&str]) -> Vec<ColumnUse> {
        let column = |heading: &&str| ColumnUse {
            heading: (*heading).to_owned(),
            field: None,
            meaning: Meaning::Unknown,
            suggested: Meaning::Unknown,
            is_secret: false,
            recognized: Meaning::Unknown,
            samples: Vec::new(),
        };
        headings.iter().map(column).collect()
    }

    const NAME: Meaning = Meaning::Field(Field::Name);

    #[test]
    fn every_meaning_has_a_word_of_its_own() {
        for meaning in Meaning::ALL {
            assert_eq!(from_code(&code(meaning)), Some(meaning));
        }
        assert_eq!(from_code("workspace-name"), None);
    }

    #[test]
    fn the_same_headings_are_recalled_in_any_order_and_others_are_not() {
        let first = columns(&["Tool", "Maker", "Count"]);
        let stored = remember("", &first, &[NAME, Meaning::Ignored, Meaning::Unknown]);
        let other = columns(&["COUNT", "Tool", "Maker"]);
        let expected = vec![Meaning::Unknown, NAME, Meaning::Ignored];
        assert_eq!(recall(&stored, &other), Some(expected));
        assert_eq!(recall(&stored, &columns(&["Tool", "Maker"])), None);
        assert_eq!(recall("garbage\n\n0", &first), None);
    }

    #[test]
    fn the_latest_choice_counts_and_only_so_many_are_kept() {
        let mut stored = String::new();
        for n in 0..50 {
            stored = remember(&stored, &columns(&[&format!("Tool {n}")]), &[NAME]);
        }
        assert_eq!(stored.lines().count(), MOST);
        assert_eq!(recall(&stored, &columns(&["Tool 49"])), Some(vec![NAME]));
        assert_eq!(recall(&stored, &columns(&["Tool 5"])), None);
        stored = remember(&stored, &columns(&["Tool 49"]), &[Meaning::Ignored]);
        assert_eq!(stored.lines().count(), MOST);
        assert_eq!(recall(&stored, &columns(&["Tool 49"])), Some(vec![Meaning::Ignored]));
    }
}
