//! Periods of support and maintenance.

use super::{Difference, Said};
use crate::coverage::Coverage;
use crate::license::License;
use crate::problem::Field;

/// What differs between the periods of two states.
pub(super) fn between(before: &License, after: &License) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut add = |field, before: Said, after: Said| {
        if before != after {
            found.push(Difference { field, heading: None, before, after });
        }
    };
    let days = |period: &Coverage| Said::Span(period.span);
    let gone = before.coverages.values().filter(|old| !after.coverages.contains_key(&old.id));
    for period in gone {
        add(Field::Coverage, days(period), Said::Nothing);
    }
    for period in after.coverages.values() {
        let Some(old) = before.coverages.get(&period.id) else {
            add(Field::Coverage, Said::Nothing, days(period));
            continue;
        };
        let kind = |period: &Coverage| Said::code(period.kind.code());
        let price = |period: &Coverage| Said::maybe(period.price, Said::Money);
        add(Field::Coverage, days(old), days(period));
        add(Field::CoverageKind, kind(old), kind(period));
        add(Field::CoveragePrice, price(old), price(period));
    }
    found
}

/// Gives the periods that both states have this field as `then` has it; the periods themselves are
/// set as a whole.
pub(super) fn set(license: &mut License, then: &License, field: Field) {
    if field == Field::Coverage {
        license.coverages.clone_from(&then.coverages);
    }
    for (id, period) in &mut license.coverages {
        let Some(old) = then.coverages.get(id) else { continue };
        if field == Field::CoverageKind {
            period.kind = old.kind;
        } else if field == Field::CoveragePrice {
            period.price = old.price;
        }
    }
}
