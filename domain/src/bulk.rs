//! One change to many licenses at once: composed where the records are, carried out as one command.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::command::{Command, Edit, Named};
use crate::id::{CustomFieldId, LicenseId, PurchaseId, TermId, UserId, VendorId};
use crate::license::License;
use crate::license_type::LicenseType;
use crate::lifecycle::Lifecycle;
use crate::renewal::next_term;
use crate::workspace::Workspace;

/// What to do to each of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum BulkChange {
    /// Delete; they wait in the bin.
    Delete,
    /// Add the term that follows, where one ends.
    Renew,
    /// Set where they stand by decision.
    Lifecycle(Lifecycle),
    /// Set the type.
    Type(LicenseType),
    /// Set the vendor by name; empty for none.
    Vendor(String),
    /// Set the supplier by name; empty for none.
    Supplier(String),
    /// Set the owner by name; empty for none.
    Owner(String),
    /// Set the department.
    Department(String),
    /// Set the cost centre.
    CostCentre(String),
    /// Set the location.
    Location(String),
    /// Add these tags.
    AddTags(BTreeSet<String>),
    /// Take these tags off.
    RemoveTags(BTreeSet<String>),
    /// Set a field of the organisation's own to this canonical text, or to none.
    Custom(CustomFieldId, String),
}

/// The command that does it to those of `ids` that are there and would change; `None` when there is
/// nothing to do. `fresh` gives identities for new terms, vendors and users.
pub fn command(
    workspace: &Workspace,
    ids: &[LicenseId],
    change: &BulkChange,
    at: DateTime<Utc>,
    fresh: &mut dyn FnMut() -> Uuid,
) -> Option<Command> {
    let is_present = |license: &&License| license.deleted_at.is_none();
    let there = || ids.iter().filter_map(|id| workspace.licenses.get(id)).filter(is_present);
    if *change == BulkChange::Delete {
        let ids: Vec<LicenseId> = there().map(|license| license.id).collect();
        return (!ids.is_empty()).then_some(Command::DeleteLicenses { ids, at });
    }
    let mut named = Named::default();
    let who = Who::find(workspace, change, &mut named, fresh);
    let mut edits = Vec::new();
    for before in there() {
        let after = changed(before, change, &who, fresh);
        if after != *before {
            edits.push(Edit { before: before.clone(), after });
        }
    }
    (!edits.is_empty()).then_some(Command::EditLicenses { edits, named })
}

/// The vendor or user a change names.
#[derive(Default)]
struct Who {
    vendor: Option<VendorId>,
    user: Option<UserId>,
}

impl Who {
    fn find(
        workspace: &Workspace,
        change: &BulkChange,
        named: &mut Named,
        fresh: &mut dyn FnMut() -> Uuid,
    ) -> Self {
        let mut who = Self::default();
        if let BulkChange::Vendor(name) | BulkChange::Supplier(name) = change {
            who.vendor = named.vendor(name, workspace.vendors.values(), || VendorId(fresh()));
        }
        if let BulkChange::Owner(name) = change {
            let present = workspace.users.values().filter(|user| user.deleted_at.is_none());
            let known = present.map(|user| (user.id, user.name.as_str(), user.email.as_str()));
            who.user = named.user(name, known, || UserId(fresh()));
        }
        who
    }
}

