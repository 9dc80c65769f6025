//! Everything a person can do, as values. The screen, undo, import, tests and the document share
//! this one vocabulary.
//!
//! Commands carry whole records with identities made at the edge. An edit carries the record as
//! the person saw it and as they left it, so that only what they touched is written and a change
//! that arrived meanwhile survives.

/// Copies each listed field that differs between `before` and `after` into `current`.
macro_rules! merge_fields {
    ($current:ident, $before:ident, $after:ident; $($field:ident)*) => {$(
        if $before.$field != $after.$field {
            $current.$field.clone_from(&$after.$field);
        }
    )*};
}
use merge_fields;

mod named;
mod record;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::asset::Asset;
use crate::assigning::{self, Judgement, Objection, Weight};
use crate::assignment::Assignment;
use crate::custom_field::CustomField;
use crate::date::Date;
use crate::id::LicenseId;
use crate::license::License;
use crate::parent;
use crate::particulars::Particulars;
use crate::purchase::Purchase;
use crate::settings::Settings;
use crate::term::Term;
use crate::user::User;
use crate::vendor::Vendor;
use crate::workspace::Workspace;

pub use self::named::Named;
pub use self::record::{Change, RecordChange};

/// One act of a person: one transaction, one change, one step to undo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// Records a new license.
    CreateLicense {
        /// The new record.
        license: Box<License>,
        /// Vendors and users named in the form that did not exist.
        named: Named,
    },
    /// Changes licenses.
    EditLicenses {
        /// Which, and how.
        edits: Vec<Edit>,
        /// Vendors and users named in the form that did not exist.
        named: Named,
    },
    /// Deletes licenses; they can be restored.
    DeleteLicenses {
        /// Which.
        ids: Vec<LicenseId>,
        /// When.
        #[serde(with = "chrono::serde::ts_milliseconds")]
        at: DateTime<Utc>,
    },
    /// Takes deletions back.
    RestoreLicenses {
        /// Which.
        ids: Vec<LicenseId>,
    },
    /// Adds a term to a license, with the purchase that pays for it.
    RenewLicense {
        /// Which.
        id: LicenseId,
        /// The new term.
        term: Term,
        /// What was bought for it.
        line: Box<Purchase>,
    },
    /// Records everything a file holds.
    ImportLicenses(Box<Import>),
    /// Changes the workspace's settings.
    ChangeSettings {
        /// As the person saw them.
        before: Settings,
        /// As the person left them.
        after: Settings,
    },
    /// Adds the terms that have begun by themselves (see [`crate::renewal::assume`]).
    AssumeTerms {
        /// Which licenses, and how.
        edits: Vec<Edit>,
    },
    /// Changes vendors, users, assets, custom fields, saved views, kits, reviews or requests.
    ChangeRecords(Vec<RecordChange>),
    /// Gives seats, takes them back, and changes them; the one way to do so beside an import.
    ChangeSeats(Box<SeatChanges>),
    /// Takes an import back that also changed licenses, or takes that back.
    TurnImport(Box<TurnedImport>),
}

/// Seats given, taken back and changed in one act, held to [`assigning`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatChanges {
    /// What changes elsewhere with them, first: new holders, a person who leaves, or the review or
    /// the request that they come from.
    pub records: Vec<RecordChange>,
    /// The seats.
    pub seats: Vec<Change<Assignment>>,
    /// The day on which it is judged.
    #[serde(with = "crate::date::day")]
    pub on: Date,
    /// Whether a person has seen what speaks against it and means it.
    pub is_confirmed: bool,
}

/// A license as a person saw it and as they left it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// As it was seen.
    pub before: License,
    /// As it was left.
    pub after: License,
}

impl Command {
    /// How many licenses it is about.
    pub fn n_licenses(&self) -> usize {
        match self {
            Self::CreateLicense { .. } | Self::RenewLicense { .. } => 1,
            Self::EditLicenses { edits, .. } | Self::AssumeTerms { edits } => edits.len(),
            Self::DeleteLicenses { ids, .. } | Self::RestoreLicenses { ids } => ids.len(),
            Self::ImportLicenses(import) => import.n_licenses(),
            Self::TurnImport(turned) => turned.licenses.len() + turned.edits.len(),
            Self::ChangeSettings { .. } | Self::ChangeRecords(_) => 0,
            Self::ChangeSeats(changes) => changes.licenses().len(),
        }
    }

    /// The change of one license that names nobody new.
    pub fn edit(before: License, after: License) -> Self {
        Self::EditLicenses { edits: vec![Edit { before, after }], named: Named::default() }
    }
}

