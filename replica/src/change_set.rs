//! Which records a change touched.

use std::collections::BTreeSet;

use automerge::{Patch, PatchAction, Prop};
use domain::id::{AssignmentId, CustomFieldId, LicenseId, UserId, VendorId, ViewId};

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
    /// Assignments.
    pub assignments: BTreeSet<AssignmentId>,
    /// Custom fields.
    pub custom_fields: BTreeSet<CustomFieldId>,
    /// Saved views.
    pub views: BTreeSet<ViewId>,
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
        self.assignments.extend(other.assignments);
        self.custom_fields.extend(other.custom_fields);
        self.views.extend(other.views);
    }

    fn add(&mut self, root: &str, record: Option<&str>) {
        let Some(record) = record else { return };
        match Root::from_key(root) {
            Some(Root::Settings) => self.settings = true,
            Some(Root::Vendors) => self.vendors.extend(record.parse::<VendorId>()),
            Some(Root::Licenses) => self.licenses.extend(record.parse::<LicenseId>()),
            Some(Root::Users) => self.users.extend(record.parse::<UserId>()),
            Some(Root::Assignments) => self.assignments.extend(record.parse::<AssignmentId>()),
            Some(Root::CustomFields) => {
                self.custom_fields.extend(record.parse::<CustomFieldId>());
            }
            Some(Root::Views) => self.views.extend(record.parse::<ViewId>()),
            None => {}
        }
    }
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
