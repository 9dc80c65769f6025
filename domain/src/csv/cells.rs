//! What one cell means: a date, a price, a number of seats. Each answers or says what is wrong.

use super::dates::DateParts;
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
    if parts.year() >= NEVER_FROM_YEAR {
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
        check("1/2/25", Some(D), Ok("2025-02-01"));
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
    }

    #[test]
    fn there_are_many_words_for_an_end_that_never_comes() {
        for text in [
            "never",
            "Never expires",
            "Perpetual",
            "n/a",
            "N.A.",
            "none",
            "UNLIMITED",
            "-",
            "--",
            "—",
        ] {
            assert_eq!(end(text, None), Ok(End::Never), "{text}");
        }
        for text in ["soon", "?", "/", "perpetually"] {
            assert_eq!(end(text, None), Err(ProblemKind::NotADate), "{text}");
        }
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
