//! What happens at the end of a term: whether it renews by itself, until when that can be stopped,
//! and what the next one looks like.

mod assumed;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::date::{Date, add_months, period_last_day, period_start};
use crate::id::{PurchaseId, TermId};
use crate::license::License;
use crate::purchase::{PriceBasis, Purchase};
use crate::term::{Span, Term, TermState};

pub use self::assumed::{assume, confirmed};

/// How long before the end a cancellation must arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Notice {
    /// So many calendar days.
    Days(u16),
    /// So many months.
    Months(u16),
}

/// The longest notice that makes sense, in days or months.
pub const LONGEST_NOTICE: u16 = 999;
/// The longest term that makes sense, in months: a hundred years.
pub const LONGEST_TERM: u16 = 1_200;

/// The text is not a period of notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a period of notice")]
pub struct BadNotice;

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Days(1) => f.write_str("1 day"),
            Self::Days(n) => write!(f, "{n} days"),
            Self::Months(1) => f.write_str("1 month"),
            Self::Months(n) => write!(f, "{n} months"),
        }
    }
}

impl FromStr for Notice {
    type Err = BadNotice;

    /// Reads `30`, `30 days`, `3 months` or `2 weeks`; a bare number is days.
    fn from_str(text: &str) -> Result<Self, BadNotice> {
        let text = text.trim().to_lowercase();
        let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (number, unit) = text.split_at(digits);
        let number: u16 = number.parse().map_err(|_| BadNotice)?;
        let notice = match unit.trim() {
            "" | "d" | "day" | "days" => Self::Days(number),
            "w" | "week" | "weeks" => Self::Days(number.checked_mul(7).ok_or(BadNotice)?),
            "m" | "month" | "months" => Self::Months(number),
            _ => return Err(BadNotice),
        };
        let (Self::Days(n) | Self::Months(n)) = notice;
        if n <= LONGEST_NOTICE { Ok(notice) } else { Err(BadNotice) }
    }
}

/// The last day on which a cancellation still counts; `None` where nothing renews by itself.
pub fn cancel_by(term: &Term) -> Option<Date> {
    let last = term.span.last_day.filter(|_| term.auto_renew)?;
    match term.notice {
        None => Some(last),
        Some(Notice::Days(days)) => last.checked_sub_days(chrono::Days::new(u64::from(days))),
        Some(Notice::Months(months)) => add_months(last, -i32::from(months)),
    }
}

/// The length of a term in whole months, if it has one: its last day is the day before the same
/// day of a later month.
pub fn whole_months(span: Span) -> Option<u16> {
    let (start, last) = (span.start_on?, span.last_day?);
    let guess = i32::try_from((last - start).num_days() / 30).ok()?;
    // A month has 28 to 31 days, so over a hundred years the guess is at most 18 too high.
    let candidates = (guess - 20).max(1)..=guess + 1;
    let months = candidates.into_iter().find(|n| period_last_day(start, *n, 0) == Some(last))?;
    u16::try_from(months).ok()
}

/// The term that follows `license`'s last one, with the purchase that pays for it.
///
/// It begins the day after the last one ends and is as long; its days are counted from the first
/// term of the unbroken row, so that a contract made on the 31st stays at the month's end. `None`
/// where the last term never ends.
pub fn next_term(
    license: &License,
    term: TermId,
    purchase: PurchaseId,
) -> Option<(Term, Purchase)> {
    let last = last_term(license)?;
    let start_on = last.span.last_day?.succ_opt()?;
    let (anchor, months) = rhythm(license, last);
    let last_day = months.and_then(|months| last_day_from(anchor, start_on, months));
    let next = Term {
        id: term,
        span: Span { start_on: Some(start_on), last_day },
        auto_renew: last.auto_renew,
        renew_months: last.renew_months,
        notice: last.notice,
        state: TermState::Confirmed,
    };
    Some((next, renewed(license, last.id, Purchase::new(purchase, term))))
}

