//! Ranges of days.

use crate::date::{Date, parse_iso};

/// Days from one to another, both included; a side that is absent is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DateRange {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
}

/// Windows of the last valid day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExpiresFilter {
    /// From today up to so many days ahead, both included.
    WithinDays(u16),
    /// Before today.
    Past,
    /// Never.
    Never,
    /// Within these days.
    Between(DateRange),
}

impl DateRange {
    /// Whether a day lies within.
    pub fn has(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// The word that addresses hold, such as `2026-01-01..2026-06-30` or `..2026-06-30`.
    pub fn code(self) -> String {
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        format!("{}..{}", day(self.from), day(self.to))
    }

    /// Reads [`Self::code`]; `None` for anything else, and for a range without an end on either
    /// side.
    pub fn from_code(code: &str) -> Option<Self> {
        let (from, to) = code.split_once("..")?;
        let day = |text: &str| match text {
            "" => Some(None),
            text => parse_iso(text).map(Some),
        };
        let range = Self { from: day(from)?, to: day(to)? };
        (range != Self::default()).then_some(range)
    }
}

impl ExpiresFilter {
    pub(super) fn admits(self, last_day: Option<Date>, today: Date) -> bool {
        let Some(day) = last_day else { return self == Self::Never };
        match self {
            Self::Never => false,
            Self::Past => day < today,
            Self::WithinDays(window) => (0..=i64::from(window)).contains(&(day - today).num_days()),
            Self::Between(range) => range.has(day),
        }
    }

    /// The word that addresses hold: days, `past`, `never` or a range.
    pub fn code(self) -> String {
        match self {
            Self::WithinDays(days) => days.to_string(),
            Self::Past => "past".to_owned(),
            Self::Never => "never".to_owned(),
            Self::Between(range) => range.code(),
        }
    }

    /// Reads [`Self::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "past" => Some(Self::Past),
            "never" => Some(Self::Never),
            code => match code.parse() {
                Ok(days) => Some(Self::WithinDays(days)),
                Err(_) => DateRange::from_code(code).map(Self::Between),
            },
        }
    }
}
