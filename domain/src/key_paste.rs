//! Product keys that were pasted, one a line.

use std::collections::BTreeSet;
use std::fmt;

use crate::draft::LONGEST_NOTES;
use crate::license::KeyLabel;

/// So many keys can be added at once.
pub const MOST_KEYS: usize = 1_000;

/// What a pasted text holds. Printing it shows no key.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct KeyPaste {
    /// The keys, each once, in the order of the text.
    pub keys: Vec<String>,
    /// Lines that say what another line has said.
    pub n_repeated: usize,
    /// Empty lines between others.
    pub n_empty: usize,
    /// Numbers of lines that are too long to be a key, counted from 1.
    pub too_long: Vec<usize>,
}

impl fmt::Debug for KeyPaste {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyPaste")
            .field("keys", &self.keys.len())
            .field("n_repeated", &self.n_repeated)
            .field("n_empty", &self.n_empty)
            .field("too_long", &self.too_long)
            .finish()
    }
}

impl KeyPaste {
    /// Reads a text.
    pub fn read(text: &str) -> Self {
        let mut paste = Self::default();
        let mut seen = BTreeSet::new();
        for (at, line) in text.trim().lines().enumerate() {
            let key = line.trim();
            if key.is_empty() {
                paste.n_empty += 1;
            } else if key.chars().count() > LONGEST_NOTES {
                paste.too_long.push(at + 1);
            } else if seen.insert(key) {
                paste.keys.push(key.to_owned());
            } else {
                paste.n_repeated += 1;
            }
        }
        paste
    }

    /// What anybody may read of each key; several that share a label are numbered.
    pub fn labels(&self, label: &str) -> Vec<KeyLabel> {
        let is_one = self.keys.len() == 1;
        let of_key = |(at, key): (usize, &String)| {
            let label = if label.is_empty() || is_one {
                label.to_owned()
            } else {
                format!("{label} {}", at + 1)
            };
            KeyLabel { label, ..KeyLabel::of_key(key) }
        };
        self.keys.iter().enumerate().map(of_key).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_a_key_once_and_what_is_left_out_is_counted() {
        let long = "x".repeat(LONGEST_NOTES + 1);
        let paste =
            KeyPaste::read(&format!("\n  AAAA-1 \r\nBBBB-2\n\n\nAAAA-1\n{long}\nCCCC-3\n\n"));
        assert_eq!(paste.keys, ["AAAA-1", "BBBB-2", "CCCC-3"]);
        assert_eq!((paste.n_repeated, paste.n_empty), (1, 2));
        assert_eq!(paste.too_long, [6]);
        assert_eq!(KeyPaste::read(" \n\n "), KeyPaste::default());
        assert!(!format!("{paste:?}").contains("AAAA"));
    }

    #[test]
    fn a_series_stands_in_the_order_of_its_numbers() {
        let text = (0..12).map(|n| format!("KEY-{n}")).collect::<Vec<_>>().join("\n");
        let labels = KeyPaste::read(&text).labels("Lab");
        assert!(labels.is_sorted_by_key(KeyLabel::place));
        assert!(!labels.is_sorted_by_key(|key| &key.label));
        let plain = KeyLabel { label: "12".to_owned(), last4: String::new() };
        assert_eq!(plain.place(), (String::new(), 12));
    }

    #[test]
    fn labels_are_numbered_where_there_are_several() {
        let labels = |text: &str, label: &str| -> Vec<String> {
            KeyPaste::read(text).labels(label).into_iter().map(|key| key.label).collect()
        };
        assert_eq!(labels("A\nB", "Laptops"), ["Laptops 1", "Laptops 2"]);
        assert_eq!(labels("A", "Laptops"), ["Laptops"]);
        assert_eq!(labels("A\nB", ""), ["", ""]);
        let last4 = KeyPaste::read("AAAA-BBBB-CCCC").labels("").remove(0).last4;
        assert_eq!(last4, "CCCC");
    }
}
