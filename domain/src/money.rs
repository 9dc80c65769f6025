//! Amounts of money: integer minor units and a currency. No floats anywhere.

use serde::{Deserialize, Serialize};

use crate::currency::Currency;

/// An amount in minor units (cents for EUR) of one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Minor units; may be negative, for credits.
    pub minor: i64,
    /// The currency the minor units are of.
    pub currency: Currency,
}

/// Which character separates the fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DecimalMark {
    /// `1,234.50`
    Point,
    /// `1.234,50`
    Comma,
}

/// Why an amount was not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadAmount {
    /// Letters or signs where digits belong.
    #[error("not an amount")]
    NotANumber,
    /// More digits after the decimal mark than the currency has.
    #[error("more decimals than the currency has")]
    TooFine,
    /// More than the inventory can hold.
    #[error("amount too large")]
    TooLarge,
    /// `1.234` or `1,234`: a thousand or one and a bit.
    #[error("the decimal mark is ambiguous")]
    Ambiguous,
}

/// The largest amount we hold, in minor units: ten trillion of a two-digit currency.
const LARGEST_MINOR: i64 = 1_000_000_000_000_000;

impl Money {
    /// The sum, or `None` when currencies differ or the sum is too large.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        if self.currency != other.currency {
            return None;
        }
        Some(Self { minor: self.minor.checked_add(other.minor)?, currency: self.currency })
    }

    /// The amount `count` times.
    pub fn checked_mul(self, count: u32) -> Option<Self> {
        Some(Self { minor: self.minor.checked_mul(i64::from(count))?, currency: self.currency })
    }

    /// Plain digits with a decimal point, for files and form fields: `1234.50`.
    pub fn to_plain(self) -> String {
        let digits = self.currency.minor_digits();
        let scale = 10_u64.pow(digits);
        let sign = if self.minor < 0 { "-" } else { "" };
        let minor = self.minor.unsigned_abs();
        if digits == 0 {
            return format!("{sign}{minor}");
        }
        let (whole, rest) = (minor / scale, minor % scale);
        format!("{sign}{whole}.{rest:0width$}", width = digits as usize)
    }
}

/// Reads an amount such as `1,234.50`, `1.234,50 €`, `$41.70`, `1 234,5` or `-12`.
///
/// A currency sign or code in the text wins over `default_currency`. When the text holds both
/// marks the last is the decimal one; `mark` decides where one alone could mean thousands.
pub fn parse_money(
    text: &str,
    default_currency: Currency,
    mark: Option<DecimalMark>,
) -> Result<Money, BadAmount> {
    let is_sign = |c: char| c.is_alphabetic() || matches!(c, '$' | '€' | '£' | '¥');
    let sign: String = text.chars().filter(|c| is_sign(*c)).collect();
    let currency = if sign.is_empty() {
        default_currency
    } else {
        Currency::from_sign(&sign).ok_or(BadAmount::NotANumber)?
    };
    // A sign between digits, as in `12€50`, parts them like a space does.
    let digits: String = text.chars().map(|c| if is_sign(c) { ' ' } else { c }).collect();
    Ok(Money { minor: parse_minor(&digits, currency.minor_digits(), mark)?, currency })
}

fn parse_minor(text: &str, scale: u32, mark: Option<DecimalMark>) -> Result<i64, BadAmount> {
    let Number { is_negative, whole, fraction } = Number::read(text, scale, mark)?;
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > scale as usize {
        return Err(BadAmount::TooFine);
    }
    let padded = format!("{whole}{fraction:0<width$}", width = scale as usize);
    let minor: i64 =
        if padded.is_empty() { 0 } else { padded.parse().map_err(|_| BadAmount::TooLarge)? };
    if minor > LARGEST_MINOR {
        return Err(BadAmount::TooLarge);
    }
    Ok(if is_negative { -minor } else { minor })
}

/// Reads a number as people write it, by the rules of [`parse_money`], and writes it with a point
/// for its decimals and nothing between thousands.
pub(crate) fn plain_number(text: &str, mark: Option<DecimalMark>) -> Result<String, BadAmount> {
    let Number { is_negative, whole, fraction } = Number::read(text, 0, mark)?;
    let sign = if is_negative { "-" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    Ok(format!("{sign}{whole}{point}{fraction}"))
}

/// What the marks of a number say about the decimal one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MarkSign {
    /// It can only be this one.
    Proves(DecimalMark),
    /// A thousand or one and a bit.
    Ambiguous,
}

