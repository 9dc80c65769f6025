//! The term that a row is about, and its purchase.

use uuid::Uuid;

use super::fields::set_line_of_text;
use super::{Here, Said};
use crate::csv::record::Record;
use crate::csv::report::RowReader;
use crate::id::{PurchaseId, TermId};
use crate::license::License;
use crate::problem::{Field, ProblemKind};
use crate::purchase::{PriceBasis, Purchase};
use crate::term::Term;

pub(super) fn set_term(
    after: &mut License,
    here: &Here<'_>,
    record: &Record,
    row: &mut RowReader<'_, '_>,
    said: &Said,
    fresh: &mut dyn FnMut() -> Uuid,
) {
    let mut term = here.term.copied().unwrap_or_else(|| Term::new(TermId(Uuid::nil())));
    let old = term;
    if said.has(Field::StartDate) {
        term.span.start_on = record.span.start_on;
    }
    if said.has(Field::ExpirationDate) {
        term.span.last_day = record.span.last_day;
    }
    if let (Some(start), Some(last)) = (term.span.start_on, term.span.last_day)
        && start > last
    {
        let field =
            if said.has(Field::ExpirationDate) { Field::ExpirationDate } else { Field::StartDate };
        row.problem(field, ProblemKind::EndsBeforeStart);
        term.span = old.span;
    }
    if said.has(Field::AutoRenew) {
        term.auto_renew = record.auto_renew;
    }
    if said.has(Field::Notice) {
        term.notice = record.notice;
    }
    if said.has(Field::RenewMonths) {
        term.renew_months = record.renew_months;
    }
    if term == old {
        return;
    }
    if here.term.is_none() {
        term.id = TermId(fresh());
    }
    after.terms.insert(term.id, term);
}

pub(super) fn set_line(
    after: &mut License,
    here: &Here<'_>,
    record: &Record,
    row: &mut RowReader<'_, '_>,
    said: &Said,
    fresh: &mut dyn FnMut() -> Uuid,
) {
    let mut line = here.line.cloned().unwrap_or_else(blank_line);
    let old = line.clone();
    // With several purchases, seats and cost in a file are their sums.
    let several = here.n_lines > 1;
    if said.has(Field::Seats) && record.seats != here.seats() {
        if several {
            row.problem(Field::Seats, ProblemKind::SeveralPurchases);
        } else {
            line.seats = record.seats;
        }
    }
    let is_same_cost = match record.basis {
        PriceBasis::Total => record.amount == here.cost(),
        PriceBasis::PerSeat => line.basis == PriceBasis::PerSeat && line.amount == record.amount,
    };
    if said.has(Field::Cost) && !is_same_cost {
        if several {
            row.problem(Field::Cost, ProblemKind::SeveralPurchases);
        } else {
            line.amount = record.amount;
            line.basis = record.basis;
        }
    }
    if said.has(Field::RenewalCost) {
        line.renewal_amount = record.renewal_amount;
    }
    if said.has(Field::PurchaseDate) {
        line.purchased_on = record.purchased_on;
    }
    if said.has(Field::BillingPeriod) {
        line.period = record.period;
    }
    if said.has(Field::PurchaseOrder) {
        set_line_of_text(&mut line.purchase_order, &record.purchase_order);
    }
    if said.has(Field::OrderNumber) {
        set_line_of_text(&mut line.order_number, &record.order_number);
    }
    if line == old {
        return;
    }
    if here.line.is_none() {
        line.id = PurchaseId(fresh());
        line.term_id = the_term(after, here, fresh);
    }
    after.purchases.insert(line.id, line);
}

/// The term that a new purchase pays for.
fn the_term(after: &mut License, here: &Here<'_>, fresh: &mut dyn FnMut() -> Uuid) -> TermId {
    let known = here.term.map(|term| term.id).or_else(|| after.terms.keys().next().copied());
    known.unwrap_or_else(|| {
        let term = Term::new(TermId(fresh()));
        after.terms.insert(term.id, term);
        term.id
    })
}

fn blank_line() -> Purchase {
    Purchase::new(PurchaseId(Uuid::nil()), TermId(Uuid::nil()))
}