impl SeatChanges {
    /// The licenses whose seats change.
    pub fn licenses(&self) -> BTreeSet<LicenseId> {
        let seats = self.seats.iter().flat_map(|change| [&change.before, &change.after]);
        seats.flatten().map(|seat| seat.license_id).collect()
    }
}

/// What an import adds and changes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Import {
    /// New vendors.
    pub vendors: Vec<Vendor>,
    /// New users.
    pub users: Vec<User>,
    /// New assets.
    pub assets: Vec<Asset>,
    /// New licenses.
    pub licenses: Vec<License>,
    /// New assignments.
    pub assignments: Vec<Assignment>,
    /// New custom fields.
    pub custom_fields: Vec<CustomField>,
    /// Licenses that were here. One that only gets new holders is as it was on both sides.
    pub edits: Vec<Edit>,
}

impl Import {
    /// How many licenses it creates or changes.
    pub fn n_licenses(&self) -> usize {
        self.licenses.len() + self.edits.len()
    }

    /// How many records it writes.
    pub fn n_records(&self) -> usize {
        let named = self.vendors.len() + self.users.len() + self.assets.len();
        let named = named + self.custom_fields.len();
        named + self.licenses.len() + self.assignments.len() + self.edits.len()
    }

    /// The assignments to licenses that were here before it.
    pub fn added_holders(&self) -> impl Iterator<Item = &Assignment> {
        let edited: BTreeSet<LicenseId> = self.edits.iter().map(|edit| edit.after.id).collect();
        self.assignments.iter().filter(move |seat| edited.contains(&seat.license_id))
    }
}

/// An import the other way round, or once more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TurnedImport {
    /// The licenses it created.
    pub licenses: Vec<LicenseId>,
    /// When they are deleted; `None` to restore them.
    #[serde(with = "chrono::serde::ts_milliseconds_option")]
    pub deleted_at: Option<DateTime<Utc>>,
    /// The licenses it changed.
    pub edits: Vec<Edit>,
    /// The seats of these that it put in hands: taken away with a deletion, else put there again.
    pub assignments: Vec<Assignment>,
}

/// The command can't be carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Refusal {
    /// There is no such license (any more).
    #[error("no such license")]
    NoSuchLicense,
    /// A record of this identity exists already.
    #[error("the identity is taken")]
    IdTaken,
    /// A license would be a part of itself.
    #[error("a license would be a part of itself")]
    PartOfItself,
    /// A seat cannot be given.
    #[error("a seat cannot be given: {0:?}")]
    Seat(Objection),
    /// Something speaks against a seat, and nobody has said that they mean it.
    #[error("a seat needs a person's word: {0:?}")]
    Unconfirmed(Objection),
}

/// Carries `command` out on plain records. This is what the word means; the document must agree.
pub fn apply(workspace: &mut Workspace, command: &Command) -> Result<(), Refusal> {
    check(workspace, command)?;
    match command {
        Command::CreateLicense { license, named } => {
            add_named(workspace, named);
            workspace.licenses.insert(license.id, (**license).clone());
        }
        Command::EditLicenses { edits, named } => {
            add_named(workspace, named);
            merge_edits(workspace, edits);
        }
        Command::AssumeTerms { edits } => merge_edits(workspace, edits),
        Command::DeleteLicenses { ids, at } => set_deleted(workspace, ids, Some(*at)),
        Command::RestoreLicenses { ids } => set_deleted(workspace, ids, None),
        Command::RenewLicense { id, term, line } => {
            if let Some(license) = workspace.licenses.get_mut(id) {
                license.terms.insert(term.id, *term);
                license.purchases.insert(line.id, (**line).clone());
            }
        }
        Command::ImportLicenses(import) => {
            let Import { vendors, users, assets, licenses, assignments, custom_fields, edits } =
                import.as_ref();
            workspace.assets.extend(assets.iter().map(|a| (a.id, a.clone())));
            workspace.custom_fields.extend(custom_fields.iter().map(|f| (f.id, f.clone())));
            workspace.vendors.extend(vendors.iter().map(|v| (v.id, v.clone())));
            workspace.users.extend(users.iter().map(|u| (u.id, u.clone())));
            workspace.licenses.extend(licenses.iter().map(|l| (l.id, l.clone())));
            workspace.assignments.extend(assignments.iter().map(|a| (a.id, a.clone())));
            merge_edits(workspace, edits);
        }
        Command::ChangeSettings { before, after } => {
            merge_settings(&mut workspace.settings, before, after);
        }
        Command::TurnImport(turned) => {
            set_deleted(workspace, &turned.licenses, turned.deleted_at);
            merge_edits(workspace, &turned.edits);
            for seat in &turned.assignments {
                match turned.deleted_at {
                    Some(_) => drop(workspace.assignments.remove(seat.id)),
                    None => drop(workspace.assignments.insert(seat.id, seat.clone())),
                }
            }
        }
        Command::ChangeRecords(changes) => record::apply(workspace, changes),
        Command::ChangeSeats(changes) => {
            record::apply(workspace, &changes.records);
            record::apply_seats(workspace, &changes.seats);
        }
    }
    Ok(())
}

