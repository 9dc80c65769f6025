//! From the records a change touched to what the page must show anew.

use std::collections::BTreeSet;

use domain::assignment::Holder;
use domain::compliance::{IDLE_AFTER, is_stranded, position};
use domain::date::Date;
use domain::id::{LicenseId, VendorId};
use domain::license::License;
use domain::row::LicenseRow;
use domain::usage;
use domain::user::User;
use domain::workspace::Workspace;

use crate::change_set::ChangeSet;
use crate::protocol::{AssignmentLine, LicenseDetail, Update};

/// More licenses than this are cheaper to count together.
const FEW: usize = 20;

/// What `changes` mean for the list.
pub fn of(changes: &ChangeSet, workspace: &Workspace) -> Update {
    let touched = touched_licenses(changes, workspace);
    let all_used = (touched.len() > FEW).then(|| usage::of_all(workspace));
    let used = |license: &License| match &all_used {
        Some(all) => all.get(&license.id).copied().unwrap_or_default(),
        None => usage::used(license, workspace),
    };
    let of_users = || changes.users.iter().map(|id| (id, workspace.users.get(id)));
    let is_present = |user: &&User| user.deleted_at.is_none();
    let mut update = Update {
        vendors: changes
            .vendors
            .iter()
            .filter_map(|id| workspace.vendors.get(id))
            .cloned()
            .collect(),
        users: of_users()
            .filter_map(|(_, user)| user.filter(is_present))
            .map(User::called)
            .collect(),
        removed_users: of_users()
            .filter(|(_, user)| user.is_none_or(|user| !is_present(&user)))
            .map(|(id, _)| *id)
            .collect(),
        settings: changes.settings.then(|| workspace.settings.clone()),
        custom_fields: (!changes.custom_fields.is_empty())
            .then(|| workspace.custom_fields.values().cloned().collect()),
        views: (!changes.views.is_empty()).then(|| workspace.views.values().cloned().collect()),
        ..Update::default()
    };
    for id in touched {
        match workspace.licenses.get(&id).filter(|license| license.deleted_at.is_none()) {
            Some(license) => update.rows.push(LicenseRow::of(license, workspace, used(license))),
            None => update.removed.push(id),
        }
    }
    update
}

/// The same update in pieces of at most `n` records each, so that a page that takes them in one
/// after the other is never busy for long. There is always one: what a page asks for by itself, such
/// as requests, is in none of them, and it must hear of a change all the same.
pub fn in_pieces(mut update: Update, n: usize) -> Vec<Update> {
    let mut pieces = Vec::new();
    let head = Update {
        settings: update.settings.take(),
        custom_fields: update.custom_fields.take(),
        views: update.views.take(),
        removed_users: std::mem::take(&mut update.removed_users),
        ..Update::default()
    };
    pieces.extend((head != Update::default()).then_some(head));
    let vendors = update.vendors.chunks(n);
    pieces.extend(vendors.map(|v| Update { vendors: v.to_vec(), ..Update::default() }));
    let users = update.users.chunks(n);
    pieces.extend(users.map(|u| Update { users: u.to_vec(), ..Update::default() }));
    let removed = update.removed.chunks(n);
    pieces.extend(removed.map(|r| Update { removed: r.to_vec(), ..Update::default() }));
    let rows = update.rows.chunks(n);
    pieces.extend(rows.map(|r| Update { rows: r.to_vec(), ..Update::default() }));
    if pieces.is_empty() {
        pieces.push(Update::default());
    }
    pieces
}

/// All about one license but its conflicts, which only the document knows.
pub fn detail(workspace: &Workspace, id: LicenseId, today: Date) -> Option<LicenseDetail> {
    let license = workspace.licenses.get(&id)?;
    let active = workspace.assignments.of_license(id).filter(|a| a.is_active());
    let mut assignments: Vec<AssignmentLine> = active
        .map(|a| AssignmentLine {
            name: workspace.holder_name(&a.holder),
            email: workspace.holder_email(&a.holder).to_owned(),
            is_stranded: is_stranded(&a.holder, workspace),
            seat: a.clone(),
        })
        .collect();
    assignments.sort_by_cached_key(|line| line.name.to_lowercase());
    let named = |license: &License| {
        license.deleted_at.is_none().then(|| (license.id, license.name.clone()))
    };
    let is_part = |other: &&License| other.parent_id == Some(id);
    let mut parts: Vec<(LicenseId, String)> =
        workspace.present_licenses().filter(is_part).filter_map(named).collect();
    parts.sort_by_key(|(_, name)| name.to_lowercase());
    Some(LicenseDetail {
        license: license.clone(),
        vendor: workspace.vendor_name(license.vendor_id).to_owned(),
        supplier: workspace.vendor_name(license.supplier_id).to_owned(),
        owner: workspace.user_name(license.owner_id).to_owned(),
        parent: license.parent_id.and_then(|id| named(workspace.licenses.get(&id)?)),
        parts,
        assignments,
        position: position(license, workspace, today, IDLE_AFTER),
        conflicts: Vec::new(),
    })
}

/// Licenses whose row changes: touched themselves, in somebody's hands, or named after somebody.
pub fn touched_licenses(changes: &ChangeSet, workspace: &Workspace) -> BTreeSet<LicenseId> {
    let mut touched = changes.licenses.clone();
    let seats = changes.assignments.iter().filter_map(|id| workspace.assignments.get(id));
    touched.extend(seats.map(|assignment| assignment.license_id));
    touched.extend(changes.seat_licenses.iter().copied());
    // What a machine has counts for some licenses, and so does whose it is.
    for id in &changes.assets {
        let holder = Holder::Asset(*id);
        let held = workspace.assignments.of_holder(&holder);
        touched.extend(held.map(|assignment| assignment.license_id));
    }
    if !changes.vendors.is_empty() || !changes.users.is_empty() {
        let renamed_vendors = with_merged(&changes.vendors, workspace);
        let renamed = workspace.licenses.values().filter(|license| {
            let vendors = [license.vendor_id, license.supplier_id];
            vendors.into_iter().flatten().any(|id| renamed_vendors.contains(&id))
                || license.owner_id.is_some_and(|id| changes.users.contains(&id))
        });
        touched.extend(renamed.map(|license| license.id));
    }
    touched
}

/// These vendors, and all that were merged into one of them.
fn with_merged(vendors: &BTreeSet<VendorId>, workspace: &Workspace) -> BTreeSet<VendorId> {
    let mut all = vendors.clone();
    all.extend(
        workspace.vendors.keys().filter(|id| vendors.contains(&workspace.vendor_behind(**id))),
    );
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::LicenseId;
    use uuid::Uuid;

    #[test]
    fn pieces_add_up_and_none_is_long() {
        let removed: Vec<LicenseId> = (0..25).map(|n| LicenseId(Uuid::from_u128(n))).collect();
        let update = Update {
            removed: removed.clone(),
            settings: Some(domain::settings::Settings::default()),
            ..Update::default()
        };
        let pieces = in_pieces(update, 10);
        assert_eq!(pieces.len(), 4);
        assert!(pieces.iter().all(|piece| piece.removed.len() <= 10));
        let together: Vec<LicenseId> = pieces.into_iter().flat_map(|p| p.removed).collect();
        assert_eq!(together, removed);
        assert_eq!(in_pieces(Update::default(), 10), [Update::default()]);
    }
}
