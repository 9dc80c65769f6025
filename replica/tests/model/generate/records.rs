//! Acts on vendors, custom fields and saved views.

use std::collections::BTreeMap;

use domain::command::{Change, Command, RecordChange};
use domain::custom_field::{CustomField, FieldKind};
use domain::id::{CustomFieldId, ViewId};
use domain::vendor::Vendor;
use domain::view::SavedView;
use domain::workspace::Workspace;

use super::id;

fn pick<K, T: Clone>(records: &BTreeMap<K, T>, which: usize) -> Option<T> {
    let count = records.len();
    (count > 0).then(|| records.values().nth(which % count).cloned()).flatten()
}

/// Renames a vendor, gives it an alias, takes those off, or merges it into another.
pub(super) fn vendor(workspace: &Workspace, which: usize, how: u8) -> Option<Command> {
    let before = pick(&workspace.vendors, which)?;
    let mut after: Vendor = before.clone();
    match how % 4 {
        0 => after.name = format!("Vendor renamed {how}"),
        1 => drop(after.aliases.insert(format!("Alias {}", how % 8))),
        2 => after.aliases.clear(),
        _ => after.merged_into = pick(&workspace.vendors, usize::from(how)).map(|v| v.id),
    }
    Some(one(RecordChange::Vendor(Change::edit(before, after))))
}

/// Defines a field, or changes one.
pub(super) fn custom_field(
    workspace: &Workspace,
    which: usize,
    how: u8,
    n: usize,
) -> Option<Command> {
    if how.is_multiple_of(2) {
        let field = CustomField {
            id: CustomFieldId(id(n, 0, 9)),
            name: format!("Field {how}"),
            kind: FieldKind::ALL[usize::from(how / 2) % FieldKind::ALL.len()],
            choices: (0..how % 4).map(|n| format!("Choice {n}")).collect(),
            is_retired: false,
        };
        return Some(one(RecordChange::CustomField(Change::make(field))));
    }
    let before = pick(&workspace.custom_fields, which)?;
    let mut after: CustomField = before.clone();
    match how % 3 {
        0 => after.name = format!("Field renamed {how}"),
        // A choice is there once.
        1 => after.choices.retain(|choice| *choice != format!("Choice {}", how % 4)),
        _ => after.is_retired = !before.is_retired,
    }
    Some(one(RecordChange::CustomField(Change::edit(before, after))))
}

/// Saves a view, changes one, or takes one away.
pub(super) fn view(workspace: &Workspace, which: usize, how: u8, n: usize) -> Command {
    let before = pick(&workspace.views, which);
    one(RecordChange::View(match (how % 3, before) {
        (0, _) | (_, None) => Change::make(SavedView {
            id: ViewId(id(n, 0, 10)),
            name: format!("View {how}"),
            query: format!("status=active&n={how}"),
            columns: String::new(),
        }),
        (1, Some(before)) => {
            let after = SavedView { columns: format!("vendor c{how}"), ..before.clone() };
            Change::edit(before, after)
        }
        (_, Some(before)) => Change::remove(before),
    }))
}

fn one(change: RecordChange) -> Command {
    Command::ChangeRecords(vec![change])
}
