//! How many seats one holder has: whole ones, and shares of one.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A number of seats in hundredths, from 0 up; what is assigned is at least 0.01 and at most
/// [`Quantity::MOST`].
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct Quantity(u64);

/// Why a quantity was not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
pub enum BadQuantity {
    /// Letters or signs where digits belong.
    #[error("not a number")]
    NotANumber,
    /// Zero or less.
    #[error("not more than zero")]
    NotPositive,
    /// More than two decimals.
    #[error("more than two decimals")]
    TooFine,
    /// More than anybody can be given at once.
    #[error("too many")]
    TooMany,
}

impl Quantity {
    /// None.
    pub const ZERO: Self = Self(0);
    /// One whole seat.
    pub const ONE: Self = Self(100);
    /// The most that one assignment holds: a million.
    pub const MOST: Self = Self(100_000_000);

    /// So many whole seats.
    pub fn whole(seats: u32) -> Self {
        Self(u64::from(seats) * 100)
    }

    /// So many hundredths of a seat.
    pub fn of_hundredths(hundredths: u64) -> Self {
        Self(hundredths)
    }

    /// In hundredths.
    pub fn hundredths(self) -> u64 {
        self.0
    }

    /// Whole seats, a share of one counted as one.
    pub fn rounded_up(self) -> u64 {
        self.0.div_ceil(100)
    }

    /// Whether it is nothing.
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Whether an assignment may hold so much.
    pub fn is_assignable(self) -> bool {
        !self.is_zero() && self <= Self::MOST
    }

    /// The sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// What is left of it, at least nothing.
    #[must_use]
    pub fn less(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// Reads a number such as `1`, `12`, `0.5` or `0,25`, as a person types it.
    pub fn parse(typed: &str) -> Result<Self, BadQuantity> {
        let typed = typed.trim();
        if let Some(rest) = typed.strip_prefix('-') {
            let is_number = Self::parse_unsigned(rest).is_ok();
            return Err(if is_number { BadQuantity::NotPositive } else { BadQuantity::NotANumber });
        }
        let read = Self::parse_unsigned(typed)?;
        if read.is_zero() {
            Err(BadQuantity::NotPositive)
        } else if read > Self::MOST {
            Err(BadQuantity::TooMany)
        } else {
            Ok(read)
        }
    }

    fn parse_unsigned(typed: &str) -> Result<Self, BadQuantity> {
        let (whole, fraction) = typed.split_once(['.', ',']).unwrap_or((typed, ""));
        let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() + fraction.len() == 0 || !is_digits(whole) || !is_digits(fraction) {
            return Err(BadQuantity::NotANumber);
        }
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > 2 {
            return Err(BadQuantity::TooFine);
        }
        let digits = format!("{whole}{fraction:0<2}");
        digits.parse().map(Self).map_err(|_| BadQuantity::TooMany)
    }
}

/// Plain digits with a point, for files and form fields.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / 100, self.0 % 100);
        match rest {
            0 => write!(f, "{whole}"),
            rest if rest % 10 == 0 => write!(f, "{whole}.{}", rest / 10),
            rest => write!(f, "{whole}.{rest:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantity_reads_back_as_it_is_written() {
        for (typed, hundredths) in
            [("1", 100), ("72", 7_200), ("0.5", 50), ("0,25", 25), (" 1.50 ", 150), (".1", 10)]
        {
            let read = Quantity::parse(typed).unwrap();
            assert_eq!(read.hundredths(), hundredths, "{typed}");
            assert_eq!(Quantity::parse(&read.to_string()), Ok(read));
        }
        assert_eq!(Quantity::whole(3).to_string(), "3");
        assert_eq!(Quantity::of_hundredths(305).to_string(), "3.05");
    }

    #[test]
    fn what_nobody_can_hold_is_refused_with_a_reason() {
        for (typed, why) in [
            ("0", BadQuantity::NotPositive),
            ("0.00", BadQuantity::NotPositive),
            ("-1", BadQuantity::NotPositive),
            ("0.3333", BadQuantity::TooFine),
            ("1000000000", BadQuantity::TooMany),
            ("1000000.01", BadQuantity::TooMany),
            ("99999999999999999999999", BadQuantity::TooMany),
            ("1e9", BadQuantity::NotANumber),
            ("", BadQuantity::NotANumber),
            (".", BadQuantity::NotANumber),
            ("--1", BadQuantity::NotANumber),
            ("two", BadQuantity::NotANumber),
        ] {
            assert_eq!(Quantity::parse(typed), Err(why), "{typed}");
        }
        assert_eq!(Quantity::parse("1000000"), Ok(Quantity::MOST));
    }
}
