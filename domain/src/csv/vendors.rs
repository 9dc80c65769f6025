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
        let known = workspace.vendors.values().rev();
        Self { by_name: known.map(|v| (fold_name(&v.name), v.id)).collect(), added: Vec::new() }
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
            self.added.push(Vendor { id, name: name.to_owned() });
            id
        });
        Some(id)
    }
}
