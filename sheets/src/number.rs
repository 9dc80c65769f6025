//! Numbers and days as text.

use chrono::{Days, NaiveDate};

/// The last serial day of the calendar of workbooks: 9999-12-31.
const LAST_DAY: f64 = 2_958_465.0;
/// Days that the calendar counted from 1904 lacks.
const FROM_1904: f64 = 1_462.0;
/// Whole numbers up to here are exact.
const EXACT: f64 = 9_007_199_254_740_992.0;
const SECONDS_A_DAY: f64 = 86_400.0;

/// A number as a person would write it: no exponent, no binary tail.
pub(crate) fn plain(number: f64) -> String {
    if !number.is_finite() {
        return String::new();
    }
    // Workbooks hold 15 digits; what comes after them is how binary fractions end.
    let rounded = if number.fract() == 0.0 && number.abs() <= EXACT {
        number
    } else {
        format!("{number:.14e}").parse().unwrap_or(number)
    };
    // There is no minus nothing.
    if rounded == 0.0 { "0".to_owned() } else { rounded.to_string() }
}

/// A whole number with zeros before it, as the format `00000` shows it.
pub(crate) fn padded(number: f64, width: usize) -> String {
    let text = plain(number);
    if text.bytes().all(|b| b.is_ascii_digit()) { format!("{text:0>width$}") } else { text }
}

/// A serial day as `YYYY-MM-DD`, with the time of day if there is one, or as that time alone if
/// there is no day. `None` for what no calendar has.
pub(crate) fn day(serial: f64, is_1904: bool) -> Option<String> {
    let serial = if is_1904 { serial + FROM_1904 } else { serial };
    if !(0.0..=LAST_DAY + 1.0).contains(&serial) {
        return None;
    }
    let seconds = ((serial - serial.floor()) * SECONDS_A_DAY).round();
    let whole = serial.floor() + if seconds >= SECONDS_A_DAY { 1.0 } else { 0.0 };
    let seconds = to_whole(seconds) % 86_400;
    let days = to_whole(whole);
    let time = format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if days == 0 && !is_1904 {
        return Some(time);
    }
    // Workbooks believe in a 29 February 1900: before it, all days are one too few.
    let epoch = NaiveDate::from_ymd_opt(1899, 12, if days < 60 { 31 } else { 30 })?;
    let date = epoch.checked_add_days(Days::new(days))?;
    Some(if seconds == 0 { date.to_string() } else { format!("{date} {time}") })
}

/// The serial day of a date, as [`day`] reads it.
pub(crate) fn serial(date: NaiveDate) -> Option<i64> {
    let days = date.signed_duration_since(NaiveDate::from_ymd_opt(1899, 12, 30)?).num_days();
    (days > 60).then_some(days)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the bounds were checked; the cast saturates anyway"
)]
fn to_whole(number: f64) -> u64 {
    number as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::excessive_precision, reason = "it is what workbooks hold")]
    fn numbers_are_plain() {
        for (number, expected) in [
            (0.1, "0.1"),
            (0.100_000_000_000_000_01, "0.1"),
            (0.1 + 0.2, "0.3"),
            (12345.0, "12345"),
            (41.700_000_000_000_003, "41.7"),
            (9_007_199_254_740_991.0, "9007199254740991"),
            (123_456_789_012_345.0, "123456789012345"),
            (-12.5, "-12.5"),
            (-0.0, "0"),
            (1e20, "100000000000000000000"),
            (f64::NAN, ""),
            (f64::INFINITY, ""),
        ] {
            assert_eq!(plain(number), expected);
        }
        assert_eq!(padded(123.0, 5), "00123");
        assert_eq!(padded(1_234_567.0, 5), "1234567");
        assert_eq!(padded(-1.0, 5), "-1");
        assert_eq!(padded(1.5, 5), "1.5");
    }

    #[test]
    fn serial_days_are_dates_in_both_calendars() {
        for (serial, is_1904, expected) in [
            (45_352.0, false, Some("2024-03-01")),
            (45_352.0 - FROM_1904, true, Some("2024-03-01")),
            (45_352.5, false, Some("2024-03-01 12:00:00")),
            (45_351.999_999_9, false, Some("2024-03-01")),
            (61.0, false, Some("1900-03-01")),
            (59.0, false, Some("1900-02-28")),
            (1.0, false, Some("1900-01-01")),
            (0.0, true, Some("1904-01-01")),
            (0.75, false, Some("18:00:00")),
            (LAST_DAY, false, Some("9999-12-31")),
            (LAST_DAY + 2.0, false, None),
            (-1.0, false, None),
            (f64::NAN, false, None),
        ] {
            assert_eq!(day(serial, is_1904).as_deref(), expected, "{serial}");
        }
    }

    #[test]
    fn dates_have_the_serial_day_that_reads_back() {
        let date = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        assert_eq!(serial(date), Some(46_350));
        assert_eq!(day(46_350.0, false).as_deref(), Some("2026-11-24"));
        assert_eq!(serial(NaiveDate::from_ymd_opt(1900, 1, 5).unwrap()), None);
    }
}