/// Whether `command` can be carried out, before anything is touched.
pub fn check(workspace: &Workspace, command: &Command) -> Result<(), Refusal> {
    let exists = |id| workspace.licenses.contains_key(&id);
    let fine = match command {
        Command::CreateLicense { license, .. } => {
            return if exists(license.id) {
                Err(Refusal::IdTaken)
            } else {
                check_parents(workspace, &[license])
            };
        }
        Command::ImportLicenses(import) => {
            return check_import(workspace, import);
        }
        Command::TurnImport(turned) => {
            turned.licenses.iter().all(|id| exists(*id))
                && turned.edits.iter().all(|edit| exists(edit.after.id))
        }
        Command::EditLicenses { edits, .. } | Command::AssumeTerms { edits } => {
            check_parents(workspace, &edits.iter().map(|edit| &edit.after).collect::<Vec<_>>())?;
            edits.iter().all(|edit| exists(edit.after.id))
        }
        Command::DeleteLicenses { ids, .. } | Command::RestoreLicenses { ids } => {
            ids.iter().all(|id| exists(*id))
        }
        Command::RenewLicense { id, term, .. } => match workspace.licenses.get(id) {
            Some(license) if license.terms.contains_key(&term.id) => return Err(Refusal::IdTaken),
            found => found.is_some(),
        },
        Command::ChangeSettings { .. } | Command::ChangeRecords(_) => true,
        Command::ChangeSeats(changes) => return check_seats(workspace, changes),
    };
    if fine { Ok(()) } else { Err(Refusal::NoSuchLicense) }
}

/// Whether the rule of [`assigning`] lets these seats be given.
fn check_seats(workspace: &Workspace, changes: &SeatChanges) -> Result<(), Refusal> {
    let taken = changes.seats.iter().any(|change| match change {
        Change { before: None, after: Some(seat) } => workspace.assignments.contains_key(&seat.id),
        Change { .. } => false,
    });
    if taken {
        return Err(Refusal::IdTaken);
    }
    let is_of_holders =
        |record: &RecordChange| matches!(record, RecordChange::User(_) | RecordChange::Asset(_));
    let judgements = if changes.records.iter().any(is_of_holders) {
        // New holders are there by then.
        let mut then = Workspace { users: workspace.users.clone(), ..Workspace::default() };
        then.assets.clone_from(&workspace.assets);
        record::apply(&mut then, &changes.records);
        assigning::judge_with(workspace, &then, &changes.seats, changes.on)
    } else {
        assigning::judge(workspace, &changes.seats, changes.on)
    };
    let heaviest = judgements.iter().filter_map(Judgement::heaviest);
    match heaviest.max_by_key(|(_, weight)| *weight) {
        Some((objection, Weight::Blocks)) => Err(Refusal::Seat(objection)),
        Some((objection, Weight::Warns)) if !changes.is_confirmed => {
            Err(Refusal::Unconfirmed(objection))
        }
        Some(_) | None => Ok(()),
    }
}

/// Whether an import can be carried out.
pub fn check_import(workspace: &Workspace, import: &Import) -> Result<(), Refusal> {
    let exists = |license: &License| workspace.licenses.contains_key(&license.id);
    if import.licenses.iter().any(exists) {
        Err(Refusal::IdTaken)
    } else if !import.edits.iter().all(|edit| exists(&edit.after)) {
        Err(Refusal::NoSuchLicense)
    } else {
        let edited = import.edits.iter().map(|edit| &edit.after);
        check_parents(workspace, &import.licenses.iter().chain(edited).collect::<Vec<_>>())
    }
}

fn check_parents(workspace: &Workspace, after: &[&License]) -> Result<(), Refusal> {
    let is_circle = parent::makes_a_circle(&workspace.licenses, after);
    if is_circle { Err(Refusal::PartOfItself) } else { Ok(()) }
}

/// Changes licenses the way `edits` say; what others changed of them meanwhile stays.
pub fn merge_edits(workspace: &mut Workspace, edits: &[Edit]) {
    for Edit { before, after } in edits {
        if let Some(current) = workspace.licenses.get_mut(&after.id) {
            merge_license(current, before, after);
        }
    }
}

