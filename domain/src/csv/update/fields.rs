//! The fields of the license itself.

use std::collections::BTreeMap;

use super::Said;
use crate::csv::cells;
use crate::csv::meaning::Meaning;
use crate::csv::record::Record;
use crate::csv::report::RowReader;
use crate::id::CustomFieldId;
use crate::license::License;
use crate::particulars::Particulars;
use crate::problem::Field;

/// Spaces that a file cannot keep don't count.
pub(super) fn set_line_of_text(target: &mut String, text: &str) {
    if cells::line(target) != text {
        text.clone_into(target);
    }
}

pub(super) fn set_facts(after: &mut License, record: &Record, said: &Said) {
    // A row found by its name says nothing of it: another spelling is no new name.
    if said.clears && said.has(Field::Name) {
        set_line_of_text(&mut after.name, &record.name);
    }
    for (field, target, text) in [
        (Field::LicensedToName, &mut after.licensed_to_name, &record.licensed_to_name),
        (Field::LicensedToEmail, &mut after.licensed_to_email, &record.licensed_to_email),
    ] {
        if said.has(field) {
            set_line_of_text(target, text);
        }
    }
    if said.has(Field::Type) && !record.type_inferred {
        after.license_type = record.license_type;
    }
    if said.has(Field::Reassignable) {
        after.reassignable = record.reassignable;
    }
    // Periods of coverage are told in this column too, and changed on the license's page.
    if said.has(Field::SupportExpiration) && record.support_ends_on != after.support_ends_on() {
        after.support_ends_on = record.support_ends_on;
    }
    if said.has(Field::Notes) && after.notes.trim() != record.notes {
        after.notes.clone_from(&record.notes);
    }
}

pub(super) fn set_particulars(after: &mut Particulars, record: &Particulars, said: &Said) {
    for (field, target, text) in [
        (Field::VersionBought, &mut after.version_bought, &record.version_bought),
        (Field::VersionUsed, &mut after.version_used, &record.version_used),
        (Field::Edition, &mut after.edition, &record.edition),
        (Field::Department, &mut after.department, &record.department),
        (Field::CostCentre, &mut after.cost_centre, &record.cost_centre),
        (Field::Location, &mut after.location, &record.location),
        (Field::Contacts, &mut after.contacts, &record.contacts),
        (Field::PortalLink, &mut after.portal_link, &record.portal_link),
    ] {
        if said.has(field) {
            set_line_of_text(target, text);
        }
    }
    if said.has(Field::Metric) {
        after.metric = record.metric;
    }
    if said.has(Field::OverUse) {
        after.over_use = record.over_use;
    }
    if said.has(Field::OncePerHolder) {
        after.once_per_holder = record.once_per_holder;
    }
    if said.has(Field::MinFree) {
        after.min_free = record.min_free;
    }
    if said.has(Field::TerminatedOn) {
        after.terminated_on = record.terminated_on;
    }
    if said.has(Field::Downgrades) {
        after.downgrades.clone_from(&record.downgrades);
    }
    if said.has(Field::Products) {
        after.products.clone_from(&record.products);
    }
    if said.has(Field::Tags) {
        if said.clears {
            after.tags.clone_from(&record.tags);
        } else {
            // Another program knows nothing of the tags that were added here.
            after.tags.extend(record.tags.iter().cloned());
        }
    }
}

pub(super) fn set_custom(
    after: &mut BTreeMap<CustomFieldId, String>,
    custom: &BTreeMap<CustomFieldId, String>,
    said: &Said,
) {
    for (_, meaning) in &said.columns {
        let Meaning::Field(Field::Custom(id)) = meaning else { continue };
        match custom.get(id) {
            Some(value) => drop(after.insert(*id, value.clone())),
            None => drop(after.remove(id)),
        }
    }
}

pub(super) fn set_extra(
    after: &mut BTreeMap<String, String>,
    extra: &BTreeMap<String, String>,
    row: &RowReader<'_, '_>,
    said: &Said,
) {
    let unknown = said.columns.iter().filter(|(_, meaning)| *meaning == Meaning::Unknown);
    for (column, _) in unknown {
        let heading = row.heading(*column);
        if let Some(text) = extra.get(heading) {
            if after.get(heading).map(|old| old.trim()) != Some(text) {
                after.insert(heading.to_owned(), text.clone());
            }
        } else if row.cell(*column).is_empty() {
            after.remove(heading);
        }
    }
}
