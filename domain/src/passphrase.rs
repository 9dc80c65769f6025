//! How good a passphrase is, as far as anybody can tell who does not know what others would guess.

use std::collections::BTreeSet;

/// A passphrase has at least so many characters.
pub const SHORTEST: usize = 12;
/// From so many on it is called strong.
const LONG: usize = 20;
/// With fewer different characters than this it is easy to guess, however long.
const FEWEST_DIFFERENT: usize = 6;

/// How good it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// Nothing is typed.
    Empty,
    /// It has too few characters.
    TooShort,
    /// It is long enough but of too few different characters.
    Monotonous,
    /// It will do.
    Fair,
    /// It is long.
    Strong,
}

impl Strength {
    /// How good this one is. Spaces at its ends do not count.
    pub fn of(passphrase: &str) -> Self {
        let passphrase = passphrase.trim();
        let different: BTreeSet<char> = passphrase.chars().collect();
        match passphrase.chars().count() {
            0 => Self::Empty,
            n if n < SHORTEST => Self::TooShort,
            _ if different.len() < FEWEST_DIFFERENT => Self::Monotonous,
            n if n < LONG => Self::Fair,
            _ => Self::Strong,
        }
    }

    /// Whether a passphrase may be set that is this good.
    pub fn will_do(self) -> bool {
        matches!(self, Self::Fair | Self::Strong)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_counts_and_monotony_does_not_help() {
        let cases = [
            ("", Strength::Empty),
            ("           ", Strength::Empty),
            ("elevenchars", Strength::TooShort),
            ("  elevenchars  ", Strength::TooShort),
            ("aaaaaaaaaaaaaaaaaaaaaaaa", Strength::Monotonous),
            ("121212121212121212", Strength::Monotonous),
            ("twelve chars", Strength::Fair),
            ("a lantern over the river", Strength::Strong),
            ("ÄÖÜäöüß Zwölf", Strength::Fair),
        ];
        for (passphrase, strength) in cases {
            assert_eq!(Strength::of(passphrase), strength, "{passphrase}");
        }
    }
}