/// `blank` as it pays for all that the purchases of `term` paid for.
fn renewed(license: &License, term: TermId, blank: Purchase) -> Purchase {
    let mut lines = license.lines_of(term);
    let Some(line) = lines.next() else { return blank };
    let paid = Purchase {
        seats: line.seats,
        amount: line.renewal_amount.or(line.amount),
        basis: line.basis,
        period: line.period,
        renewal_amount: line.renewal_amount,
        ..blank
    };
    let more: Vec<&Purchase> = lines.collect();
    if more.is_empty() {
        return paid;
    }
    // Seats that were added in the middle go on as well, at what each of them costs.
    let due = |line: &Purchase| {
        Purchase { amount: line.renewal_amount.or(line.amount), ..line.clone() }.total()
    };
    let total = more.iter().try_fold(due(line), |sum, line| match (sum, due(line)) {
        (Some(sum), Some(more)) => sum.checked_add(more).map(Some),
        (sum, more) => Some(sum.or(more)),
    });
    Purchase {
        seats: license.seats_of(term),
        // Two currencies make no sum: somebody has to say.
        amount: total.flatten(),
        basis: PriceBasis::Total,
        renewal_amount: None,
        ..paid
    }
}

/// The term that those after `last` are counted from, and their months where these are known.
fn rhythm<'a>(license: &'a License, last: &'a Term) -> (&'a Term, Option<u16>) {
    let anchor = first_of_row(license, last);
    let months =
        last.renew_months.or_else(|| whole_months(last.span)).or_else(|| whole_months(anchor.span));
    (anchor, months)
}

/// The term that ends last; one that never ends does so after all others.
fn last_term(license: &License) -> Option<&Term> {
    let place = |term: &&Term| (term.span.last_day.unwrap_or(Date::MAX), term.span.start_on);
    license.terms.values().max_by_key(place)
}

/// The days that follow `span` and are as many months; open where that cannot be told.
pub fn following(span: Span) -> Span {
    let start_on = span.last_day.and_then(|last| last.succ_opt());
    let anchor = Term { span, ..Term::new(TermId(uuid::Uuid::nil())) };
    let last_day = start_on
        .zip(whole_months(span))
        .and_then(|(start, months)| last_day_from(&anchor, start, months));
    Span { start_on, last_day }
}

/// The first term of the unbroken row that ends with `last`.
fn first_of_row<'a>(license: &'a License, last: &'a Term) -> &'a Term {
    let mut first = last;
    // Each step goes back in time, so it ends.
    while let Some(before) = first.span.start_on.and_then(|start| start.pred_opt()) {
        let earlier = license.terms.values().find(|term| term.span.last_day == Some(before));
        match earlier.filter(|term| term.span.start_on.is_some_and(|start| start <= before)) {
            Some(earlier) => first = earlier,
            None => break,
        }
    }
    first
}

/// The last day of a term of `months` that starts on `start_on`, counted from `anchor`'s first day
/// where that fits.
fn last_day_from(anchor: &Term, start_on: Date, months: u16) -> Option<Date> {
    let (first, months) = (anchor.span.start_on.unwrap_or(start_on), i32::from(months));
    let begins = |k: &i32| period_start(first, months, *k) == Some(start_on);
    let days = (start_on - first).num_days();
    // A period of n months has at least 28 n days.
    let most = i32::try_from(days / 28).ok()? / months.max(1) + 1;
    match (0..=most).find(begins) {
        Some(k) => period_last_day(first, months, k),
        None => period_last_day(start_on, months, 0),
    }
}

/// What lies between two terms that follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seam {
    /// So many days that no term covers.
    Gap(i64),
    /// So many days that both cover.
    Overlap(i64),
}

