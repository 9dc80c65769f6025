//! What was bought: seats, price and paper of one order line.

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::id::{PurchaseId, TermId};
use crate::money::Money;

/// One order line of a license. The amount is kept as typed, with its basis beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purchase {
    /// Identity within the license.
    pub id: PurchaseId,
    /// The term it pays for.
    pub term_id: TermId,
    /// When it was bought.
    #[serde(with = "crate::date::maybe_day")]
    pub purchased_on: Option<Date>,
    /// How many seats.
    pub seats: Seats,
    /// The price as typed.
    pub amount: Option<Money>,
    /// What the price is for.
    pub basis: PriceBasis,
    /// How often it is due.
    pub period: BillingPeriod,
    /// What the next term will cost, if known.
    pub renewal_amount: Option<Money>,
    /// Purchase order number.
    pub purchase_order: String,
    /// The vendor's order number.
    pub order_number: String,
}

/// How many may use it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Seats {
    /// Nobody said; counts as none.
    Unstated,
    /// So many.
    Counted(u32),
    /// As many as wanted: never blocks, has no utilisation, stays out of totals.
    Unlimited,
}

/// What a typed price is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum PriceBasis {
    /// The whole line.
    #[default]
    Total,
    /// Each seat.
    PerSeat,
}

/// How often a price is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum BillingPeriod {
    /// Once.
    #[default]
    Once,
    /// Every month.
    Month,
    /// Every three months.
    Quarter,
    /// Every six months.
    HalfYear,
    /// Every year.
    Year,
    /// Once for the term, however long.
    WholeTerm,
    /// Written by a newer version of the app; kept as it is.
    Unknown,
}

impl Purchase {
    /// A purchase of which nothing is known yet.
    pub fn new(id: PurchaseId, term_id: TermId) -> Self {
        Self {
            id,
            term_id,
            purchased_on: None,
            seats: Seats::Unstated,
            amount: None,
            basis: PriceBasis::default(),
            period: BillingPeriod::default(),
            renewal_amount: None,
            purchase_order: String::new(),
            order_number: String::new(),
        }
    }

    /// The price of the whole line; `None` without a price, or when it is beyond counting.
    pub fn total(&self) -> Option<Money> {
        let amount = self.amount?;
        match (self.basis, self.seats) {
            (PriceBasis::PerSeat, Seats::Counted(n)) => amount.checked_mul(n),
            (PriceBasis::PerSeat, Seats::Unstated | Seats::Unlimited) | (PriceBasis::Total, _) => {
                Some(amount)
            }
        }
    }
}

impl Seats {
    /// The sum of two lines.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        match (self, other) {
            (Self::Unlimited, _) | (_, Self::Unlimited) => Self::Unlimited,
            (Self::Counted(a), Self::Counted(b)) => Self::Counted(a.saturating_add(b)),
            (Self::Unstated, some) | (some, Self::Unstated) => some,
        }
    }
}

impl PriceBasis {
    /// The word that documents and files hold.
    pub fn code(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::PerSeat => "per_unit",
        }
    }

    /// Reads [`Self::code`].
    pub fn from_code(code: &str) -> Self {
        if code == Self::PerSeat.code() { Self::PerSeat } else { Self::Total }
    }
}

impl BillingPeriod {
    /// All that a person can choose.
    pub const ALL: [Self; 6] =
        [Self::Once, Self::Month, Self::Quarter, Self::HalfYear, Self::Year, Self::WholeTerm];

    /// The word that documents and files hold.
    pub fn code(self) -> &'static str {
        match self {
            Self::Once => "once",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::HalfYear => "half_year",
            Self::Year => "year",
            Self::WholeTerm => "whole_term",
            Self::Unknown => "unknown",
        }
    }

    /// Reads [`Self::code`]; anything else is [`Self::Unknown`].
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|p| p.code() == code).unwrap_or(Self::Unknown)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::currency::Currency;

    fn line(seats: Seats, basis: PriceBasis) -> Purchase {
        Purchase {
            id: PurchaseId(Uuid::nil()),
            term_id: TermId(Uuid::nil()),
            purchased_on: None,
            seats,
            amount: Some(Money { minor: 1250, currency: Currency::EUR }),
            basis,
            period: BillingPeriod::Once,
            renewal_amount: None,
            purchase_order: String::new(),
            order_number: String::new(),
        }
    }

    #[test]
    fn a_price_per_seat_is_multiplied_and_a_total_is_not() {
        let minor = |seats, basis| line(seats, basis).total().map(|m| m.minor);
        assert_eq!(minor(Seats::Counted(13), PriceBasis::Total), Some(1250));
        assert_eq!(minor(Seats::Counted(13), PriceBasis::PerSeat), Some(16_250));
        assert_eq!(minor(Seats::Unlimited, PriceBasis::PerSeat), Some(1250));
    }

    #[test]
    fn unlimited_swallows_counts_and_silence_adds_nothing() {
        assert_eq!(Seats::Counted(2).plus(Seats::Counted(3)), Seats::Counted(5));
        assert_eq!(Seats::Counted(2).plus(Seats::Unlimited), Seats::Unlimited);
        assert_eq!(Seats::Unstated.plus(Seats::Counted(3)), Seats::Counted(3));
    }
}
