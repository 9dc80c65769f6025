//! The numbers of a date as they stand in a cell, before it is known in which order they are.

use super::style::DateOrder;
use crate::date::Date;
use crate::problem::ProblemKind;

/// The months by the letters that tell them apart, in English.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The numbers of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateParts {
    /// Year, month and day; also where the month is named, so that nothing is left open.
    YearFirst(i32, u32, u32),
    /// Day and month in either order, then the year.
    YearLast(u32, u32, i32),
}

impl DateParts {
    /// Reads `2024-03-01`, `2024.03.01`, `3/1/2024`, `01.03.2024`, `1.3.24`, `03-Mar-2024`,
    /// `Mar 3, 2024` and `3 March 2024`, with or without a time of day after it.
    ///
    /// A year of two digits is one from 1970 to 2069. It counts only where it must stand last:
    /// after a named month, and between slashes or points, but not in `25-01-02`.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let day = without_time(text)?;
        if day.contains(|c: char| c.is_alphabetic()) {
            return with_named_month(day);
        }
        let mark = day.chars().find(|c| !c.is_ascii_digit())?;
        if !matches!(mark, '-' | '/' | '.') {
            return None;
        }
        let mut parts = day.split(mark);
        let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() {
            return None;
        }
        if let Some(year) = long_year(first) {
            return Some(Self::YearFirst(year, short(second)?, short(third)?));
        }
        let year = long_year(third).or_else(|| short_year(third).filter(|_| mark != '-'))?;
        Some(Self::YearLast(short(first)?, short(second)?, year))
    }

    /// The year.
    pub(crate) fn year(self) -> i32 {
        let (Self::YearFirst(year, ..) | Self::YearLast(_, _, year)) = self;
        year
    }

    /// The order these numbers prove, if they do.
    pub(crate) fn proves(self) -> Option<DateOrder> {
        match self {
            Self::YearLast(13..=31, 1..=12, _) => Some(DateOrder::DayFirst),
            Self::YearLast(1..=12, 13..=31, _) => Some(DateOrder::MonthFirst),
            Self::YearLast(..) | Self::YearFirst(..) => None,
        }
    }

    /// Whether they are one day in one order and another day in the other.
    pub(crate) fn is_ambiguous(self) -> bool {
        matches!(self, Self::YearLast(a @ 1..=12, b @ 1..=12, _) if a != b)
    }

    /// The day they mean.
    pub(crate) fn day(self, order: Option<DateOrder>) -> Result<Date, ProblemKind> {
        let date = match self {
            Self::YearFirst(year, month, day) => Date::from_ymd_opt(year, month, day),
            Self::YearLast(first, second, year) => match order.or(self.proves()) {
                Some(DateOrder::DayFirst) => Date::from_ymd_opt(year, second, first),
                None if self.is_ambiguous() => return Err(ProblemKind::AmbiguousDate),
                Some(DateOrder::MonthFirst) | None => Date::from_ymd_opt(year, first, second),
            },
        };
        date.ok_or(ProblemKind::NotADate)
    }
}

/// `03-Mar-2024`, `Mar 3, 2024`, `3. March 2024`, `2024 Mar 3`: a month, a day and a year, in any
/// order in which the year does not stand in the middle.
fn with_named_month(day: &str) -> Option<DateParts> {
    let words = day.split([' ', '-', '/', '.', ',']).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.collect();
    let [first, second, third] = words.as_slice() else { return None };
    if let Some(year) = long_year(first) {
        return Some(DateParts::YearFirst(year, month(second)?, short(third)?));
    }
    let year = long_year(third).or_else(|| short_year(third))?;
    let (month, day) = match month(first) {
        Some(month) => (month, second),
        None => (month(second)?, first),
    };
    Some(DateParts::YearFirst(year, month, short(day)?))
}

/// The number of a month by its name or the first three letters of it; September has four at times.
fn month(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let is_short = word.len() == 3 || word == "sept";
    let is_it = |name: &str| name == word || (is_short && name.starts_with(&word));
    let at = MONTHS.iter().position(|name| is_it(name))?;
    u32::try_from(at + 1).ok()
}

fn digits<T: std::str::FromStr>(part: &str, fits: impl Fn(usize) -> bool) -> Option<T> {
    let is_number = fits(part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| part.parse().ok()).flatten()
}

fn short(part: &str) -> Option<u32> {
    digits(part, |n| matches!(n, 1 | 2))
}

fn long_year(part: &str) -> Option<i32> {
    digits(part, |n| n == 4)
}

fn short_year(part: &str) -> Option<i32> {
    let year: i32 = digits(part, |n| n == 2)?;
    Some(if year < 70 { 2000 + year } else { 1900 + year })
}

/// The day without the time that may follow it; `None` where something else follows.
fn without_time(text: &str) -> Option<&str> {
    let Some(colon) = text.find(':') else { return Some(text) };
    let at = text.get(..colon)?.rfind([' ', 'T'])?;
    let (day, time) = text.split_at_checked(at)?;
    let is_time = time.chars().skip(1).all(|c| {
        c.is_ascii_digit() || matches!(c, ':' | '.' | ' ' | '+' | '-') || "APMZapmz".contains(c)
    });
    is_time.then(|| day.trim_end_matches([' ', ',']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_month_leaves_nothing_open() {
        let expected = Some(DateParts::YearFirst(2024, 3, 3));
        for text in [
            "03-Mar-2024",
            "3 March 2024",
            "3. March 2024",
            "Mar 3, 2024",
            "march 3 2024",
            "3/MAR/2024",
            "2024-Mar-03",
            "03-Mar-24",
            "Mar 3, 2024 12:00 AM",
            "Mar 3, 2024, 00:00:00",
            "03-MAR-2024 00:00:00",
        ] {
            assert_eq!(DateParts::read(text), expected, "{text}");
        }
        assert_eq!(DateParts::read("1-OCT-2024"), Some(DateParts::YearFirst(2024, 10, 1)));
        assert_eq!(DateParts::read("1 Sept 2024"), Some(DateParts::YearFirst(2024, 9, 1)));
        for text in [
            "Mar 2024",
            "3 Marc 2024",
            "3 Mar",
            "3 Mar Mar",
            "3 Foo 2024",
            "Mar 2024 3",
            "3 Mar 024",
        ] {
            assert_eq!(DateParts::read(text), None, "{text}");
        }
    }

    #[test]
    fn a_year_of_two_digits_counts_where_it_must_stand_last() {
        for (text, year) in
            [("31/12/69", 2069), ("31.12.70", 1970), ("1.2.24", 2024), ("1-Feb-99", 1999)]
        {
            assert_eq!(DateParts::read(text).map(DateParts::year), Some(year), "{text}");
        }
        for text in ["25-01-02", "1/2/5", "1/2/025"] {
            assert_eq!(DateParts::read(text), None, "{text}");
        }
        assert_eq!(DateParts::read("2024.03.01"), Some(DateParts::YearFirst(2024, 3, 1)));
    }
}
