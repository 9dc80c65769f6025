//! Whose act a change was, as they call themselves.

use std::fmt;

use serde::{Deserialize, Serialize};

/// More characters of a name are not kept: it stands in every label.
pub const LONGEST_NAME: usize = 60;

/// The name that somebody gave themselves on their device. Nobody has checked it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author(String);

impl Author {
    /// Takes a name as it was typed: one line, without what cannot be seen. `None` if nothing is
    /// left.
    pub fn named(typed: &str) -> Option<Self> {
        let mut name = String::new();
        for word in typed.split(|c: char| c.is_whitespace() || c.is_control()) {
            let seen: String = word.chars().filter(|c| !turns_text(*c)).collect();
            if !seen.is_empty() {
                if !name.is_empty() {
                    name.push(' ');
                }
                name.push_str(&seen);
            }
        }
        let name: String = name.chars().take(LONGEST_NAME).collect();
        let name = name.trim_end();
        (!name.is_empty()).then(|| Self(name.to_owned()))
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.0
    }

    /// The name as one word of a label.
    pub(super) fn escaped(&self) -> Escaped<'_> {
        Escaped(&self.0)
    }

    /// Reads [`Self::escaped`]; whatever another version wrote there is read as a name as well.
    pub(super) fn of_word(word: &str) -> Option<Self> {
        let mut name = String::new();
        let mut rest = word;
        while let Some(at) = rest.find(['+', '%']) {
            let (before, after) = rest.split_at(at);
            name.push_str(before);
            let escapes = [("+", " "), ("%2B", "+"), ("%25", "%"), ("%", "%")];
            for (escape, meant) in escapes {
                if let Some(after) = after.strip_prefix(escape) {
                    name.push_str(meant);
                    rest = after;
                    break;
                }
            }
        }
        name.push_str(rest);
        Self::named(&name)
    }
}

/// Marks that turn the direction of what follows, and could make one name look like another.
fn turns_text(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A name without a space.
pub(super) struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use fmt::Write as _;
        for c in self.0.chars() {
            match c {
                ' ' => f.write_char('+')?,
                '+' => f.write_str("%2B")?,
                '%' => f.write_str("%25")?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_of_what_can_be_seen() {
        let named = |typed: &str| Author::named(typed).map(|author| author.name().to_owned());
        for (typed, name) in [
            ("Ada Lovelace", "Ada Lovelace"),
            ("  Ada\n\tLovelace\u{0} ", "Ada Lovelace"),
            ("Ada\u{202e}ecalevoL", "AdaecalevoL"),
            ("李 小龍 🐉", "李 小龍 🐉"),
        ] {
            assert_eq!(named(typed).as_deref(), Some(name), "{typed:?}");
        }
        for nothing in ["", "  ", "\n\u{7}", "\u{202e}"] {
            assert_eq!(named(nothing), None);
        }
        let long = named(&"äb ".repeat(100)).unwrap();
        assert!(long.chars().count() <= LONGEST_NAME && !long.ends_with(' '));
    }
}
