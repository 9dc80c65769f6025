//! Taking a whole license, or one field, from an earlier state.

use std::collections::BTreeMap;

use super::{Part, coverages, lines, terms};
use crate::license::License;
use crate::problem::Field;

/// `current` as it was in `then`. Product keys stay as they are: the vault does not go back.
pub fn restored(current: &License, then: &License) -> License {
    License {
        id: current.id,
        keys: current.keys.clone(),
        created_at: current.created_at,
        deleted_at: current.deleted_at,
        ..then.clone()
    }
}

/// `current` with this one field as it was in `then`: of this part, and of no other like it.
pub fn with_field(current: &License, then: &License, field: Field, part: Option<&Part>) -> License {
    let mut license = current.clone();
    match part {
        None => set_fact(&mut license, then, field),
        Some(Part::Term(id)) => terms::set(&mut license, then, *id, field),
        Some(Part::Line(id)) => lines::set(&mut license, then, *id, field),
        Some(Part::Coverage(id)) => coverages::set(&mut license, then, *id, field),
        Some(Part::Heading(heading)) => set_entry(&mut license.extra, &then.extra, heading),
    }
    license
}

/// Gives one key of a map what it has in another.
fn set_entry<K: Ord + Clone>(
    current: &mut BTreeMap<K, String>,
    then: &BTreeMap<K, String>,
    key: &K,
) {
    match then.get(key) {
        Some(text) => drop(current.insert(key.clone(), text.clone())),
        None => drop(current.remove(key)),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the fields of parts of a license")]
fn set_fact(license: &mut License, then: &License, field: Field) {
    let (more, old) = (&mut license.particulars, &then.particulars);
    match field {
        Field::Name => license.name.clone_from(&then.name),
        Field::Type => license.license_type = then.license_type,
        Field::Stage | Field::Lifecycle => license.lifecycle = then.lifecycle,
        Field::Vendor => license.vendor_id = then.vendor_id,
        Field::Supplier => license.supplier_id = then.supplier_id,
        Field::Owner => license.owner_id = then.owner_id,
        Field::Parent => license.parent_id = then.parent_id,
        Field::Reassignable => license.reassignable = then.reassignable,
        Field::SupportExpiration => license.support_ends_on = then.support_ends_on,
        Field::LicensedToName => license.licensed_to_name.clone_from(&then.licensed_to_name),
        Field::LicensedToEmail => license.licensed_to_email.clone_from(&then.licensed_to_email),
        Field::Metric => more.metric = old.metric,
        Field::OverUse => more.over_use = old.over_use,
        Field::OncePerHolder => more.once_per_holder = old.once_per_holder,
        Field::MinFree => more.min_free = old.min_free,
        Field::Downgrades => more.downgrades.clone_from(&old.downgrades),
        Field::Products => more.products.clone_from(&old.products),
        Field::VersionBought => more.version_bought.clone_from(&old.version_bought),
        Field::VersionUsed => more.version_used.clone_from(&old.version_used),
        Field::Edition => more.edition.clone_from(&old.edition),
        Field::Department => more.department.clone_from(&old.department),
        Field::CostCentre => more.cost_centre.clone_from(&old.cost_centre),
        Field::Location => more.location.clone_from(&old.location),
        Field::Contacts => more.contacts.clone_from(&old.contacts),
        Field::PortalLink => more.portal_link.clone_from(&old.portal_link),
        Field::Tags => more.tags.clone_from(&old.tags),
        Field::TerminatedOn => more.terminated_on = old.terminated_on,
        Field::Notes => license.notes.clone_from(&then.notes),
        Field::Custom(id) => set_entry(&mut license.custom, &then.custom, &id),
        _ => {}
    }
}
