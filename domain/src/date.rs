//! Calendar dates and the arithmetic of terms.
//!
//! A date is a day in the workspace's time zone, never a moment. Recurring dates are always
//! computed from their anchor, never from the previous result, which would drift to the 28th.

use chrono::{Datelike, Months, NaiveDate};

/// A day on the calendar.
pub type Date = NaiveDate;

/// The last day we accept: later ones are typing errors.
pub const LATEST_YEAR: i32 = 2199;
/// The first year we accept.
pub const EARLIEST_YEAR: i32 = 1900;

/// `months` whole months after `anchor`; the day is clamped to the month's length.
///
/// `None` only beyond the calendar's end, in the year 262142.
pub fn add_months(anchor: Date, months: i32) -> Option<Date> {
    let distance = Months::new(months.unsigned_abs());
    if months < 0 {
        anchor.checked_sub_months(distance)
    } else {
        anchor.checked_add_months(distance)
    }
}

/// The first day of period `k` (0 is the anchor itself) of a term that recurs every `months`.
pub fn period_start(anchor: Date, months: i32, k: i32) -> Option<Date> {
    add_months(anchor, months.checked_mul(k)?)
}

/// The last valid day of period `k`: the day before the next period starts.
pub fn period_last_day(anchor: Date, months: i32, k: i32) -> Option<Date> {
    period_start(anchor, months, k.checked_add(1)?)?.pred_opt()
}

/// Reads `YYYY-MM-DD`, within the years we accept.
///
/// By hand, because every date of a document passes here and chrono's general parser is eleven
/// kilobytes and several times slower.
pub fn parse_iso(text: &str) -> Option<Date> {
    let mut parts = text.trim().split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let has_shape = year.len() == 4 && month.len() == 2 && day.len() == 2 && parts.next().is_none();
    let all_digits = [year, month, day].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
    if !has_shape || !all_digits {
        return None;
    }
    let date = NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
    is_plausible(date).then_some(date)
}

/// Whether a license could bear this date.
pub fn is_plausible(date: Date) -> bool {
    (EARLIEST_YEAR..=LATEST_YEAR).contains(&date.year())
}

/// A day as a number: for what is stored and sent between our own parts, where text would have to
/// be written and read thousands of times.
pub mod day {
    use chrono::NaiveDate;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Date;

    /// Days since 1970-01-01.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a field by reference")]
    pub fn serialize<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
        date.to_epoch_days().serialize(serializer)
    }

    /// Reads [`serialize`].
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        read(i32::deserialize(deserializer)?)
    }

    pub(super) fn read<E: Error>(days: i32) -> Result<Date, E> {
        NaiveDate::from_epoch_days(days).ok_or_else(|| E::custom("no such day"))
    }
}

/// Like [`day`], where there may be none.
pub mod maybe_day {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Date;

    /// Days since 1970-01-01, if any.
    #[expect(
        clippy::ref_option,
        clippy::trivially_copy_pass_by_ref,
        reason = "serde passes a field by reference"
    )]
    pub fn serialize<S: Serializer>(date: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
        date.map(|date| date.to_epoch_days()).serialize(serializer)
    }

    /// Reads [`serialize`].
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Date>, D::Error> {
        Option::<i32>::deserialize(deserializer)?.map(super::day::read).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_starts(anchor: &str, months: i32, expected: &[&str]) {
        let anchor = parse_iso(anchor).unwrap();
        let starts: Vec<String> = (0..expected.len())
            .map(|k| period_start(anchor, months, i32::try_from(k).unwrap()).unwrap().to_string())
            .collect();
        assert_eq!(starts, expected);
    }

    #[test]
    fn recurring_dates_come_from_their_anchor() {
        check_starts(
            "2025-01-31",
            1,
            &["2025-01-31", "2025-02-28", "2025-03-31", "2025-04-30", "2025-05-31"],
        );
        check_starts("2024-01-31", 1, &["2024-01-31", "2024-02-29", "2024-03-31"]);
        check_starts(
            "2024-02-29",
            12,
            &["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"],
        );
        check_starts("2025-08-30", 6, &["2025-08-30", "2026-02-28", "2026-08-30"]);
        check_starts(
            "2023-11-30",
            3,
            &["2023-11-30", "2024-02-29", "2024-05-30", "2024-08-30", "2024-11-30", "2025-02-28"],
        );
    }

    #[test]
    fn a_period_ends_the_day_before_the_next_one_starts() {
        let anchor = parse_iso("2025-01-31").unwrap();
        let last: Vec<String> =
            (0..5).map(|k| period_last_day(anchor, 1, k).unwrap().to_string()).collect();
        assert_eq!(last, ["2025-02-27", "2025-03-30", "2025-04-29", "2025-05-30", "2025-06-29"]);
    }

    #[test]
    fn impossible_and_implausible_days_are_refused() {
        for text in [
            "2025-02-31",
            "2027-02-29",
            "0000-01-01",
            "9999-12-31",
            "2025-1-1",
            "+025-01-01",
            "2025-01-01-",
            "tomorrow",
            "",
        ] {
            assert_eq!(parse_iso(text), None, "{text}");
        }
        assert!(parse_iso(" 2028-02-29 ").is_some());
    }
}
