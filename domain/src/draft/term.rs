//! The form of one term and of one purchase that pays for it, as typed and as meant. It renews a
//! license, corrects an old term, and adds what was bought in the middle of one.

use super::reader::Reader;
use crate::currency::Currency;
use crate::date::Date;
use crate::license_type::LicenseType;
use crate::money::Money;
use crate::problem::{Field, Problems};
use crate::purchase::{BillingPeriod, PriceBasis, Purchase, Seats};
use crate::term::{Span, Term, TermState};

/// The form as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TermDraft {
    /// ISO date.
    pub start_date: String,
    /// ISO date.
    pub expiration_date: String,
    /// Code of the [`TermState`].
    pub state: String,
    /// Whether the next one begins by itself.
    pub auto_renew: bool,
    /// A period of notice, such as `30 days`.
    pub notice: String,
    /// A whole number, or empty.
    pub renew_months: String,
    /// ISO date.
    pub purchase_date: String,
    /// A whole number, or empty.
    pub seats: String,
    /// Whether there is no limit.
    pub unlimited: bool,
    /// Amount.
    pub cost: String,
    /// Code of the [`PriceBasis`].
    pub cost_basis: String,
    /// Currency code.
    pub currency: String,
    /// Code of the [`BillingPeriod`].
    pub billing_period: String,
    /// Amount, in the same currency.
    pub renewal_cost: String,
    /// Purchase order.
    pub purchase_order: String,
    /// The vendor's order number.
    pub order_number: String,
}

impl TermDraft {
    /// The form that shows this term and purchase; amounts without a currency are in `currency`.
    pub fn of(term: &Term, line: &Purchase, currency: Currency) -> Self {
        let date = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let amount = |money: Option<Money>| money.map(Money::to_plain).unwrap_or_default();
        let currency = line.amount.or(line.renewal_amount).map_or(currency, |m| m.currency);
        Self {
            start_date: date(term.span.start_on),
            expiration_date: date(term.span.last_day),
            state: term.state.code().to_owned(),
            auto_renew: term.auto_renew,
            notice: term.notice.map(|notice| notice.to_string()).unwrap_or_default(),
            renew_months: term.renew_months.map(|n| n.to_string()).unwrap_or_default(),
            purchase_date: date(line.purchased_on),
            seats: match line.seats {
                Seats::Counted(n) => n.to_string(),
                Seats::Unstated | Seats::Unlimited => String::new(),
            },
            unlimited: line.seats == Seats::Unlimited,
            cost: amount(line.amount),
            cost_basis: line.basis.code().to_owned(),
            currency: currency.code().to_owned(),
            billing_period: line.period.code().to_owned(),
            renewal_cost: amount(line.renewal_amount),
            purchase_order: line.purchase_order.clone(),
            order_number: line.order_number.clone(),
        }
    }

    /// Reads the form: the term and the purchase as they were changed, or everything that is wrong.
    /// What only a newer version knows is kept.
    pub fn check(
        &self,
        term: &Term,
        line: &Purchase,
        license_type: LicenseType,
        currency: Currency,
    ) -> Result<(Term, Purchase), Problems> {
        let mut reader = Reader { problems: Vec::new() };
        let start_on = reader.date(&self.start_date, Field::StartDate);
        let last_day = reader.date(&self.expiration_date, Field::ExpirationDate);
        reader.term(Some(license_type), start_on, last_day, &self.expiration_date);
        let state = TermState::from_code(&self.state);
        let term = Term {
            id: term.id,
            span: Span { start_on, last_day },
            auto_renew: self.auto_renew,
            renew_months: reader.months(&self.renew_months),
            notice: reader.notice(&self.notice),
            state: if state == TermState::Unknown { term.state } else { state },
        };
        let purchased_on = reader.date(&self.purchase_date, Field::PurchaseDate);
        let seats =
            if self.unlimited { Seats::Unlimited } else { reader.seats(&self.seats, Field::Seats) };
        let currency = reader.currency(&self.currency, currency);
        let period = BillingPeriod::from_code(&self.billing_period);
        let line = Purchase {
            id: line.id,
            term_id: term.id,
            purchased_on,
            seats,
            amount: reader.money(&self.cost, Field::Cost, currency),
            basis: PriceBasis::from_code(&self.cost_basis),
            period: if period == BillingPeriod::Unknown { line.period } else { period },
            renewal_amount: reader.money(&self.renewal_cost, Field::RenewalCost, currency),
            purchase_order: reader.line(
                &self.purchase_order,
                Field::PurchaseOrder,
                super::LONGEST_LINE,
            ),
            order_number: reader.line(&self.order_number, Field::OrderNumber, super::LONGEST_LINE),
        };
        if reader.problems.is_empty() { Ok((term, line)) } else { Err(reader.problems) }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::date::parse_iso;
    use crate::id::{PurchaseId, TermId};

    fn proposal() -> (Term, Purchase) {
        let id = TermId(Uuid::nil());
        let span = Span { start_on: parse_iso("2026-01-01"), last_day: parse_iso("2026-12-31") };
        let line = Purchase {
            id: PurchaseId(Uuid::nil()),
            term_id: id,
            purchased_on: None,
            seats: Seats::Unlimited,
            amount: Some(Money { minor: 12_000, currency: Currency::EUR }),
            basis: PriceBasis::Total,
            period: BillingPeriod::Unknown,
            renewal_amount: None,
            purchase_order: String::new(),
            order_number: "SO-7".to_owned(),
        };
        let notice = "30 days".parse().ok();
        (Term { span, auto_renew: true, notice, ..Term::new(id) }, line)
    }

    #[test]
    fn a_form_that_is_left_alone_changes_nothing() {
        let (term, line) = proposal();
        let draft = TermDraft::of(&term, &line, Currency::USD);
        let read = draft.check(&term, &line, LicenseType::Subscription, Currency::USD);
        assert_eq!(read, Ok((term, line)));
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        let (term, line) = proposal();
        let typed = |text: &str| text.to_owned();
        let draft = TermDraft {
            start_date: typed("2026-02-30"),
            expiration_date: String::new(),
            unlimited: false,
            seats: typed("-1"),
            cost: typed("much"),
            notice: typed("soon"),
            ..TermDraft::of(&term, &line, Currency::USD)
        };
        let read = draft.check(&term, &line, LicenseType::Subscription, Currency::USD);
        let fields: Vec<Field> = read.unwrap_err().iter().map(|problem| problem.field).collect();
        let expected =
            [Field::StartDate, Field::ExpirationDate, Field::Notice, Field::Seats, Field::Cost];
        assert_eq!(fields, expected);
    }
}
