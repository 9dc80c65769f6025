//! What differs between two states of a license, field by field, and taking one field from another.

mod coverages;

use serde::{Deserialize, Serialize};

use crate::custom_field::{CustomField, FieldKind, NO, YES};
use crate::date::{Date, parse_iso};
use crate::id::{KeyId, UserId, VendorId};
use crate::license::{KeyLabel, License};
use crate::money::Money;
use crate::particulars::{products_text, tags_text};
use crate::problem::Field;
use crate::purchase::{Purchase, Seats};
use crate::term::{Span, Term};
use crate::workspace::Workspace;

/// A field that is not the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Which.
    pub field: Field,
    /// What the organisation calls its own field, or the heading it came from a file with.
    pub heading: Option<String>,
    /// What it was.
    pub before: Said,
    /// What it became.
    pub after: Said,
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
    found.compare_terms(before, after);
    found.compare_purchases(before, after);
    found.list.extend(coverages::between(before, after));
    found.compare_rest(before, after, workspace);
    found.list
}

struct Found {
    list: Vec<Difference>,
}

impl Found {
    fn add(&mut self, field: Field, before: Said, after: Said) {
        if before != after {
            self.list.push(Difference { field, heading: None, before, after });
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

    fn compare_terms(&mut self, before: &License, after: &License) {
        let gone = before.terms.values().filter(|term| !after.terms.contains_key(&term.id));
        for term in gone {
            self.add(Field::Term, Said::Span(term.span), Said::Nothing);
        }
        for term in after.terms.values() {
            let Some(old) = before.terms.get(&term.id) else {
                self.add(Field::Term, Said::Nothing, Said::Span(term.span));
                continue;
            };
            let mut add = |field, say: &dyn Fn(&Term) -> Said| {
                self.add(field, say(old), say(term));
            };
            add(Field::StartDate, &|t| Said::maybe(t.span.start_on, Said::Day));
            add(Field::ExpirationDate, &|t| Said::maybe(t.span.last_day, Said::Day));
            add(Field::AutoRenew, &|t| Said::Truth(t.auto_renew));
            add(Field::Notice, &|t| Said::maybe(t.notice, |n| Said::Text(n.to_string())));
            add(Field::RenewMonths, &|t| {
                Said::maybe(t.renew_months, |n| Said::Number(u32::from(n)))
            });
        }
    }

    fn compare_purchases(&mut self, before: &License, after: &License) {
        let blank = |line: &Purchase| Purchase {
            purchased_on: None,
            seats: Seats::Unstated,
            amount: None,
            renewal_amount: None,
            purchase_order: String::new(),
            order_number: String::new(),
            ..line.clone()
        };
        let all = before.purchases.keys().chain(after.purchases.keys());
        let all: std::collections::BTreeSet<_> = all.collect();
        for id in all {
            let (old, new) = (before.purchases.get(id), after.purchases.get(id));
            // A line that came or went is compared with an empty one.
            let (old, new) = match (old, new) {
                (Some(old), Some(new)) => (old.clone(), new.clone()),
                (Some(old), None) => (old.clone(), blank(old)),
                (None, Some(new)) => (blank(new), new.clone()),
                (None, None) => continue,
            };
            let mut add = |field, say: &dyn Fn(&Purchase) -> Said| {
                self.add(field, say(&old), say(&new));
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
                self.list.push(Difference { field: Field::Custom(id), heading, before, after });
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
                let (field, heading) = (Field::Extra, Some(heading.clone()));
                self.list.push(Difference { field, heading, before, after });
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

/// `current` with this one field as it was in `then`. A line of a purchase or a term that is not
/// there any more stays so.
#[expect(clippy::wildcard_enum_match_arm, reason = "the fields of other parts of a license")]
pub fn with_field(current: &License, then: &License, field: Field) -> License {
    let mut license = current.clone();
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
        Field::Extra => license.extra.clone_from(&then.extra),
        Field::Custom(id) => match then.custom.get(&id) {
            Some(text) => drop(license.custom.insert(id, text.clone())),
            None => drop(license.custom.remove(&id)),
        },
        Field::Term => license.terms.clone_from(&then.terms),
        other => {
            set_term_field(&mut license, then, other);
            set_line_field(&mut license, then, other);
            coverages::set(&mut license, then, other);
        }
    }
    license
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the fields of other parts of a license")]
fn set_term_field(license: &mut License, then: &License, field: Field) {
    for (id, term) in &mut license.terms {
        let Some(old) = then.terms.get(id) else { continue };
        match field {
            Field::StartDate => term.span.start_on = old.span.start_on,
            Field::ExpirationDate => term.span.last_day = old.span.last_day,
            Field::AutoRenew => term.auto_renew = old.auto_renew,
            Field::Notice => term.notice = old.notice,
            Field::RenewMonths => term.renew_months = old.renew_months,
            _ => {}
        }
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the fields of other parts of a license")]
fn set_line_field(license: &mut License, then: &License, field: Field) {
    for (id, line) in &mut license.purchases {
        let Some(old) = then.purchases.get(id) else { continue };
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
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;

    use super::*;
    use crate::date::parse_iso;
    use crate::id::{LicenseId, TermId};
    use crate::license_type::LicenseType;
    use crate::lifecycle::Lifecycle;
    use crate::particulars::Particulars;
    use crate::vendor::Vendor;

    #[test]
    fn of_product_keys_only_those_that_differ_are_named_and_of_many_the_number() {
        let blank = License::new(LicenseId(Uuid::nil()), LicenseType::Trial, DateTime::UNIX_EPOCH);
        let with = |keys: &[(u128, &str, &str)]| License {
            keys: keys
                .iter()
                .map(|(id, label, last4)| {
                    let (label, last4) = ((*label).to_owned(), (*last4).to_owned());
                    (KeyId(Uuid::from_u128(*id)), KeyLabel { label, last4 })
                })
                .collect(),
            ..blank.clone()
        };
        let check = |before: &License, after: &License, was: Said, became: Said| {
            let found = between(before, after, &Workspace::default());
            assert_eq!(found.len(), 1);
            assert_eq!((&found[0].before, &found[0].after), (&was, &became));
        };
        let two = with(&[(1, "", "AAAA"), (2, "Lab", "BBBB")]);
        check(&blank, &with(&[(1, "", "AAAA")]), Said::Nothing, Said::text("•••• AAAA"));
        check(&two, &with(&[(1, "", "AAAA")]), Said::text("Lab •••• BBBB"), Said::Nothing);
        let renamed = with(&[(1, "", "AAAA"), (2, "Hall", "BBBB")]);
        check(&two, &renamed, Said::text("Lab •••• BBBB"), Said::text("Hall •••• BBBB"));
        let keys: Vec<_> = (1..=102).map(|n| (n, "", "CCCC")).collect();
        check(&blank, &with(&keys), Said::Nothing, Said::Number(102));
        check(&with(&keys), &with(&keys[..2]), Said::Number(102), Said::Number(2));
    }

    #[test]
    fn every_kind_of_change_is_named_with_what_it_was_and_what_it_became() {
        let vendor = Vendor::new(VendorId(Uuid::nil()), "Figma");
        let workspace =
            Workspace { vendors: [(vendor.id, vendor.clone())].into(), ..Workspace::default() };
        let id = LicenseId(Uuid::nil());
        let before = License::new(id, LicenseType::Trial, DateTime::UNIX_EPOCH);
        let span = Span { start_on: parse_iso("2026-01-01"), last_day: None };
        let term = Term { span, ..Term::new(TermId(Uuid::nil())) };
        let after = License {
            vendor_id: Some(vendor.id),
            lifecycle: Lifecycle::Archived,
            particulars: Particulars { tags: ["cad".to_owned()].into(), ..Particulars::default() },
            extra: [("Asset class".to_owned(), "B".to_owned())].into(),
            terms: [(term.id, term)].into(),
            ..before.clone()
        };
        let found = between(&before, &after, &workspace);
        let lines: Vec<_> = found.iter().map(|d| (d.field, &d.before, &d.after)).collect();
        assert_eq!(
            lines,
            [
                (Field::Stage, &Said::code("in_service"), &Said::code("archived")),
                (Field::Vendor, &Said::Nothing, &Said::text("Figma")),
                (Field::Tags, &Said::Nothing, &Said::text("cad")),
                (Field::Term, &Said::Nothing, &Said::Span(span)),
                (Field::Extra, &Said::Nothing, &Said::text("B")),
            ]
        );
        assert_eq!(between(&after, &after, &workspace), []);
        assert_eq!(restored(&after, &before), before);
        let mut back = after.clone();
        for found in &found {
            back = with_field(&back, &before, found.field);
        }
        assert_eq!(back, before);
    }
}
