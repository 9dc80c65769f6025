//! Licenses that rows name as the one theirs is a part of: of the workspace, or of the file.

use std::collections::{BTreeMap, BTreeSet};

use super::cells;
use super::meaning::Meaning;
use super::report::RowReader;
use super::table::Table;
use crate::command::Import;
use crate::id::LicenseId;
use crate::parent;
use crate::problem::{Field, ProblemKind};
use crate::vendor::fold_name;
use crate::workspace::Workspace;

#[derive(Debug)]
pub(crate) struct Parents {
    /// By name; `None` where several have it.
    here: BTreeMap<String, Option<LicenseId>>,
    /// Names in the file.
    in_file: BTreeSet<String>,
    /// Licenses that are part of one that the file brings.
    waiting: Vec<(LicenseId, String)>,
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
        Self { here, in_file: in_file.collect(), waiting: Vec::new() }
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

    /// The license of this name, if it is here; one that the file brings is set at the end.
    pub(crate) fn find_or_wait(&mut self, child: LicenseId, name: &str) -> Option<LicenseId> {
        match self.meant(name) {
            Ok(Meant::Here(id)) => Some(id),
            Ok(Meant::InFile) => {
                self.waiting.push((child, name.to_owned()));
                None
            }
            Ok(Meant::Nothing) | Err(_) => None,
        }
    }

    /// Sets the parents that came with the file. Those that would close a circle, or whose name
    /// several of its licenses have, stay unset.
    pub(crate) fn settle(self, workspace: &Workspace, import: &mut Import) {
        let mut brought: BTreeMap<String, Option<LicenseId>> = BTreeMap::new();
        for license in &import.licenses {
            let id = brought.entry(fold_name(&license.name)).or_insert(Some(license.id));
            *id = id.filter(|id| *id == license.id);
        }
        let parent_of = |name: &String| brought.get(&fold_name(name)).copied().flatten();
        let waiting: BTreeMap<LicenseId, LicenseId> = self
            .waiting
            .iter()
            .filter_map(|(child, name)| Some((*child, parent_of(name)?)))
            .collect();
        for license in &mut import.licenses {
            license.parent_id = waiting.get(&license.id).copied().or(license.parent_id);
        }
        for edit in &mut import.edits {
            edit.after.parent_id = waiting.get(&edit.after.id).copied().or(edit.after.parent_id);
        }
        let edited = import.edits.iter().map(|edit| &edit.after);
        if parent::makes_a_circle(
            &workspace.licenses,
            &import.licenses.iter().chain(edited).collect::<Vec<_>>(),
        ) {
            for license in &mut import.licenses {
                license.parent_id = None;
            }
            for edit in &mut import.edits {
                edit.after.parent_id = edit.before.parent_id;
            }
        }
    }
}
