//! Currencies by their ISO 4217 code. Nothing here formats an amount.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// An ISO 4217 code such as `EUR`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Currency([u8; 3]);

/// The text is not three letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a currency is three letters, such as EUR")]
pub struct BadCurrency;

impl Currency {
    /// The euro.
    pub const EUR: Self = Self(*b"EUR");
    /// The United States dollar.
    pub const USD: Self = Self(*b"USD");
    /// The pound sterling.
    pub const GBP: Self = Self(*b"GBP");
    /// The yen.
    pub const JPY: Self = Self(*b"JPY");

    /// How many digits the minor unit has (ISO 4217): 2 for most, 0 for JPY, 3 for KWD.
    pub fn minor_digits(self) -> u32 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG"
            | b"RWF" | b"UGX" | b"UYI" | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            _ => 2,
        }
    }

    /// The currency a sign in a file most likely means. `$` is taken as the US dollar.
    pub fn from_sign(sign: &str) -> Option<Self> {
        match sign.trim() {
            "$" | "US$" => Some(Self::USD),
            "€" => Some(Self::EUR),
            "£" => Some(Self::GBP),
            "¥" => Some(Self::JPY),
            code => code.parse().ok(),
        }
    }

    /// The code as text.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("???")
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Currency {
    type Err = BadCurrency;

    fn from_str(text: &str) -> Result<Self, BadCurrency> {
        let code = text.trim().to_ascii_uppercase();
        let letters: [u8; 3] = code.as_bytes().try_into().map_err(|_| BadCurrency)?;
        letters.iter().all(u8::is_ascii_uppercase).then_some(Self(letters)).ok_or(BadCurrency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_signs_are_read_and_nothing_else() {
        assert_eq!(" eur ".parse(), Ok(Currency::EUR));
        assert_eq!("EURO".parse::<Currency>(), Err(BadCurrency));
        assert_eq!("12€".parse::<Currency>(), Err(BadCurrency));
        assert_eq!(Currency::from_sign("$"), Some(Currency::USD));
        assert_eq!(Currency::from_sign("CHF").map(Currency::minor_digits), Some(2));
        assert_eq!(Currency::JPY.minor_digits(), 0);
    }
}
