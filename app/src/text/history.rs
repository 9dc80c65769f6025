//! What happened to a license, in words.

use replica::history::Act;

use super::field;
use crate::platform::intl;

/// One entry of the History tab.
pub fn sentence(act: &Act) -> String {
    match act {
        Act::Created => "Created".to_owned(),
        Act::Imported(0 | 1) => "Imported from a file".to_owned(),
        Act::Imported(n) => {
            format!("Imported from a file of {} licenses", intl::count(u64::from(*n)))
        }
        Act::Edited(keys) => edited(keys),
        Act::Deleted => "Deleted".to_owned(),
        Act::Restored => "Restored".to_owned(),
        Act::Renewed => "Renewed".to_owned(),
    }
}

/// Several fields of the document can have one word here; it is said once.
fn edited(keys: &[String]) -> String {
    let mut words: Vec<&str> = Vec::new();
    for key in keys {
        let word = field::of_document(key);
        if !words.contains(&word) {
            words.push(word);
        }
    }
    if words.is_empty() {
        return "Saved without a change".to_owned();
    }
    format!("Changed {}", words.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_fields_are_named_once_each() {
        let check = |keys: &[&str], expected: &str| {
            let keys = keys.iter().map(|key| (*key).to_owned()).collect();
            assert_eq!(sentence(&Act::Edited(keys)), expected);
        };
        check(&["name"], "Changed name");
        check(&["purchases", "terms"], "Changed seats and cost, dates");
        check(&["name", "notes", "owner_id"], "Changed name, notes, owner");
        check(&["licensed_to_name", "licensed_to_email"], "Changed licensed to");
        check(&[], "Saved without a change");
    }
}