/// What a text says about the decimal mark, whatever currency stands around the number. A text
/// that is no number in either way says nothing.
pub(crate) fn mark_sign(text: &str) -> Option<MarkSign> {
    let is_mark = |c: char| matches!(c, '.' | ',');
    let is_sign = |c: char| c.is_alphabetic() || c.is_whitespace() || "$€£¥+-".contains(c);
    let number = text.trim_matches(is_sign);
    number.contains(is_mark).then_some(())?;
    let read = |mark| Number::read(number, 0, Some(mark)).ok();
    match (read(DecimalMark::Point), read(DecimalMark::Comma)) {
        (Some(point), Some(comma)) if point == comma => {
            // Both marks are there, or one of them more than once.
            let decimal = match decimal_mark(number, 0, None).ok()? {
                Some(mark) => mark,
                None if number.contains('.') => ',',
                None => '.',
            };
            let mark = if decimal == '.' { DecimalMark::Point } else { DecimalMark::Comma };
            Some(MarkSign::Proves(mark))
        }
        (Some(_), Some(_)) => Some(MarkSign::Ambiguous),
        (Some(_), None) => Some(MarkSign::Proves(DecimalMark::Point)),
        (None, Some(_)) => Some(MarkSign::Proves(DecimalMark::Comma)),
        (None, None) => None,
    }
}

/// A number in its parts, all digits.
#[derive(Debug, PartialEq, Eq)]
struct Number {
    is_negative: bool,
    whole: String,
    fraction: String,
}

impl Number {
    fn read(text: &str, scale: u32, mark: Option<DecimalMark>) -> Result<Self, BadAmount> {
        let text = text.trim();
        let (is_negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest.trim_start()),
            None => (false, text.strip_prefix('+').unwrap_or(text).trim_start()),
        };
        let (whole, fraction) = match decimal_mark(digits, scale, mark)? {
            Some(mark) => digits.rsplit_once(mark).ok_or(BadAmount::NotANumber)?,
            None => (digits, ""),
        };
        let whole = strip_groups(whole)?;
        let is_empty = whole.is_empty() && fraction.is_empty();
        if is_empty || !fraction.bytes().all(|b| b.is_ascii_digit()) {
            return Err(BadAmount::NotANumber);
        }
        Ok(Self { is_negative, whole, fraction: fraction.to_owned() })
    }
}

/// Finds the decimal mark, if the text has one.
fn decimal_mark(
    digits: &str,
    scale: u32,
    mark: Option<DecimalMark>,
) -> Result<Option<char>, BadAmount> {
    let points = digits.matches('.').count();
    let commas = digits.matches(',').count();
    let last = digits.rfind(['.', ',']).and_then(|at| digits.split_at_checked(at));
    let Some((before, after)) = last else { return Ok(None) };
    let Some(last) = after.chars().next() else { return Ok(None) };
    if points > 0 && commas > 0 {
        let count = if last == '.' { points } else { commas };
        return if count == 1 { Ok(Some(last)) } else { Err(BadAmount::NotANumber) };
    }
    if points + commas > 1 {
        return Ok(None);
    }
    // `0.125` and `1234.567` have no thousands.
    let may_group = after.len() == 4 && strip_groups(&format!("{before}{after}")).is_ok();
    let chosen = match mark {
        Some(DecimalMark::Point) => Some('.'),
        Some(DecimalMark::Comma) => Some(','),
        None if may_group && scale != 3 => return Err(BadAmount::Ambiguous),
        None => Some(last),
    };
    // With a mark chosen for the file, the other one alone can only group thousands.
    Ok(if chosen == Some(last) { Some(last) } else { None })
}

/// What may stand between thousands: marks, spaces of any kind, apostrophes.
fn parts_thousands(c: char) -> bool {
    c.is_whitespace() || matches!(c, '.' | ',' | '\'' | '’')
}

