//! Terms.

use super::{Found, Part, Said};
use crate::id::TermId;
use crate::license::License;
use crate::problem::Field;
use crate::term::{Span, Term};

/// Adds what differs between the terms of two states.
pub(super) fn compare(found: &mut Found, before: &License, after: &License) {
    let gone = before.terms.values().filter(|term| !after.terms.contains_key(&term.id));
    for Term { id, span, .. } in gone {
        found.add_of(Part::Term(*id), None, Field::Term, Said::Span(*span), Said::Nothing);
    }
    for term in after.terms.values() {
        let part = Part::Term(term.id);
        let Some(old) = before.terms.get(&term.id) else {
            found.add_of(part, None, Field::Term, Said::Nothing, Said::Span(term.span));
            continue;
        };
        let days = days(before, after, term.id);
        let mut add = |field, say: &dyn Fn(&Term) -> Said| {
            found.add_of(part.clone(), days, field, say(old), say(term));
        };
        add(Field::StartDate, &|t| Said::maybe(t.span.start_on, Said::Day));
        add(Field::ExpirationDate, &|t| Said::maybe(t.span.last_day, Said::Day));
        add(Field::AutoRenew, &|t| Said::Truth(t.auto_renew));
        add(Field::Notice, &|t| Said::maybe(t.notice, |n| Said::Text(n.to_string())));
        add(Field::TermState, &|t| Said::code(t.state.code()));
        add(Field::RenewMonths, &|t| Said::maybe(t.renew_months, |n| Said::Number(u32::from(n))));
    }
}

/// The days that tell a term from the others; `None` where it is the only one.
pub(super) fn days(before: &License, after: &License, id: TermId) -> Option<Span> {
    let is_other = |other: &TermId| *other != id;
    let is_one_of_several = before.terms.keys().chain(after.terms.keys()).any(is_other);
    let term = after.terms.get(&id).or_else(|| before.terms.get(&id))?;
    is_one_of_several.then_some(term.span)
}

/// Gives a term this field as `then` has it; the term itself comes, or goes, as a whole.
#[expect(clippy::wildcard_enum_match_arm, reason = "the fields of other parts of a license")]
pub(super) fn set(license: &mut License, then: &License, id: TermId, field: Field) {
    let old = then.terms.get(&id);
    if field == Field::Term {
        match old {
            Some(old) => drop(license.terms.insert(id, *old)),
            None => drop(license.terms.remove(&id)),
        }
        return;
    }
    let (Some(term), Some(old)) = (license.terms.get_mut(&id), old) else { return };
    match field {
        Field::StartDate => term.span.start_on = old.span.start_on,
        Field::ExpirationDate => term.span.last_day = old.span.last_day,
        Field::AutoRenew => term.auto_renew = old.auto_renew,
        Field::Notice => term.notice = old.notice,
        Field::TermState => term.state = old.state,
        Field::RenewMonths => term.renew_months = old.renew_months,
        _ => {}
    }
}
