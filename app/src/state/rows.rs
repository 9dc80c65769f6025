//! The rows of the licenses list, patched in place as the worker tells what changed.

use std::collections::HashMap;

use domain::id::LicenseId;
use domain::row::LicenseRow;
use replica::protocol::Update;

/// All rows, with a way to find one by its id.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    rows: Vec<LicenseRow>,
    by_id: HashMap<LicenseId, usize>,
}

impl Rows {
    /// These rows.
    pub fn new(rows: Vec<LicenseRow>) -> Self {
        let by_id = rows.iter().enumerate().map(|(index, row)| (row.id, index)).collect();
        Self { rows, by_id }
    }

    /// The rows, in no order a person would notice.
    pub fn as_slice(&self) -> &[LicenseRow] {
        &self.rows
    }

    /// The row of a license.
    pub fn get(&self, id: LicenseId) -> Option<&LicenseRow> {
        self.by_id.get(&id).and_then(|index| self.rows.get(*index))
    }

    /// Takes in what changed.
    pub fn patch(&mut self, rows: Vec<LicenseRow>, removed: &[LicenseId]) {
        for id in removed {
            self.remove(*id);
        }
        for row in rows {
            if let Some(old) = self.by_id.get(&row.id).and_then(|at| self.rows.get_mut(*at)) {
                *old = row;
            } else {
                self.by_id.insert(row.id, self.rows.len());
                self.rows.push(row);
            }
        }
    }

    fn remove(&mut self, id: LicenseId) {
        let Some(index) = self.by_id.remove(&id) else { return };
        self.rows.swap_remove(index);
        if let Some(moved) = self.rows.get(index) {
            self.by_id.insert(moved.id, index);
        }
    }
}

/// Whether an update touches any row.
pub fn touches_rows(update: &Update) -> bool {
    !update.rows.is_empty() || !update.removed.is_empty()
}