fn changed(
    before: &License,
    change: &BulkChange,
    who: &Who,
    fresh: &mut dyn FnMut() -> Uuid,
) -> License {
    let mut license = before.clone();
    let more = &mut license.particulars;
    match change {
        BulkChange::Delete => {}
        BulkChange::Renew => {
            let ids = (TermId(fresh()), PurchaseId(fresh()));
            if let Some((term, line)) = next_term(before, ids.0, ids.1) {
                license.terms.insert(term.id, term);
                license.purchases.insert(line.id, line);
            }
        }
        BulkChange::Lifecycle(stage) => license.lifecycle = *stage,
        BulkChange::Type(kind) => license.license_type = *kind,
        BulkChange::Vendor(_) => license.vendor_id = who.vendor,
        BulkChange::Supplier(_) => license.supplier_id = who.vendor,
        BulkChange::Owner(_) => license.owner_id = who.user,
        BulkChange::Department(text) => more.department.clone_from(text),
        BulkChange::CostCentre(text) => more.cost_centre.clone_from(text),
        BulkChange::Location(text) => more.location.clone_from(text),
        BulkChange::AddTags(tags) => more.tags.extend(tags.iter().cloned()),
        BulkChange::RemoveTags(tags) => more.tags.retain(|tag| !tags.contains(tag)),
        BulkChange::Custom(id, text) if text.is_empty() => drop(license.custom.remove(id)),
        BulkChange::Custom(id, text) => drop(license.custom.insert(*id, text.clone())),
    }
    license
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::apply;
    use crate::date::parse_iso;
    use crate::term::{Span, Term};

    fn workspace(n: u128) -> (Workspace, Vec<LicenseId>) {
        let mut workspace = Workspace::default();
        for k in 0..n {
            let id = LicenseId(Uuid::from_u128(k));
            let license = License::new(id, LicenseType::Subscription, DateTime::UNIX_EPOCH);
            workspace.licenses.insert(id, license);
        }
        let ids = workspace.licenses.keys().copied().collect();
        (workspace, ids)
    }

    fn run(workspace: &mut Workspace, ids: &[LicenseId], change: &BulkChange) -> bool {
        let mut n = 1_000;
        let mut fresh = || {
            n += 1;
            Uuid::from_u128(n)
        };
        let command = command(workspace, ids, change, DateTime::UNIX_EPOCH, &mut fresh);
        command.is_some_and(|command| apply(workspace, &command).is_ok())
    }

    #[test]
    fn a_change_reaches_all_that_are_there_and_says_when_there_is_nothing_to_do() {
        let (mut all, ids) = workspace(3);
        assert!(run(&mut all, &ids[..1], &BulkChange::Delete));
        let tags = BulkChange::AddTags(["cad".to_owned()].into());
        assert!(run(&mut all, &ids, &tags));
        let tagged = all.licenses.values().filter(|l| !l.particulars.tags.is_empty()).count();
        assert_eq!(tagged, 2, "not the deleted one");
        assert!(!run(&mut all, &ids, &tags), "they have it already");
        assert!(!run(&mut all, &[], &BulkChange::Delete));
    }

    #[test]
    fn a_name_is_found_or_made_once_for_all() {
        let (mut all, ids) = workspace(2);
        assert!(run(&mut all, &ids, &BulkChange::Vendor("Figma".to_owned())));
        assert_eq!(all.vendors.len(), 1);
        assert!(run(&mut all, &ids[..1], &BulkChange::Vendor(String::new())));
        assert!(run(&mut all, &ids, &BulkChange::Supplier(" figma ".to_owned())));
        assert_eq!(all.vendors.len(), 1, "whatever its letter case");
        let vendors: Vec<bool> = all.licenses.values().map(|l| l.vendor_id.is_some()).collect();
        assert_eq!(vendors, [false, true]);
    }

    #[test]
    fn renewing_many_leaves_those_alone_that_never_end() {
        let (mut all, ids) = workspace(2);
        let term = TermId(Uuid::from_u128(7));
        let span = Span { start_on: parse_iso("2025-01-01"), last_day: parse_iso("2025-12-31") };
        let ending = all.licenses.get_mut(&ids[0]).unwrap();
        ending.terms.insert(term, Term { span, ..Term::new(term) });
        assert!(run(&mut all, &ids, &BulkChange::Renew));
        let terms: Vec<usize> = all.licenses.values().map(|l| l.terms.len()).collect();
        assert_eq!(terms, [2, 0]);
    }
}
