//! What the list around has to export, and whether a person is about to.

use domain::custom_field::CustomField;
use domain::filter::{Calendar, Order, sorted};
use domain::id::LicenseId;
use leptos::prelude::*;

use super::calendar::use_calendar;
use super::rows::Rows;
use super::workspace::use_workspace;

/// An export of the list.
#[derive(Debug, Clone, Copy)]
pub struct Exporting {
    /// Whether the dialog is open.
    pub open: RwSignal<bool>,
    /// What the list shows, in its order.
    pub shown: Memo<Vec<LicenseId>>,
    order: Memo<Order>,
    own: RwSignal<Vec<CustomField>>,
    rows: RwSignal<Rows>,
    calendar: Memo<Calendar>,
}

impl Exporting {
    /// All licenses, in the order of the list.
    pub fn all(self) -> Vec<LicenseId> {
        let rows = self.rows.read_untracked();
        let all = rows.as_slice();
        let (order, own) = (self.order.read_untracked(), self.own.read_untracked());
        let order = sorted(all, &order, self.calendar.get_untracked(), &own);
        let id = |index: u32| all.get(index as usize).map(|row| row.id);
        order.into_iter().filter_map(id).collect()
    }
}

/// Installs what a list shows in which order.
pub fn provide_exporting(shown: Memo<Vec<LicenseId>>, order: Memo<Order>) -> Exporting {
    let (workspace, calendar) = (use_workspace(), use_calendar());
    let (rows, own) = (workspace.rows, workspace.custom_fields);
    let exporting = Exporting { open: RwSignal::new(false), shown, order, own, rows, calendar };
    provide_context(exporting);
    exporting
}

/// The export of the list around.
pub fn use_exporting() -> Exporting {
    expect_context()
}