/// Removes what stands between thousands; each group but the first must have three digits, and the
/// first can't start with a zero.
fn strip_groups(whole: &str) -> Result<String, BadAmount> {
    let groups: Vec<&str> = whole.trim().split(parts_thousands).collect();
    let starts_well = |first: &&str| (1..=3).contains(&first.len()) && !first.starts_with('0');
    let well_formed = groups.iter().skip(1).all(|g| g.len() == 3)
        && (groups.len() == 1 || groups.first().is_some_and(starts_well));
    let joined = groups.concat();
    if !well_formed || !joined.bytes().all(|b| b.is_ascii_digit()) {
        return Err(BadAmount::NotANumber);
    }
    Ok(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, mark: Option<DecimalMark>, expected: Result<(i64, Currency), BadAmount>) {
        let got = parse_money(text, Currency::USD, mark).map(|m| (m.minor, m.currency));
        assert_eq!(got, expected, "{text}");
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        use Currency as C;
        check("$41.70", None, Ok((4170, C::USD)));
        check("1.234,50 €", None, Ok((123_450, C::EUR)));
        check("1,234.50", None, Ok((123_450, C::USD)));
        check("1 234,5", None, Ok((123_450, C::USD)));
        check("1,234,567", None, Ok((123_456_700, C::USD)));
        check("EUR 12", None, Ok((1200, C::EUR)));
        check("¥1200", None, Ok((1200, C::JPY)));
        check("-3.50", None, Ok((-350, C::USD)));
        check(".5", None, Ok((50, C::USD)));
        check("0", None, Ok((0, C::USD)));
        check("1.234", Some(DecimalMark::Comma), Ok((123_400, C::USD)));
        check("1,234", Some(DecimalMark::Point), Ok((123_400, C::USD)));
        check("12,5", Some(DecimalMark::Comma), Ok((1250, C::USD)));
        check("1'234.50 CHF", None, Ok((123_450, Currency::from_sign("CHF").unwrap())));
        check("- 1\u{a0}234,50 €", None, Ok((-123_450, C::EUR)));
    }

    #[test]
    fn what_is_not_an_amount_says_why() {
        check("1.234", None, Err(BadAmount::Ambiguous));
        check("about 12", None, Err(BadAmount::NotANumber));
        check("", None, Err(BadAmount::NotANumber));
        check("1,23,4", None, Err(BadAmount::NotANumber));
        check("7 5", None, Err(BadAmount::NotANumber));
        check("12€50", None, Err(BadAmount::NotANumber));
        check("0.125", Some(DecimalMark::Comma), Err(BadAmount::NotANumber));
        check("0.125", None, Err(BadAmount::TooFine));
        check("12,5", Some(DecimalMark::Point), Err(BadAmount::NotANumber));
        check("1.2345", None, Err(BadAmount::TooFine));
        check("99999999999999999999", None, Err(BadAmount::TooLarge));
        check("1e400", None, Err(BadAmount::NotANumber));
    }

    #[test]
    fn a_number_keeps_its_value_or_is_none() {
        use DecimalMark::{Comma, Point};
        let ambiguous = Err(BadAmount::Ambiguous);
        let none = Err(BadAmount::NotANumber);
        for (text, [unknown, point, comma]) in [
            ("7,5", [Ok("7.5"), none, Ok("7.5")]),
            ("7.5", [Ok("7.5"), Ok("7.5"), none]),
            ("1.234", [ambiguous, Ok("1.234"), Ok("1234")]),
            ("1,234", [ambiguous, Ok("1234"), Ok("1.234")]),
            ("1,234.5", [Ok("1234.5"); 3]),
            ("1.234.567", [Ok("1234567"); 3]),
            ("0.125", [Ok("0.125"), Ok("0.125"), none]),
            ("-1234,567", [Ok("-1234.567"), none, Ok("-1234.567")]),
            ("1.23.4", [none; 3]),
            ("12 34", [none; 3]),
            ("1 234", [Ok("1234"); 3]),
            ("", [none; 3]),
            (".", [none; 3]),
            ("many", [none; 3]),
        ] {
            for (mark, expected) in [(None, unknown), (Some(Point), point), (Some(Comma), comma)] {
                let expected = expected.map(str::to_owned);
                assert_eq!(plain_number(text, mark), expected, "{text} {mark:?}");
            }
        }
    }

    #[test]
    fn plain_text_reads_back() {
        for (minor, currency) in [(123_450, Currency::EUR), (-5, Currency::USD), (7, Currency::JPY)]
        {
            let money = Money { minor, currency };
            assert_eq!(
                parse_money(&money.to_plain(), currency, Some(DecimalMark::Point)),
                Ok(money)
            );
        }
    }
}
