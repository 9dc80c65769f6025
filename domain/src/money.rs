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
    let digits: String = text
        .chars()
        .filter(|c| !is_sign(*c) && !c.is_whitespace() && !matches!(c, '\'' | '\u{a0}'))
        .collect();
    Ok(Money { minor: parse_minor(&digits, currency.minor_digits(), mark)?, currency })
}

fn parse_minor(text: &str, scale: u32, mark: Option<DecimalMark>) -> Result<i64, BadAmount> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let decimal = decimal_mark(digits, scale, mark)?;
    let (whole, fraction) = match decimal {
        Some(mark) => digits.rsplit_once(mark).ok_or(BadAmount::NotANumber)?,
        None => (digits, ""),
    };
    let whole = strip_groups(whole)?;
    let fraction = fraction.trim_end_matches('0');
    if whole.is_empty() && fraction.is_empty() && !digits.contains('0') {
        return Err(BadAmount::NotANumber);
    }
    if !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return Err(BadAmount::NotANumber);
    }
    if fraction.len() > scale as usize {
        return Err(BadAmount::TooFine);
    }
    let padded = format!("{whole}{fraction:0<width$}", width = scale as usize);
    let minor: i64 =
        if padded.is_empty() { 0 } else { padded.parse().map_err(|_| BadAmount::TooLarge)? };
    if minor > LARGEST_MINOR {
        return Err(BadAmount::TooLarge);
    }
    Ok(if negative { -minor } else { minor })
}

/// Finds the decimal mark, if the text has one.
fn decimal_mark(
    digits: &str,
    scale: u32,
    mark: Option<DecimalMark>,
) -> Result<Option<char>, BadAmount> {
    let points = digits.matches('.').count();
    let commas = digits.matches(',').count();
    let last =
        digits.rfind(['.', ',']).and_then(|at| digits.get(at..)).and_then(|s| s.chars().next());
    let Some(last) = last else { return Ok(None) };
    if points > 0 && commas > 0 {
        let count = if last == '.' { points } else { commas };
        return if count == 1 { Ok(Some(last)) } else { Err(BadAmount::NotANumber) };
    }
    if points + commas > 1 {
        return Ok(None);
    }
    let after = digits.len().saturating_sub(digits.rfind(last).unwrap_or(0) + 1);
    let chosen = match mark {
        Some(DecimalMark::Point) => Some('.'),
        Some(DecimalMark::Comma) => Some(','),
        None if after == 3 && scale != 3 => return Err(BadAmount::Ambiguous),
        None => Some(last),
    };
    // With a mark chosen for the file, the other one alone can only group thousands.
    Ok(if chosen == Some(last) { Some(last) } else { None })
}

/// Removes thousands marks; each group but the first must have three digits.
fn strip_groups(whole: &str) -> Result<String, BadAmount> {
    let groups: Vec<&str> = whole.split(['.', ',']).collect();
    let well_formed = groups.iter().skip(1).all(|g| g.len() == 3)
        && (groups.len() == 1 || groups.first().is_some_and(|g| (1..=3).contains(&g.len())));
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
    }

    #[test]
    fn what_is_not_an_amount_says_why() {
        check("1.234", None, Err(BadAmount::Ambiguous));
        check("about 12", None, Err(BadAmount::NotANumber));
        check("", None, Err(BadAmount::NotANumber));
        check("1,23,4", None, Err(BadAmount::NotANumber));
        check("12,5", Some(DecimalMark::Point), Err(BadAmount::NotANumber));
        check("1.2345", None, Err(BadAmount::TooFine));
        check("99999999999999999999", None, Err(BadAmount::TooLarge));
        check("1e400", None, Err(BadAmount::NotANumber));
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
