//! Which rows are one license, and which licenses the workspace has already.

use std::collections::{BTreeMap, BTreeSet};

use super::cells;
use super::meaning::Meaning;
use super::report::RowReader;
use crate::date::Date;
use crate::id::LicenseId;
use crate::problem::Field;
use crate::vendor::fold_name;
use crate::workspace::Workspace;

/// What rows of one license have in common. It may hold a key, so it can't be printed.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Identity {
    /// The number another program, or this one, gave it.
    Id(String),
    /// Folded name and product keys.
    Key(String, String),
    /// Folded name, folded vendor and the end as it stands in the file.
    Term(String, String, String),
    /// A whole row, where each is a purchase of its own.
    Row(String),
}

impl Identity {
    /// What tells the license of this row from others.
    pub(crate) fn of(name: &str, row: &RowReader<'_, '_>) -> Self {
        let id = row.meant(Meaning::Id);
        if !id.is_empty() {
            return Self::Id(id.to_owned());
        }
        if row.layout().lists_purchases() {
            let cells: Vec<&str> = row.columns().map(|(column, _)| row.cell(column)).collect();
            return Self::Row(cells.join("\n"));
        }
        let name = fold_name(name);
        let keys = row.cells_of(Meaning::Field(Field::LicenseKey)).map(|(_, key)| key);
        let keys: Vec<&str> = keys.filter(|key| !cells::hides_a_key(key)).collect();
        if !keys.is_empty() {
            return Self::Key(name, keys.join("\n"));
        }
        let folded = |field| fold_name(row.text(field));
        Self::Term(name, folded(Field::Vendor), folded(Field::ExpirationDate))
    }
}

/// The licenses of a workspace by what an import can tell them apart by.
#[derive(Debug, Default)]
pub(crate) struct Present {
    ids: BTreeSet<LicenseId>,
    /// By folded name, folded vendor and last day: the last characters of their keys.
    ends: BTreeMap<(String, String, Option<Date>), KeyEnds>,
}

#[derive(Debug, Default)]
struct KeyEnds {
    known: BTreeSet<String>,
    /// One of them has no key, or one too short to show any of.
    one_unknown: bool,
}

impl Present {
    pub(crate) fn of(workspace: &Workspace) -> Self {
        let mut present = Self::default();
        for license in workspace.present_licenses() {
            present.ids.insert(license.id);
            let name = fold_name(&license.name);
            let vendor = fold_name(workspace.vendor_name(license.vendor_id));
            let shown: Vec<&String> =
                license.keys.values().map(|key| &key.last4).filter(|end| !end.is_empty()).collect();
            for term in license.terms.values() {
                let key = (name.clone(), vendor.clone(), term.span.last_day);
                let ends = present.ends.entry(key).or_default();
                ends.one_unknown |= shown.is_empty();
                ends.known.extend(shown.iter().copied().cloned());
            }
        }
        present
    }

    /// Whether a license of this identity is here.
    pub(crate) fn has(&self, id: LicenseId) -> bool {
        self.ids.contains(&id)
    }

    /// Whether an equal license is here. Keys count where both sides show one.
    pub(crate) fn has_equal(
        &self,
        name: &str,
        vendor: &str,
        last_day: Option<Date>,
        last4: &str,
    ) -> bool {
        let equal = self.ends.get(&(fold_name(name), fold_name(vendor), last_day));
        equal.is_some_and(|ends| last4.is_empty() || ends.one_unknown || ends.known.contains(last4))
    }
}
