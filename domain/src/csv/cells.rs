//! What one cell means: a date, a price, a number of seats. Each answers or says what is wrong.

use super::style::DateOrder;
use super::words;
use crate::currency::Currency;
use crate::date::{Date, is_plausible};
use crate::draft::parse_seats;
use crate::license::KeyLabel;
use crate::problem::ProblemKind;
use crate::purchase::Seats;

/// An end in this year or later is a way to write "never".
const NEVER_FROM_YEAR: i32 = 2099;

/// When a license ends, as a cell says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    Never,
    On(Date),
}

/// The numbers of a date as they stand in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateParts {
    YearFirst(i32, u32, u32),
    /// Day and month in either order, then the year.
    YearLast(u32, u32, i32),
}

impl DateParts {
    /// Reads `2024-03-01`, `3/1/2024`, `01.03.2024`, with or without a time of day after it.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let day = match text.split_once(['T', ' ']) {
            Some((day, time)) if is_time(time) => day,
            Some(_) => return None,
            None => text,
        };
        let mark = day.chars().find(|c| !c.is_ascii_digit())?;
        if !matches!(mark, '-' | '/' | '.') {
            return None;
        }
        let mut parts = day.split(mark);
        let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() {
            return None;
        }
        let short = |part: &str| {
            let fits = matches!(part.len(), 1 | 2) && part.bytes().all(|b| b.is_ascii_digit());
            fits.then(|| part.parse::<u32>().ok()).flatten()
        };
        let year = |part: &str| {
            let fits = part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit());
            fits.then(|| part.parse::<i32>().ok()).flatten()
        };
        if let Some(year) = year(first) {
            return Some(Self::YearFirst(year, short(second)?, short(third)?));
        }
        Some(Self::YearLast(short(first)?, short(second)?, year(third)?))
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

    fn day(self, order: Option<DateOrder>) -> Result<Date, ProblemKind> {
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

/// Reads a date.
pub(crate) fn date(text: &str, order: Option<DateOrder>) -> Result<Date, ProblemKind> {
    let date = DateParts::read(text).ok_or(ProblemKind::NotADate)?.day(order)?;
    if is_plausible(date) { Ok(date) } else { Err(ProblemKind::NotADate) }
}

/// Reads a last valid day.
pub(crate) fn end(text: &str, order: Option<DateOrder>) -> Result<End, ProblemKind> {
    if words::never_ends(text) {
        return Ok(End::Never);
    }
    let parts = DateParts::read(text).ok_or(ProblemKind::NotADate)?;
    let (DateParts::YearFirst(year, ..) | DateParts::YearLast(_, _, year)) = parts;
    if year >= NEVER_FROM_YEAR {
        return Ok(End::Never);
    }
    date(text, order).map(End::On)
}

/// Reads a number of seats, or the word for "as many as wanted".
pub(crate) fn seats(text: &str) -> Result<Seats, ProblemKind> {
    if words::is_unlimited(text) { Ok(Seats::Unlimited) } else { parse_seats(text) }
}

/// Reads a number of seats of GLPI, where -1 is no limit.
pub(crate) fn glpi_seats(text: &str) -> Result<Seats, ProblemKind> {
    if text == "-1" { Ok(Seats::Unlimited) } else { seats(text) }
}

/// Reads a currency's code or sign.
pub(crate) fn currency(text: &str) -> Result<Currency, ProblemKind> {
    Currency::from_sign(text).ok_or(ProblemKind::NotACurrency)
}

/// Whether a key column says that there is no key, or that its reader may not see it.
pub(crate) fn hides_a_key(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '-' | '*' | '•' | ' '))
}

/// As much of a key as a message may show.
pub(crate) fn mask_key(key: &str) -> String {
    format!("••••{}", KeyLabel::of_key(key).last4)
}

/// One line of text: line breaks and runs of spaces become single spaces.
pub(crate) fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A time of day, such as `00:00:00` or `12:30 AM`.
fn is_time(text: &str) -> bool {
    text.contains(':')
        && text.chars().all(|c| {
            c.is_ascii_digit() || matches!(c, ':' | '.' | ' ' | '+' | '-') || "APMZapmz".contains(c)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, order: Option<DateOrder>, expected: Result<&str, ProblemKind>) {
        let got = date(text, order).map(|date| date.to_string());
        assert_eq!(got, expected.map(str::to_owned), "{text} {order:?}");
    }

    #[test]
    fn dates_are_read_as_people_and_programs_write_them() {
        use DateOrder::{DayFirst as D, MonthFirst as M};
        for order in [None, Some(D), Some(M)] {
            check("2024-03-01", order, Ok("2024-03-01"));
            check("2024/3/1", order, Ok("2024-03-01"));
            check("2024-03-01 00:00:00", order, Ok("2024-03-01"));
            check("2024-03-01T00:00:00.000Z", order, Ok("2024-03-01"));
            check("05/05/2024", order, Ok("2024-05-05"));
        }
        check("12/27/1981", Some(M), Ok("1981-12-27"));
        check("27.12.1981", Some(D), Ok("1981-12-27"));
        check("27-12-1981", None, Ok("1981-12-27"));
        check("3/1/2024", Some(M), Ok("2024-03-01"));
        check("3/1/2024 12:00:00 AM", Some(D), Ok("2024-01-03"));
    }

    #[test]
    fn what_is_no_date_says_so_and_what_could_be_two_days_is_not_guessed() {
        use DateOrder::{DayFirst as D, MonthFirst as M};
        let not = Err(ProblemKind::NotADate);
        check("03/04/2024", None, Err(ProblemKind::AmbiguousDate));
        for text in [
            "2025-02-31",
            "2027-02-29",
            "0000-01-01",
            "9999-12-31",
            "1899-12-31",
            "31/02/2025",
            "1/2/25",
            "25-01-02",
            "12/27",
            "12/27/1981/3",
            "tomorrow",
            "1,5,2024",
            "2024-03-01 noon",
            "-1/2/2024",
            "2024",
            "٣/٤/2024",
            "45000",
        ] {
            check(text, None, not);
        }
        check("12/27/1981", Some(D), not);
        check("27/12/1981", Some(M), not);
        check("13/13/2024", None, not);
        check("00/13/2024", None, not);
    }

    #[test]
    fn an_end_far_ahead_means_that_there_is_none() {
        for text in ["2099-01-01", "9999-12-31", "12/31/2099", "31.12.2199 00:00:00"] {
            assert_eq!(end(text, None), Ok(End::Never), "{text}");
        }
        assert_eq!(end("2098-12-31", None), Ok(End::On(Date::from_ymd_opt(2098, 12, 31).unwrap())));
        assert_eq!(end("never", None), Err(ProblemKind::NotADate));
    }

    #[test]
    fn seats_are_whole_numbers_or_unlimited() {
        assert_eq!(seats("56"), Ok(Seats::Counted(56)));
        assert_eq!(seats("unlimited"), Ok(Seats::Unlimited));
        for text in ["-1", "12,5", "9007199254740992", "1e400", "many"] {
            assert_eq!(seats(text), Err(ProblemKind::NotACount), "{text}");
        }
    }

    #[test]
    fn dashes_in_place_of_a_key_are_no_key() {
        assert!(hides_a_key("------------"));
        assert!(hides_a_key("••••"));
        assert!(!hides_a_key("A-1"));
    }
}
