//! Vendors by name: those of the workspace and those a file adds.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::id::VendorId;
use crate::vendor::{Vendor, fold_name};
use crate::workspace::Workspace;

#[derive(Debug)]
pub(crate) struct Vendors {
    by_name: BTreeMap<String, VendorId>,
    pub(crate) added: Vec<Vendor>,
}

impl Vendors {
    pub(crate) fn of(workspace: &Workspace) -> Self {
        let mut by_name = BTreeMap::new();
        // The first record of a name counts; a name of its own counts more than an alias.
        for vendor in workspace.vendors.values().rev() {
            let id = workspace.vendor_behind(vendor.id);
            by_name.extend(vendor.aliases.iter().map(|alias| (fold_name(alias), id)));
        }
        for vendor in workspace.vendors.values().rev() {
            by_name.insert(fold_name(&vendor.name), workspace.vendor_behind(vendor.id));
        }
        Self { by_name, added: Vec::new() }
    }

    /// The vendor of this name, added if nobody knew it; `None` without a name.
    pub(crate) fn named(
        &mut self,
        name: &str,
        fresh: &mut dyn FnMut() -> Uuid,
    ) -> Option<VendorId> {
        if name.is_empty() {
            return None;
        }
        let id = *self.by_name.entry(fold_name(name)).or_insert_with(|| {
            let id = VendorId(fresh());
            self.added.push(Vendor::new(id, name));
            id
        });
        Some(id)
    }
}
