//! Acts on records beside licenses: vendors, users, assets, seats, custom fields and saved views.

use std::collections::BTreeMap;

use chrono::DateTime;
use domain::asset::{Asset, AssetStatus};
use domain::assignment::{Assignment, Holder};
use domain::command::{Change, Command, RecordChange, SeatChanges, check};
use domain::custom_field::{CustomField, FieldKind};
use domain::id::{AssetId, AssignmentId, CustomFieldId, UserId, ViewId};
use domain::quantity::Quantity;
use domain::user::{User, UserStatus};
use domain::vendor::Vendor;
use domain::view::SavedView;
use domain::workspace::Workspace;

use super::{day, id};

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

/// Records somebody, or changes what is known of them.
pub(super) fn user(workspace: &Workspace, which: usize, how: u8, n: usize) -> Command {
    let before = pick(&workspace.users, which);
    one(RecordChange::User(match (how % 4, before) {
        (0, _) | (_, None) => {
            let id = UserId(id(n, 0, 12));
            Change::make(User { start_on: Some(day(how.into())), ..User::new(id, "Kim Lee") })
        }
        (how_, Some(before)) => {
            let mut after = before.clone();
            match how_ {
                1 => after.status = UserStatus::ALL[usize::from(how) % 4],
                2 => drop(after.more_emails.insert(format!("k{}@example.org", how % 8))),
                _ if before.deleted_at.is_some() => after.deleted_at = None,
                _ => after.deleted_at = Some(DateTime::UNIX_EPOCH),
            }
            after.department = format!("Department {}", how % 3);
            Change::edit(before, after)
        }
    }))
}

/// Records a machine, or changes what is known of it.
pub(super) fn asset(workspace: &Workspace, which: usize, how: u8, n: usize) -> Command {
    let before = pick(&workspace.assets, which);
    one(RecordChange::Asset(match (how % 4, before) {
        (0, _) | (_, None) => {
            let asset = Asset::new(AssetId(id(n, 0, 13)), &format!("LAP-{how}"));
            Change::make(Asset { cores: Some(how.into()), ..asset })
        }
        (how_, Some(before)) => {
            let mut after = before.clone();
            match how_ {
                1 => after.status = AssetStatus::ALL[usize::from(how) % 3],
                2 => after.holder_id = pick(&workspace.users, how.into()).map(|user| user.id),
                _ => after.processors = (how > 100).then(|| how.into()),
            }
            Change::edit(before, after)
        }
    }))
}

/// Gives seats of a license to a few, changes one, takes one back, or takes one away.
pub(super) fn seats(workspace: &Workspace, which: usize, how: u8, n: usize) -> Option<Command> {
    let license = pick(&workspace.licenses, which)?;
    let seats: Vec<Assignment> = workspace.assignments.values().cloned().collect();
    let seat = seats.get(which.checked_rem(seats.len()).unwrap_or(0));
    let holders = [
        pick(&workspace.users, which).map(|user| Holder::User(user.id)),
        pick(&workspace.assets, which).map(|asset| Holder::Asset(asset.id)),
        Some(Holder::Department(format!("Department {}", how % 3))),
        Some(Holder::Other("Meeting room".to_owned())),
    ];
    let seats = match (how % 4, seat) {
        (0 | 1, _) | (_, None) => {
            let given = holders.into_iter().flatten().enumerate().map(|(k, holder)| {
                let quantity = Quantity::of_hundredths(u64::from(how) * 50 + 50);
                let id = AssignmentId(id(n, k, 14));
                Change::make(Assignment::new(id, license.id, holder, quantity, Some(day(1))))
            });
            given.collect()
        }
        (2, Some(seat)) => {
            let after = match seat.ended_on {
                Some(_) => Assignment { ended_on: None, ..seat.clone() },
                None => seat.ended(day(how.into()), "left"),
            };
            vec![Change::edit(seat.clone(), after)]
        }
        (_, Some(seat)) if how > 200 => vec![Change::remove(seat.clone())],
        (_, Some(seat)) => {
            let last_used_on = Some(day(how.into()));
            let after = Assignment { last_used_on, note: format!("note {how}"), ..seat.clone() };
            vec![Change::edit(seat.clone(), after)]
        }
    };
    let changes = SeatChanges { records: vec![], seats, on: day(8_000), is_confirmed: true };
    let command = Command::ChangeSeats(Box::new(changes));
    // What the rule refuses is the domain's own test.
    check(workspace, &command).is_ok().then_some(command)
}

fn one(change: RecordChange) -> Command {
    Command::ChangeRecords(vec![change])
}
