//! What differs between two states of a license, field by field, and taking one field from another.

mod coverages;
mod lines;
mod set_back;
mod terms;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::custom_field::{CustomField, FieldKind, NO, YES};
use crate::date::{Date, parse_iso};
use crate::id::{CoverageId, KeyId, PurchaseId, TermId, UserId, VendorId};
use crate::license::{KeyLabel, License};
use crate::money::Money;
use crate::particulars::{products_text, tags_text};
use crate::problem::Field;
use crate::purchase::Seats;
use crate::term::Span;
use crate::workspace::Workspace;

pub use self::set_back::{restored, with_field};

/// A field that is not the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Which.
    pub field: Field,
    /// Of which part of the license, where it is not of the license itself.
    pub part: Option<Part>,
    /// The days of that part, where the license has several like it.
    pub days: Option<Span>,
    /// What the organisation calls its own field, or the heading it came from a file with.
    pub heading: Option<String>,
    /// What it was.
    pub before: Said,
    /// What it became.
    pub after: Said,
}

/// A part of a license that there can be several of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// A term.
    Term(TermId),
    /// A line of a purchase.
    Line(PurchaseId),
    /// A period of support or maintenance.
    Coverage(CoverageId),
    /// What a file said under this heading.
    Heading(String),
}

impl Difference {
    /// A difference of the license itself.
    pub fn of(field: Field, before: Said, after: Said) -> Self {
        Self { field, part: None, days: None, heading: None, before, after }
    }
}

/// A value as somebody may read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Said {
    /// It was not set.
    Nothing,
    /// Text.
    Text(String),
    /// A word of a list, as documents hold it.
    Code(String),
    /// A day.
    Day(#[serde(with = "crate::date::day")] Date),
    /// Yes or no.
    Truth(bool),
    /// A number.
    Number(u32),
    /// Seats.
    Seats(Seats),
    /// An amount of money.
    Money(Money),
    /// The days of a term.
    Span(Span),
}

impl Said {
    fn text(text: &str) -> Self {
        if text.is_empty() { Self::Nothing } else { Self::Text(text.to_owned()) }
    }

    fn code(code: &str) -> Self {
        Self::Code(code.to_owned())
    }

    fn maybe<T>(value: Option<T>, say: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Nothing, say)
    }
}

/// Everything that differs. `workspace` gives vendors and users their names.
pub fn between(before: &License, after: &License, workspace: &Workspace) -> Vec<Difference> {
    let mut found = Found { list: Vec::new() };
    found.compare_facts(before, after, workspace);
    terms::compare(&mut found, before, after);
    lines::compare(&mut found, before, after);
    coverages::compare(&mut found, before, after);
    found.compare_rest(before, after, workspace);
    found.list
}

struct Found {
    list: Vec<Difference>,
}

impl Found {
    fn add(&mut self, field: Field, before: Said, after: Said) {
        if before != after {
            self.list.push(Difference::of(field, before, after));
        }
    }

    /// Adds what differs in a part, which the days tell from others like it.
    fn add_of(&mut self, part: Part, days: Option<Span>, field: Field, before: Said, after: Said) {
        if before != after {
            let of_license = Difference::of(field, before, after);
            self.list.push(Difference { part: Some(part), days, ..of_license });
        }
    }

