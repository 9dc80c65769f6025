//! Lines of purchases.

use std::collections::BTreeSet;

use super::{Found, Part, Said, terms};
use crate::id::PurchaseId;
use crate::license::License;
use crate::problem::Field;
use crate::purchase::{Purchase, Seats};

/// Adds what differs between the lines of two states.
pub(super) fn compare(found: &mut Found, before: &License, after: &License) {
    let all: BTreeSet<_> = before.purchases.keys().chain(after.purchases.keys()).collect();
    for id in all {
        let (old, new) = (before.purchases.get(id), after.purchases.get(id));
        // A line that came or went is compared with an empty one.
        let (old, new) = match (old, new) {
            (Some(old), Some(new)) => (old.clone(), new.clone()),
            (Some(old), None) => (old.clone(), blank(old)),
            (None, Some(new)) => (blank(new), new.clone()),
            (None, None) => continue,
        };
        let days = terms::days(before, after, new.term_id);
        let mut add = |field, say: &dyn Fn(&Purchase) -> Said| {
            found.add_of(Part::Line(*id), days, field, say(&old), say(&new));
        };
        add(Field::PurchaseDate, &|line| Said::maybe(line.purchased_on, Said::Day));
        add(Field::Seats, &|line| match line.seats {
            Seats::Unstated => Said::Nothing,
            seats @ (Seats::Counted(_) | Seats::Unlimited) => Said::Seats(seats),
        });
        add(Field::Cost, &|line| Said::maybe(line.amount, Said::Money));
        add(Field::CostBasis, &|line| Said::code(line.basis.code()));
        add(Field::BillingPeriod, &|line| Said::code(line.period.code()));
        add(Field::RenewalCost, &|line| Said::maybe(line.renewal_amount, Said::Money));
        add(Field::PurchaseOrder, &|line| Said::text(&line.purchase_order));
        add(Field::OrderNumber, &|line| Said::text(&line.order_number));
    }
}

/// A line that says nothing yet, of the same term.
fn blank(line: &Purchase) -> Purchase {
    Purchase {
        purchased_on: None,
        seats: Seats::Unstated,
        amount: None,
        renewal_amount: None,
        purchase_order: String::new(),
        order_number: String::new(),
        ..line.clone()
    }
}

/// Gives a line this field as `then` has it. A line that is gone is there again with just that, and
/// one that came later goes with the last thing it says.
pub(super) fn set(license: &mut License, then: &License, id: PurchaseId, field: Field) {
    let old = then.purchases.get(&id).cloned();
    let Some(mut line) = license.purchases.get(&id).cloned().or_else(|| old.as_ref().map(blank))
    else {
        return;
    };
    let is_new = old.is_none();
    let old = old.unwrap_or_else(|| blank(&line));
    set_field(&mut line, &old, field);
    if is_new && line == old {
        license.purchases.remove(&id);
    } else {
        license.purchases.insert(id, line);
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the fields of other parts of a license")]
fn set_field(line: &mut Purchase, old: &Purchase, field: Field) {
    match field {
        Field::PurchaseDate => line.purchased_on = old.purchased_on,
        Field::Seats => line.seats = old.seats,
        Field::Cost | Field::Currency => line.amount = old.amount,
        Field::CostBasis => line.basis = old.basis,
        Field::BillingPeriod => line.period = old.period,
        Field::RenewalCost => line.renewal_amount = old.renewal_amount,
        Field::PurchaseOrder => line.purchase_order.clone_from(&old.purchase_order),
        Field::OrderNumber => line.order_number.clone_from(&old.order_number),
        _ => {}
    }
}