/// What lies between the end of `earlier` and the start of `later`; `None` when they meet.
pub fn seam(earlier: Span, later: Span) -> Option<Seam> {
    let (end, start) = (earlier.last_day?, later.start_on?);
    match (start - end).num_days() {
        1 => None,
        days if days > 1 => Some(Seam::Gap(days - 1)),
        days => Some(Seam::Overlap(1 - days)),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use chrono::DateTime;
    use uuid::Uuid;

    use super::*;
    use crate::currency::Currency;
    use crate::date::parse_iso;
    use crate::id::LicenseId;
    use crate::license_type::LicenseType;
    use crate::purchase::{BillingPeriod, Seats};

    fn term(n: u128, start: &str, last: &str) -> Term {
        let span = Span { start_on: parse_iso(start), last_day: parse_iso(last) };
        Term { span, ..Term::new(TermId(Uuid::from_u128(n))) }
    }

    fn license(terms: &[Term]) -> License {
        License {
            terms: terms.iter().map(|term| (term.id, *term)).collect(),
            ..License::new(LicenseId(Uuid::nil()), LicenseType::Subscription, DateTime::UNIX_EPOCH)
        }
    }

    fn next(terms: &[Term]) -> Option<(String, String)> {
        let ids = (TermId(Uuid::max()), PurchaseId(Uuid::max()));
        let (term, _) = next_term(&license(terms), ids.0, ids.1)?;
        let text = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        Some((text(term.span.start_on), text(term.span.last_day)))
    }

    fn days(start: &str, last: &str) -> (String, String) {
        (start.to_owned(), last.to_owned())
    }

    #[test]
    fn a_cancellation_is_due_by_the_notice_before_the_end() {
        let on = |notice: &str, auto_renew: bool| {
            let notice = notice.parse().ok();
            let term = Term { auto_renew, notice, ..term(1, "2025-04-01", "2026-03-31") };
            cancel_by(&term).map(|day| day.to_string())
        };
        for (notice, day) in [
            ("30 days", "2026-03-01"),
            ("60", "2026-01-30"),
            ("90 days", "2025-12-31"),
            ("3 months", "2025-12-31"),
            ("", "2026-03-31"),
        ] {
            assert_eq!(on(notice, true).as_deref(), Some(day), "{notice}");
        }
        assert_eq!(on("30 days", false), None);
    }

    #[test]
    fn notices_are_read_as_people_write_them() {
        for (text, notice) in [
            ("30", Notice::Days(30)),
            ("1 day", Notice::Days(1)),
            ("2 Weeks", Notice::Days(14)),
            ("3months", Notice::Months(3)),
        ] {
            assert_eq!(text.parse(), Ok(notice), "{text}");
            assert_eq!(notice.to_string().parse(), Ok(notice));
        }
        for text in ["", "soon", "-3", "1000", "3 years", "1.5 months"] {
            assert_eq!(text.parse::<Notice>(), Err(BadNotice), "{text}");
        }
    }

    #[test]
    fn the_next_term_follows_the_last_and_is_as_long() {
        assert_eq!(
            next(&[term(1, "2025-01-01", "2025-12-31")]),
            Some(days("2026-01-01", "2026-12-31"))
        );
        assert_eq!(
            next(&[term(1, "2024-02-29", "2025-02-27")]),
            Some(days("2025-02-28", "2026-02-27"))
        );
        assert_eq!(next(&[term(1, "2025-01-01", "")]), None);
        assert_eq!(next(&[term(1, "", "2025-12-31")]), Some(days("2026-01-01", "")));
        assert_eq!(next(&[]), None);
    }

    #[test]
    fn days_are_counted_from_the_anchor_and_do_not_drift() {
        let (january, february) =
            (term(1, "2025-01-31", "2025-02-27"), term(2, "2025-02-28", "2025-03-30"));
        assert_eq!(next(&[january]), Some(days("2025-02-28", "2025-03-30")));
        assert_eq!(next(&[january, february]), Some(days("2025-03-31", "2025-04-29")));
        let leap = [
            term(1, "2024-02-29", "2025-02-27"),
            term(2, "2025-02-28", "2026-02-27"),
            term(3, "2026-02-28", "2027-02-27"),
            term(4, "2027-02-28", "2028-02-28"),
        ];
        let months = leap.map(|term| Term { renew_months: Some(12), ..term });
        assert_eq!(next(&months), Some(days("2028-02-29", "2029-02-27")));
    }

    #[test]
    fn whole_months_are_told_from_odd_days() {
        let of = |start: &str, last: &str| {
            whole_months(Span { start_on: parse_iso(start), last_day: parse_iso(last) })
        };
        assert_eq!(of("2025-01-01", "2025-12-31"), Some(12));
        assert_eq!(of("2025-01-31", "2025-02-27"), Some(1));
        assert_eq!(of("2024-01-15", "2025-07-14"), Some(18));
        assert_eq!(of("1950-01-01", "2049-12-31"), Some(1_200));
        assert_eq!(of("2025-01-01", "2025-12-30"), None);
        assert_eq!(of("", "2025-12-30"), None);
    }

    #[test]
    fn seats_that_were_added_in_the_middle_are_renewed_with_the_rest() {
        let money = |minor, currency| Some(crate::money::Money { minor, currency });
        let only = term(1, "2025-01-01", "2025-12-31");
        let line = |n: u128, seats, amount| Purchase {
            seats: Seats::Counted(seats),
            amount,
            ..Purchase::new(PurchaseId(Uuid::from_u128(n)), only.id)
        };
        let renewed = |second: Option<crate::money::Money>| {
            let first = line(1, 60, money(1_000, Currency::EUR));
            let second = Purchase { basis: PriceBasis::PerSeat, ..line(2, 15, second) };
            let purchases = [first, second].map(|line| (line.id, line)).into();
            let license = License { purchases, ..license(&[only]) };
            let next = next_term(&license, TermId(Uuid::max()), PurchaseId(Uuid::max()));
            let paid = next.unwrap().1;
            assert_eq!((paid.seats, paid.basis), (Seats::Counted(75), PriceBasis::Total));
            paid.amount
        };
        assert_eq!(renewed(money(20, Currency::EUR)), money(1_300, Currency::EUR));
        assert_eq!(renewed(None), money(1_000, Currency::EUR));
        assert_eq!(renewed(money(20, Currency::USD)), None, "two currencies make no sum");
    }

    #[test]
    fn a_renewal_keeps_the_seats_and_takes_the_renewal_price() {
        let money = |minor| crate::money::Money { minor, currency: Currency::EUR };
        let only = term(1, "2025-01-01", "2025-12-31");
        let line = Purchase {
            id: PurchaseId(Uuid::nil()),
            term_id: only.id,
            purchased_on: parse_iso("2024-12-01"),
            seats: Seats::Counted(60),
            amount: Some(money(100)),
            basis: PriceBasis::PerSeat,
            period: BillingPeriod::Year,
            renewal_amount: Some(money(120)),
            purchase_order: "PO-1".to_owned(),
            order_number: String::new(),
        };
        let license = License { purchases: BTreeMap::from([(line.id, line)]), ..license(&[only]) };
        let ids = (TermId(Uuid::max()), PurchaseId(Uuid::max()));
        let (_, paid) = next_term(&license, ids.0, ids.1).unwrap();
        assert_eq!((paid.seats, paid.amount), (Seats::Counted(60), Some(money(120))));
        assert_eq!((paid.purchased_on, paid.purchase_order.as_str()), (None, ""));
    }

    #[test]
    fn gaps_and_overlaps_are_counted_in_days() {
        let span = |start: &str, last: &str| term(1, start, last).span;
        let year = span("2024-01-01", "2024-12-31");
        assert_eq!(seam(year, span("2025-01-01", "2025-12-31")), None);
        assert_eq!(seam(year, span("2025-03-01", "2026-02-28")), Some(Seam::Gap(59)));
        assert_eq!(seam(year, span("2024-12-31", "2025-12-30")), Some(Seam::Overlap(1)));
    }
}
