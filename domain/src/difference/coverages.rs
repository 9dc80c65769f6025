//! Periods of support and maintenance.

use super::{Found, Part, Said};
use crate::coverage::Coverage;
use crate::id::CoverageId;
use crate::license::License;
use crate::problem::Field;

/// Adds what differs between the periods of two states.
pub(super) fn compare(found: &mut Found, before: &License, after: &License) {
    let gone = before.coverages.values().filter(|old| !after.coverages.contains_key(&old.id));
    for Coverage { id, span, .. } in gone {
        let (was, part) = (Said::Span(*span), Part::Coverage(*id));
        found.add_of(part, None, Field::Coverage, was, Said::Nothing);
    }
    for period in after.coverages.values() {
        let (part, days) = (Part::Coverage(period.id), Said::Span(period.span));
        let Some(old) = before.coverages.get(&period.id) else {
            found.add_of(part, None, Field::Coverage, Said::Nothing, days);
            continue;
        };
        let is_one_of_several =
            before.coverages.keys().chain(after.coverages.keys()).any(|id| *id != period.id);
        let of = is_one_of_several.then_some(period.span);
        let kind = |period: &Coverage| Said::code(period.kind.code());
        let price = |period: &Coverage| Said::maybe(period.price, Said::Money);
        found.add_of(part.clone(), None, Field::Coverage, Said::Span(old.span), days);
        found.add_of(part.clone(), of, Field::CoverageKind, kind(old), kind(period));
        found.add_of(part, of, Field::CoveragePrice, price(old), price(period));
    }
}

/// Gives a period this field as `then` has it; the period itself comes, or goes, as a whole.
pub(super) fn set(license: &mut License, then: &License, id: CoverageId, field: Field) {
    match (then.coverages.get(&id), license.coverages.get_mut(&id)) {
        (Some(old), Some(period)) => {
            if field == Field::Coverage {
                period.span = old.span;
            } else if field == Field::CoverageKind {
                period.kind = old.kind;
            } else if field == Field::CoveragePrice {
                period.price = old.price;
            }
        }
        (Some(old), None) if field == Field::Coverage => {
            license.coverages.insert(id, *old);
        }
        (None, Some(_)) if field == Field::Coverage => drop(license.coverages.remove(&id)),
        (Some(_) | None, None) | (None, Some(_)) => {}
    }
}
