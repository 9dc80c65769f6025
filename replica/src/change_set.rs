//! Which records a change touched.

use std::collections::BTreeSet;

use automerge::{Patch, PatchAction, Prop};
use domain::command::{Change, Command, Named, RecordChange};
use domain::id::{
    AssetId, AssignmentId, CustomFieldId, KitId, LicenseId, RequestId, ReviewId, UserId, VendorId,
    ViewId,
};

use crate::schema::Root;

/// The records a change touched: read them anew, and only them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChangeSet {
    /// Whether settings changed.
    pub settings: bool,
    /// Vendors.
    pub vendors: BTreeSet<VendorId>,
    /// Licenses.
    pub licenses: BTreeSet<LicenseId>,
    /// Users.
    pub users: BTreeSet<UserId>,
    /// Assets.
    pub assets: BTreeSet<AssetId>,
    /// Assignments.
    pub assignments: BTreeSet<AssignmentId>,
    /// Licenses of seats that may be gone, so that nobody can tell any more whose they were.
    pub seat_licenses: BTreeSet<LicenseId>,
    /// Custom fields.
    pub custom_fields: BTreeSet<CustomFieldId>,
    /// Saved views.
    pub views: BTreeSet<ViewId>,
    /// Kits.
    pub kits: BTreeSet<KitId>,
    /// Reviews.
    pub reviews: BTreeSet<ReviewId>,
    /// Requests.
    pub requests: BTreeSet<RequestId>,
}

impl ChangeSet {
    /// The records `patches` touch. What lies outside our collections belongs to a newer version.
    pub fn of(patches: &[Patch]) -> Self {
        let mut set = Self::default();
        for patch in patches {
            let mut keys = patch.path.iter().filter_map(|(_, prop)| map_key(prop));
            let Some(root) = keys.next() else { continue };
            let record = keys.next().or_else(|| action_key(&patch.action));
            set.add(root, record);
        }
        set
    }

    /// What a command touches.
    pub(crate) fn touched_by(command: &Command) -> Self {
        let mut changes = Self::default();
        match command {
            Command::CreateLicense { license, named } => {
                changes.licenses.insert(license.id);
                add_named(&mut changes, named);
            }
            Command::EditLicenses { edits, named } => {
                changes.licenses.extend(edits.iter().map(|edit| edit.after.id));
                add_named(&mut changes, named);
            }
            Command::AssumeTerms { edits } => {
                changes.licenses.extend(edits.iter().map(|edit| edit.after.id));
            }
            Command::DeleteLicenses { ids, .. } | Command::RestoreLicenses { ids } => {
                changes.licenses.extend(ids.iter().copied());
            }
            Command::RenewLicense { id, .. } => drop(changes.licenses.insert(*id)),
            Command::ChangeSettings { .. } => changes.settings = true,
            Command::ChangeRecords(records) => {
                for record in records {
                    add_record_to(&mut changes, record);
                }
            }
            Command::ChangeSeats(seats) => {
                for record in &seats.records {
                    add_record_to(&mut changes, record);
                }
                let seats = seats.seats.iter().flat_map(|change| [&change.before, &change.after]);
                changes.assignments.extend(seats.flatten().map(|seat| seat.id));
            }
            Command::ImportLicenses(_) => {}
            Command::TurnImport(turned) => {
                changes.licenses.extend(turned.licenses.iter().copied());
                changes.licenses.extend(turned.edits.iter().map(|edit| edit.after.id));
                changes.assignments.extend(turned.assignments.iter().map(|seat| seat.id));
            }
        }
        changes
    }

    /// Whether nothing was touched.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Adds what another change touched.
    pub fn add_all(&mut self, other: Self) {
        self.settings |= other.settings;
        self.vendors.extend(other.vendors);
        self.licenses.extend(other.licenses);
        self.users.extend(other.users);
        self.assets.extend(other.assets);
        self.assignments.extend(other.assignments);
        self.seat_licenses.extend(other.seat_licenses);
        self.custom_fields.extend(other.custom_fields);
        self.views.extend(other.views);
        self.kits.extend(other.kits);
        self.reviews.extend(other.reviews);
        self.requests.extend(other.requests);
    }

    fn add(&mut self, root: &str, record: Option<&str>) {
        let Some(record) = record else { return };
        match Root::from_key(root) {
            Some(Root::Settings) => self.settings = true,
            Some(Root::Vendors) => self.vendors.extend(record.parse::<VendorId>()),
            Some(Root::Licenses) => self.licenses.extend(record.parse::<LicenseId>()),
            Some(Root::Users) => self.users.extend(record.parse::<UserId>()),
            Some(Root::Assets) => self.assets.extend(record.parse::<AssetId>()),
            Some(Root::Assignments) => self.assignments.extend(record.parse::<AssignmentId>()),
            Some(Root::CustomFields) => {
                self.custom_fields.extend(record.parse::<CustomFieldId>());
            }
            Some(Root::Views) => self.views.extend(record.parse::<ViewId>()),
            Some(Root::Kits) => self.kits.extend(record.parse::<KitId>()),
            Some(Root::Reviews) => self.reviews.extend(record.parse::<ReviewId>()),
            Some(Root::Requests) => self.requests.extend(record.parse::<RequestId>()),
            None => {}
        }
    }
}

fn add_record_to(changes: &mut ChangeSet, record: &RecordChange) {
    match record {
        RecordChange::Vendor(Change { before, after }) => {
            changes.vendors.extend([before, after].into_iter().flatten().map(|v| v.id));
        }
        RecordChange::User(Change { before, after }) => {
            changes.users.extend([before, after].into_iter().flatten().map(|u| u.id));
        }
        RecordChange::Asset(Change { before, after }) => {
            changes.assets.extend([before, after].into_iter().flatten().map(|a| a.id));
        }
        RecordChange::CustomField(Change { before, after }) => {
            changes.custom_fields.extend([before, after].into_iter().flatten().map(|f| f.id));
        }
        RecordChange::View(Change { before, after }) => {
            changes.views.extend([before, after].into_iter().flatten().map(|v| v.id));
        }
        RecordChange::Kit(Change { before, after }) => {
            changes.kits.extend([before, after].into_iter().flatten().map(|k| k.id));
        }
        RecordChange::Review(Change { before, after }) => {
            changes.reviews.extend([before, after].into_iter().flatten().map(|r| r.id));
        }
        RecordChange::Request(Change { before, after }) => {
            changes.requests.extend([before, after].into_iter().flatten().map(|r| r.id));
        }
    }
}

fn add_named(changes: &mut ChangeSet, named: &Named) {
    changes.vendors.extend(named.vendors.iter().map(|vendor| vendor.id));
    changes.users.extend(named.users.iter().map(|user| user.id));
}

fn map_key(prop: &Prop) -> Option<&str> {
    if let Prop::Map(key) = prop { Some(key) } else { None }
}

fn action_key(action: &PatchAction) -> Option<&str> {
    match action {
        PatchAction::PutMap { key, .. } | PatchAction::DeleteMap { key } => Some(key),
        PatchAction::Increment { prop, .. } | PatchAction::Conflict { prop } => map_key(prop),
        PatchAction::PutSeq { .. }
        | PatchAction::Insert { .. }
        | PatchAction::SpliceText { .. }
        | PatchAction::DeleteSeq { .. }
        | PatchAction::Mark { .. } => None,
    }
}
