//! An import in steps: one transaction, so one change and one step to undo, that gives way to
//! other work between its steps and can be cancelled until it is committed.

use automerge::transaction::Transaction;
use chrono::{DateTime, Utc};
use domain::command::{Edit, Import, merge_edits};
use domain::workspace::Workspace;

use crate::change_set::ChangeSet;
use crate::document::{DocumentError, options};
use crate::inventory::Roots;
use crate::inventory::write::{last_created_first, write_edit};
use crate::message::Label;
use crate::{schema, tree};

/// An import under way. Dropping it cancels it.
#[derive(Debug)]
pub struct ImportRun<'a> {
    tx: Transaction<'a>,
    roots: Roots,
    workspace: &'a mut Workspace,
    import: &'a Import,
    label: Label,
    /// The order in which its edits are written.
    edits: Vec<usize>,
    done: usize,
}

impl<'a> ImportRun<'a> {
    pub(crate) fn new(
        tx: Transaction<'a>,
        roots: &Roots,
        workspace: &'a mut Workspace,
        import: &'a Import,
        label: Label,
    ) -> Self {
        let ids = import.edits.iter().map(|edit| edit.after.id);
        let edits = last_created_first(&tx, roots, ids);
        Self { tx, roots: roots.clone(), workspace, import, label, edits, done: 0 }
    }

    /// How many records there are to write.
    pub fn total(&self) -> usize {
        self.import.n_records()
    }

    /// Writes up to `n` records and tells how many are written, `None` when all were before.
    pub fn step(&mut self, n: usize) -> Result<Option<usize>, DocumentError> {
        if self.done >= self.total() {
            return Ok(None);
        }
        let end = self.done.saturating_add(n).min(self.total());
        while self.done < end {
            self.write(self.done)?;
            self.done += 1;
        }
        Ok(Some(self.done))
    }

    fn write(&mut self, index: usize) -> Result<(), DocumentError> {
        let Import { vendors, users, assets, licenses, assignments, custom_fields, edits } =
            self.import;
        let after_vendors = index.wrapping_sub(vendors.len());
        let after_users = after_vendors.wrapping_sub(users.len());
        let after_assets = after_users.wrapping_sub(assets.len());
        let after_licenses = after_assets.wrapping_sub(licenses.len());
        let after_assignments = after_licenses.wrapping_sub(assignments.len());
        let after_fields = after_assignments.wrapping_sub(custom_fields.len());
        let (root, id, fields) = if let Some(vendor) = vendors.get(index) {
            (&self.roots.vendors, vendor.id.to_string(), schema::vendor::write(vendor))
        } else if let Some(user) = users.get(after_vendors) {
            (&self.roots.users, user.id.to_string(), schema::user::write(user))
        } else if let Some(asset) = assets.get(after_users) {
            (&self.roots.assets, asset.id.to_string(), schema::asset::write(asset))
        } else if let Some(license) = licenses.get(after_assets) {
            (&self.roots.licenses, license.id.to_string(), schema::license::write(license))
        } else if let Some(seat) = assignments.get(after_licenses) {
            (&self.roots.assignments, seat.id.to_string(), schema::assignment::write(seat))
        } else if let Some(field) = custom_fields.get(after_assignments) {
            let fields = schema::custom_field::write(field);
            (&self.roots.custom_fields, field.id.to_string(), fields)
        } else if let Some(edit) = self.edits.get(after_fields).and_then(|at| edits.get(*at)) {
            return Ok(write_edit(&mut self.tx, &self.roots, edit)?);
        } else {
            return Ok(());
        };
        tree::create(&mut self.tx, root, &id, &fields)?;
        Ok(())
    }

    /// Makes it so, at the moment `at`.
    pub fn commit(self, at: DateTime<Utc>) -> ChangeSet {
        let Import { vendors, users, assets, licenses, assignments, custom_fields, edits } =
            self.import;
        self.tx.commit_with(options(&self.label, at));
        self.workspace.vendors.extend(vendors.iter().map(|v| (v.id, v.clone())));
        self.workspace.users.extend(users.iter().map(|u| (u.id, u.clone())));
        self.workspace.assets.extend(assets.iter().map(|a| (a.id, a.clone())));
        self.workspace.licenses.extend(licenses.iter().map(|l| (l.id, l.clone())));
        self.workspace.assignments.extend(assignments.iter().map(|a| (a.id, a.clone())));
        self.workspace.custom_fields.extend(custom_fields.iter().map(|f| (f.id, f.clone())));
        merge_edits(self.workspace, edits);
        let mut changes = ChangeSet::default();
        changes.vendors.extend(vendors.iter().map(|v| v.id));
        changes.users.extend(users.iter().map(|u| u.id));
        changes.assets.extend(assets.iter().map(|a| a.id));
        changes.licenses.extend(licenses.iter().map(|l| l.id));
        changes.assignments.extend(assignments.iter().map(|a| a.id));
        changes.custom_fields.extend(custom_fields.iter().map(|f| f.id));
        changes.licenses.extend(edits.iter().map(|Edit { after, .. }| after.id));
        changes
    }

    /// Leaves everything as it was.
    pub fn cancel(self) {
        self.tx.rollback();
    }
}
