//! Licenses that rows name as the one theirs is a part of: of the workspace, or of the file.

use std::collections::{BTreeMap, BTreeSet};

use super::cells;
use super::meaning::Meaning;
use super::report::RowReader;
use super::table::Table;
use crate::command::{Edit, Import};
use crate::id::LicenseId;
use crate::license::License;
use crate::parent;
use crate::problem::{Field, ProblemKind};
use crate::vendor::fold_name;
use crate::workspace::Workspace;

#[derive(Debug, Default)]
pub(crate) struct Parents {
    /// By name; `None` where several have it.
    here: BTreeMap<String, Option<LicenseId>>,
    /// Names in the file.
    in_file: BTreeSet<String>,
    /// Licenses whose rows name a parent.
    named: BTreeMap<LicenseId, Named>,
}

/// A parent that a row names.
#[derive(Debug)]
struct Named {
    name: String,
    /// In which line the row starts.
    line: u32,
    /// Whether the file brings it, so that it is set at the end.
    is_waiting: bool,
}

/// A parent that a row names and its license does not get.
#[derive(Debug)]
pub(crate) struct Unset {
    pub(crate) child: LicenseId,
    pub(crate) line: u32,
    pub(crate) name: String,
    pub(crate) why: ProblemKind,
}

/// What a name in a row means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meant {
    /// No license.
    Nothing,
    /// One that is here.
    Here(LicenseId),
    /// One that the file brings.
    InFile,
}

impl Parents {
    pub(crate) fn of(workspace: &Workspace, table: &Table) -> Self {
        let mut here = BTreeMap::new();
        for license in workspace.present_licenses() {
            let id = here.entry(fold_name(&license.name)).or_insert(Some(license.id));
            *id = id.filter(|id| *id == license.id);
        }
        // Without such a column nobody asks.
        let is_asked = table.column(Meaning::Field(Field::Parent)).is_some();
        let names = table.column(Meaning::Field(Field::Name)).filter(|_| is_asked);
        let in_file = names.into_iter().flat_map(|column| {
            table.rows.iter().filter_map(move |row| Some(fold_name(row.cells.get(column)?)))
        });
        Self { here, in_file: in_file.collect(), named: BTreeMap::new() }
    }

    /// Notes what is wrong with the name in a row.
    pub(crate) fn check(&self, row: &mut RowReader<'_, '_>) {
        row.read(Field::Parent, |text| self.meant(&cells::line(text)).map(drop));
    }

    /// What a name means.
    ///
    /// # Errors
    /// [`ProblemKind::NoSuchLicense`] and [`ProblemKind::SeveralLicenses`].
    pub(crate) fn meant(&self, name: &str) -> Result<Meant, ProblemKind> {
        let name = fold_name(name);
        match self.here.get(&name) {
            _ if name.is_empty() => Ok(Meant::Nothing),
            Some(Some(id)) => Ok(Meant::Here(*id)),
            Some(None) => Err(ProblemKind::SeveralLicenses),
            None if self.in_file.contains(&name) => Ok(Meant::InFile),
            None => Err(ProblemKind::NoSuchLicense),
        }
    }

    /// The license of the name in the row of `child`, if it is here; one that the file brings is
    /// set at the end.
    pub(crate) fn find_or_wait(
        &mut self,
        child: LicenseId,
        line: u32,
        name: &str,
    ) -> Option<LicenseId> {
        let meant = self.meant(name).unwrap_or(Meant::Nothing);
        if meant != Meant::Nothing {
            let (name, is_waiting) = (name.to_owned(), meant == Meant::InFile);
            self.named.insert(child, Named { name, line, is_waiting });
        }
        match meant {
            Meant::Here(id) => Some(id),
            Meant::InFile | Meant::Nothing => None,
        }
    }

    /// The licenses whose rows name a parent.
    pub(crate) fn children(&self) -> impl Iterator<Item = LicenseId> {
        self.named.keys().copied()
    }

    /// Sets the parents that come with the file or get their names from it, and tells which stay
    /// as they are: those whose row is left out, whose name several have, or that would make a
    /// license a part of itself.
    pub(crate) fn settle(self, workspace: &Workspace, import: &mut Import) -> Vec<Unset> {
        let mut brought: BTreeMap<String, Option<LicenseId>> = BTreeMap::new();
        let renamed = import.edits.iter().map(|edit| &edit.after);
        for license in import.licenses.iter().chain(renamed) {
            let id = brought.entry(fold_name(&license.name)).or_insert(Some(license.id));
            *id = id.filter(|id| *id == license.id);
        }
        let mut found = BTreeMap::new();
        let mut unset: BTreeMap<LicenseId, ProblemKind> = BTreeMap::new();
        for (child, named) in self.named.iter().filter(|(_, named)| named.is_waiting) {
            match brought.get(&fold_name(&named.name)) {
                Some(Some(parent)) => drop(found.insert(*child, *parent)),
                Some(None) => drop(unset.insert(*child, ProblemKind::SeveralLicenses)),
                None => drop(unset.insert(*child, ProblemKind::NoSuchLicense)),
            }
        }
        for license in &mut import.licenses {
            license.parent_id = found.get(&license.id).copied().or(license.parent_id);
        }
        for Edit { before, after } in &mut import.edits {
            if let Some(parent) = found.get(&after.id) {
                after.parent_id = Some(*parent);
            } else if unset.contains_key(&after.id) {
                after.parent_id = before.parent_id;
            }
        }
        open_circles(workspace, import, &mut unset);
        let mut named = self.named;
        let told = unset.into_iter().filter_map(|(child, why)| {
            let Named { name, line, .. } = named.remove(&child)?;
            Some(Unset { child, line, name, why })
        });
        told.collect()
    }
}

/// Takes back the new parents of licenses that would be parts of themselves.
fn open_circles(
    workspace: &Workspace,
    import: &mut Import,
    unset: &mut BTreeMap<LicenseId, ProblemKind>,
) {
    // An old parent may close another circle, with new parents that were fine so far. Each turn
    // takes new ones back, so this ends.
    loop {
        let edited = import.edits.iter().map(|edit| &edit.after);
        let after: Vec<&License> = import.licenses.iter().chain(edited).collect();
        let circle = parent::in_circles(&workspace.licenses, &after);
        if circle.is_empty() {
            return;
        }
        for license in import.licenses.iter_mut().filter(|l| circle.contains(&l.id)) {
            license.parent_id = None;
        }
        for edit in import.edits.iter_mut().filter(|edit| circle.contains(&edit.after.id)) {
            edit.after.parent_id = edit.before.parent_id;
        }
        unset.extend(circle.into_iter().map(|id| (id, ProblemKind::PartOfItself)));
    }
}
