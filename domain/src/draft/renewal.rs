//! The form that renews a license: the next term and what it costs, as typed and as meant.

use serde::{Deserialize, Serialize};

use super::reader::Reader;
use crate::currency::Currency;
use crate::date::Date;
use crate::money::Money;
use crate::problem::{Field, ProblemKind, Problems};
use crate::purchase::{Purchase, Seats};
use crate::term::{Span, Term};

/// The form as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RenewalDraft {
    /// ISO date.
    pub start_date: String,
    /// ISO date.
    pub expiration_date: String,
    /// A whole number, or empty.
    pub seats: String,
    /// Amount, in the currency of the term before.
    pub cost: String,
    /// Purchase order.
    pub purchase_order: String,
}

impl RenewalDraft {
    /// The form that proposes this term and purchase.
    pub fn of(term: &Term, line: &Purchase) -> Self {
        let date = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        Self {
            start_date: date(term.span.start_on),
            expiration_date: date(term.span.last_day),
            seats: match line.seats {
                Seats::Counted(n) => n.to_string(),
                Seats::Unstated | Seats::Unlimited => String::new(),
            },
            cost: line.amount.map(Money::to_plain).unwrap_or_default(),
            purchase_order: String::new(),
        }
    }

    /// Reads the form: the proposal as it was changed, or everything that is wrong with it.
    pub fn check(
        &self,
        term: &Term,
        line: &Purchase,
        currency: Currency,
    ) -> Result<(Term, Purchase), Problems> {
        let mut reader = Reader { problems: Vec::new() };
        let start_on = reader.date(&self.start_date, Field::StartDate);
        if self.start_date.trim().is_empty() {
            reader.report(Field::StartDate, ProblemKind::Missing);
        }
        let last_day = reader.date(&self.expiration_date, Field::ExpirationDate);
        reader.term(None, start_on, last_day, &self.expiration_date);
        let seats = reader.seats(&self.seats, Field::Seats);
        // Unlimited seats have no number to type.
        let was_unlimited = line.seats == Seats::Unlimited && seats == Seats::Unstated;
        let term = Term { span: Span { start_on, last_day }, ..*term };
        let currency = line.amount.map_or(currency, |amount| amount.currency);
        let line = Purchase {
            seats: if was_unlimited { Seats::Unlimited } else { seats },
            amount: reader.money(&self.cost, Field::Cost, currency),
            purchase_order: reader.line(
                &self.purchase_order,
                Field::PurchaseOrder,
                super::LONGEST_LINE,
            ),
            ..line.clone()
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
    use crate::purchase::{BillingPeriod, PriceBasis};

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
            period: BillingPeriod::Year,
            renewal_amount: None,
            purchase_order: String::new(),
            order_number: String::new(),
        };
        (Term { span, ..Term::new(id) }, line)
    }

    #[test]
    fn a_proposal_that_is_left_alone_is_what_is_recorded() {
        let (term, line) = proposal();
        let draft = RenewalDraft::of(&term, &line);
        assert_eq!(draft.check(&term, &line, Currency::USD), Ok((term, line)));
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        let (term, line) = proposal();
        let typed = |text: &str| text.to_owned();
        let draft = RenewalDraft {
            start_date: String::new(),
            expiration_date: typed("2026-02-30"),
            seats: typed("-1"),
            cost: typed("much"),
            purchase_order: String::new(),
        };
        let problems = draft.check(&term, &line, Currency::USD).unwrap_err();
        let fields: Vec<Field> = problems.iter().map(|problem| problem.field).collect();
        assert_eq!(fields, [Field::StartDate, Field::ExpirationDate, Field::Seats, Field::Cost]);
    }
}
