//! What one right of a license costs.

use crate::currency::Currency;
use crate::license::License;
use crate::money::Money;
use crate::purchase::{BillingPeriod, Purchase, Seats};
use crate::quantity::Quantity;
use crate::renewal::whole_months;

/// A price for so many rights, kept whole: 250.00 for 13 is not 19.23 each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Price {
    total: i128,
    per: i128,
    currency: Currency,
}

impl Price {
    /// What a quantity costs, rounded half to even at the last step; `None` when it is beyond counting.
    pub fn times(self, quantity: Quantity) -> Option<Money> {
        let numerator = self.total.checked_mul(i128::from(quantity.hundredths()))?;
        let minor = divide_half_even(numerator, self.per.checked_mul(100)?);
        Some(Money { minor: i64::try_from(minor).ok()?, currency: self.currency })
    }
}

/// What another right costs: as the latest priced purchase says.
pub fn of_one_more(license: &License) -> Option<Price> {
    let (_, Money { minor, currency }, n) = priced(license)?;
    Some(Price { total: i128::from(minor), per: i128::from(n), currency })
}

/// What a right costs each year: as the latest priced purchase says; `None` for what is paid once.
pub fn of_a_year(license: &License) -> Option<Price> {
    let (line, total, n) = priced(license)?;
    let months = match line.period {
        BillingPeriod::Month => 1,
        BillingPeriod::Quarter => 3,
        BillingPeriod::HalfYear => 6,
        BillingPeriod::Year => 12,
        BillingPeriod::WholeTerm => {
            i128::from(whole_months(license.terms.get(&line.term_id)?.span)?)
        }
        BillingPeriod::Once | BillingPeriod::Unknown => return None,
    };
    let (total, currency) = (i128::from(total.minor) * 12, total.currency);
    Some(Price { total, per: i128::from(n) * months, currency })
}

/// The latest purchase with a price and a number of seats.
fn priced(license: &License) -> Option<(&Purchase, Money, u32)> {
    let lines = license.purchases.values().filter_map(|line| match (line.total(), line.seats) {
        (Some(total), Seats::Counted(n @ 1..)) => Some((line, total, n)),
        _ => None,
    });
    lines.max_by_key(|(line, ..)| {
        let starts = license.terms.get(&line.term_id).and_then(|term| term.span.start_on);
        (line.purchased_on.max(starts), line.id)
    })
}

fn divide_half_even(numerator: i128, denominator: i128) -> i128 {
    let (quotient, rest) = (numerator.div_euclid(denominator), numerator.rem_euclid(denominator));
    match (rest * 2).cmp(&denominator) {
        std::cmp::Ordering::Less => quotient,
        std::cmp::Ordering::Greater => quotient + 1,
        std::cmp::Ordering::Equal => quotient + quotient.rem_euclid(2),
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;

    use super::*;
    use crate::date::parse_iso;
    use crate::id::{LicenseId, PurchaseId, TermId};
    use crate::license_type::LicenseType;
    use crate::purchase::PriceBasis;
    use crate::term::{Span, Term};

    fn license(lines: &[(u32, i64, PriceBasis, BillingPeriod)], term: (&str, &str)) -> License {
        let id = LicenseId(Uuid::nil());
        let mut license = License::new(id, LicenseType::Subscription, DateTime::UNIX_EPOCH);
        let term_id = TermId(Uuid::nil());
        let span = Span { start_on: parse_iso(term.0), last_day: parse_iso(term.1) };
        license.terms.insert(term_id, Term { span, ..Term::new(term_id) });
        for (n, (seats, minor, basis, period)) in (1..).zip(lines) {
            let id = PurchaseId(Uuid::from_u128(n));
            let line = Purchase {
                seats: Seats::Counted(*seats),
                amount: Some(Money { minor: *minor, currency: Currency::EUR }),
                basis: *basis,
                period: *period,
                ..Purchase::new(id, term_id)
            };
            license.purchases.insert(id, line);
        }
        license
    }

    fn euro(minor: i64) -> Money {
        Money { minor, currency: Currency::EUR }
    }

    #[test]
    fn a_share_of_a_price_is_rounded_once_at_the_end() {
        let of = |seats, minor| {
            license(&[(seats, minor, PriceBasis::Total, BillingPeriod::Once)], ("", ""))
        };
        let price = of_one_more(&of(13, 25_000)).unwrap();
        assert_eq!(price.times(Quantity::ONE), Some(euro(1_923)));
        assert_eq!(price.times(Quantity::whole(13)), Some(euro(25_000)));
        // Half to even: 0.5 and 1.5 cents.
        let half = |minor| of_one_more(&of(1, minor)).unwrap().times(Quantity::of_hundredths(50));
        assert_eq!((half(1), half(3)), (Some(euro(0)), Some(euro(2))));
    }

    #[test]
    fn a_year_costs_what_its_periods_do_and_a_purchase_for_good_costs_nothing_more() {
        use BillingPeriod::{HalfYear, Month, Once, Quarter, WholeTerm, Year};
        for (period, minor) in [(Month, 12_000), (Quarter, 4_000), (HalfYear, 2_000), (Year, 1_000)]
        {
            let license = license(&[(1, 1_000, PriceBasis::PerSeat, period)], ("", ""));
            assert_eq!(
                of_a_year(&license).unwrap().times(Quantity::ONE),
                Some(euro(minor)),
                "{period:?}"
            );
        }
        // 18 months at 12,000 are 8,000 a year (d5).
        let line = (1, 1_200_000, PriceBasis::Total, WholeTerm);
        let term = ("2025-01-01", "2026-06-30");
        assert_eq!(
            of_a_year(&license(&[line], term)).unwrap().times(Quantity::ONE),
            Some(euro(800_000))
        );
        assert_eq!(of_a_year(&license(&[(1, 1_000, PriceBasis::Total, Once)], term)), None);
    }
}