    fn compare_facts(&mut self, before: &License, after: &License, workspace: &Workspace) {
        let vendor = |id: Option<VendorId>| Said::text(workspace.vendor_name(id));
        let user = |id: Option<UserId>| Said::text(workspace.user_name(id));
        let mut add = |field, say: &dyn Fn(&License) -> Said| {
            self.add(field, say(before), say(after));
        };
        add(Field::Name, &|l| Said::text(&l.name));
        add(Field::Type, &|l| Said::code(l.license_type.code()));
        add(Field::Stage, &|l| Said::code(l.lifecycle.code()));
        add(Field::Vendor, &|l| vendor(l.vendor_id));
        add(Field::Supplier, &|l| vendor(l.supplier_id));
        add(Field::Owner, &|l| user(l.owner_id));
        add(Field::Parent, &|l| Said::text(workspace.license_name(l.parent_id)));
        add(Field::Reassignable, &|l| Said::Truth(l.reassignable));
        add(Field::SupportExpiration, &|l| Said::maybe(l.support_ends_on, Said::Day));
        add(Field::LicensedToName, &|l| Said::text(&l.licensed_to_name));
        add(Field::LicensedToEmail, &|l| Said::text(&l.licensed_to_email));
        add(Field::Metric, &|l| Said::code(l.particulars.metric.code()));
        add(Field::OverUse, &|l| Said::code(l.particulars.over_use.code()));
        add(Field::OncePerHolder, &|l| Said::Truth(l.particulars.once_per_holder));
        add(Field::MinFree, &|l| Said::maybe(l.particulars.min_free, Said::Number));
        add(Field::Downgrades, &|l| Said::text(&products_text(&l.particulars.downgrades)));
        add(Field::Products, &|l| Said::text(&products_text(&l.particulars.products)));
        add(Field::VersionBought, &|l| Said::text(&l.particulars.version_bought));
        add(Field::VersionUsed, &|l| Said::text(&l.particulars.version_used));
        add(Field::Edition, &|l| Said::text(&l.particulars.edition));
        add(Field::Department, &|l| Said::text(&l.particulars.department));
        add(Field::CostCentre, &|l| Said::text(&l.particulars.cost_centre));
        add(Field::Location, &|l| Said::text(&l.particulars.location));
        add(Field::Contacts, &|l| Said::text(&l.particulars.contacts));
        add(Field::PortalLink, &|l| Said::text(&l.particulars.portal_link));
        add(Field::Tags, &|l| Said::text(&tags_text(&l.particulars.tags)));
        add(Field::TerminatedOn, &|l| Said::maybe(l.particulars.terminated_on, Said::Day));
        add(Field::Notes, &|l| Said::text(&l.notes));
    }

    fn compare_rest(&mut self, before: &License, after: &License, workspace: &Workspace) {
        self.add(Field::LicenseKey, said_of_keys(before, after), said_of_keys(after, before));
        let ids = before.custom.keys().chain(after.custom.keys());
        let ids: std::collections::BTreeSet<_> = ids.copied().collect();
        for id in ids {
            let field = workspace.custom_fields.get(&id);
            let said = |license: &License| said_of_custom(field, license.custom.get(&id));
            let (before, after) = (said(before), said(after));
            if before != after {
                let heading = field.map(|field| field.name.clone());
                let found = Difference::of(Field::Custom(id), before, after);
                self.list.push(Difference { heading, ..found });
            }
        }
        let headings = before.extra.keys().chain(after.extra.keys());
        let headings: std::collections::BTreeSet<_> = headings.collect();
        for heading in headings {
            let said = |license: &License| {
                Said::text(license.extra.get(heading).map_or("", String::as_str))
            };
            let (before, after) = (said(before), said(after));
            if before != after {
                let (part, heading) = (Some(Part::Heading(heading.clone())), Some(heading.clone()));
                let found = Difference::of(Field::Extra, before, after);
                self.list.push(Difference { part, heading, ..found });
            }
        }
    }
}

/// What a custom field says, as its kind reads; as it stands where it does not fit that.
pub fn said_of_custom(field: Option<&CustomField>, value: Option<&String>) -> Said {
    let value = value.map_or("", String::as_str);
    let read = field.and_then(|field| match field.kind {
        FieldKind::Date => parse_iso(value).map(Said::Day),
        FieldKind::YesNo if value == YES => Some(Said::Truth(true)),
        FieldKind::YesNo if value == NO => Some(Said::Truth(false)),
        FieldKind::YesNo
        | FieldKind::Text
        | FieldKind::Number
        | FieldKind::Choice
        | FieldKind::Link
        | FieldKind::Unknown => None,
    });
    read.unwrap_or_else(|| Said::text(value))
}

/// So many product keys are named one by one; of more only their number is said.
const NAMED_KEYS: usize = 3;

/// What is said of the product keys of `one`, as far as they differ from those of `other`: only
/// what anybody may read of them.
fn said_of_keys(one: &License, other: &License) -> Said {
    let differing = |one: &License, other: &License| {
        one.keys.iter().filter(|(id, key)| other.keys.get(*id) != Some(key)).count()
    };
    if differing(one, other).max(differing(other, one)) > NAMED_KEYS {
        return match u32::try_from(one.keys.len()).unwrap_or(u32::MAX) {
            0 => Said::Nothing,
            n => Said::Number(n),
        };
    }
    let differs = |(id, key): &(&KeyId, &KeyLabel)| other.keys.get(*id) != Some(*key);
    let name = |(_, key): (&KeyId, &KeyLabel)| {
        let end = format!("•••• {}", key.last4);
        if key.label.is_empty() { end } else { format!("{} {end}", key.label) }
    };
    Said::text(&one.keys.iter().filter(differs).map(name).collect::<Vec<_>>().join(", "))
}