/// `current` after an edit.
pub fn merged(current: &License, edit: &Edit) -> License {
    let mut license = current.clone();
    merge_license(&mut license, &edit.before, &edit.after);
    license
}

fn set_deleted(workspace: &mut Workspace, ids: &[LicenseId], at: Option<DateTime<Utc>>) {
    for id in ids {
        if let Some(license) = workspace.licenses.get_mut(id) {
            license.deleted_at = at;
        }
    }
}

fn add_named(workspace: &mut Workspace, named: &Named) {
    workspace.vendors.extend(named.vendors.iter().map(|v| (v.id, v.clone())));
    workspace.users.extend(named.users.iter().map(|u| (u.id, u.clone())));
}

fn merge_license(current: &mut License, before: &License, after: &License) {
    merge_fields!(current, before, after; name license_type lifecycle vendor_id supplier_id
        owner_id parent_id reassignable support_ends_on licensed_to_name licensed_to_email notes);
    merge_particulars(&mut current.particulars, &before.particulars, &after.particulars);
    merge_values(&mut current.extra, &before.extra, &after.extra);
    merge_values(&mut current.custom, &before.custom, &after.custom);
    merge_records(&mut current.terms, &before.terms, &after.terms, |current, before, after| {
        merge_fields!(current, before, after; auto_renew renew_months notice state);
        let (current, before, after) = (&mut current.span, &before.span, &after.span);
        merge_fields!(current, before, after; start_on last_day);
    });
    merge_records(&mut current.keys, &before.keys, &after.keys, |current, before, after| {
        merge_fields!(current, before, after; label last4);
    });
    let periods = (&mut current.coverages, &before.coverages, &after.coverages);
    merge_records(periods.0, periods.1, periods.2, |current, before, after| {
        merge_fields!(current, before, after; kind price);
        let (current, before, after) = (&mut current.span, &before.span, &after.span);
        merge_fields!(current, before, after; start_on last_day);
    });
    let lines = (&mut current.purchases, &before.purchases, &after.purchases);
    merge_records(lines.0, lines.1, lines.2, |current, before, after| {
        merge_fields!(current, before, after; term_id purchased_on seats amount basis period
            renewal_amount purchase_order order_number);
    });
}

/// Applies the difference between two maps of values to a third.
fn merge_values<K: Ord + Clone, V: PartialEq + Clone>(
    current: &mut BTreeMap<K, V>,
    before: &BTreeMap<K, V>,
    after: &BTreeMap<K, V>,
) {
    current.retain(|key, _| after.contains_key(key) || !before.contains_key(key));
    let changed = after.iter().filter(|(key, value)| before.get(*key) != Some(value));
    current.extend(changed.map(|(key, value)| (key.clone(), value.clone())));
}

fn merge_particulars(current: &mut Particulars, before: &Particulars, after: &Particulars) {
    merge_fields!(current, before, after; metric over_use once_per_holder min_free version_bought
        version_used edition department cost_centre location contacts portal_link terminated_on);
    merge_set(&mut current.tags, &before.tags, &after.tags);
    merge_set(&mut current.products, &before.products, &after.products);
    merge_set(&mut current.downgrades, &before.downgrades, &after.downgrades);
    merge_values(&mut current.peaks, &before.peaks, &after.peaks);
}

/// Adds and removes what one set has and another has not.
fn merge_set(current: &mut BTreeSet<String>, before: &BTreeSet<String>, after: &BTreeSet<String>) {
    current.retain(|word| after.contains(word) || !before.contains(word));
    current.extend(after.difference(before).cloned());
}

fn merge_settings(current: &mut Settings, before: &Settings, after: &Settings) {
    merge_fields!(current, before, after; name time_zone currency expiring_days);
}

/// Applies the difference between two maps of records to a third, field by field; what somebody
/// else removed stays removed.
fn merge_records<K: Ord + Copy, V: Clone>(
    current: &mut BTreeMap<K, V>,
    before: &BTreeMap<K, V>,
    after: &BTreeMap<K, V>,
    merge: impl Fn(&mut V, &V, &V),
) {
    current.retain(|id, _| after.contains_key(id) || !before.contains_key(id));
    for (id, new) in after {
        match (before.get(id), current.get_mut(id)) {
            (Some(old), Some(current)) => merge(current, old, new),
            (Some(_), None) => {}
            (None, _) => drop(current.insert(*id, new.clone())),
        }
    }
}

#[cfg(test)]
mod tests;
