//! Rows of assignments: each seat is judged as everywhere, after the ones before it.

use std::collections::{BTreeMap, BTreeSet};

use super::column::Column;
use super::outcome::Outcome;
use super::own::day;
use super::plan::{Desk, Found};
use super::preview::{CellChange, Reason, Verdict, Why};
use super::reader::RowReader;
use super::seats::Licenses;
use crate::assigning::{Weight, judge_with};
use crate::assignment::{Assignment, Holder};
use crate::command::Change;
use crate::draft::{LONGEST_LINE, LONGEST_NAME};
use crate::id::{AssignmentId, LicenseId};
use crate::problem::ProblemKind;
use crate::quantity::Quantity;
use crate::workspace::Workspace;

pub(super) fn plan(desk: &mut Desk<'_>) -> Found {
    let list = desk.list;
    let licenses = Licenses::of(desk.workspace);
    let mut taken: BTreeMap<(LicenseId, Holder), u32> = BTreeMap::new();
    let mut outcomes: Vec<Outcome> = Vec::with_capacity(list.rows.len());
    // What changes, and of which row.
    let (mut changes, mut places) = (Vec::new(), Vec::new());
    for row in &list.rows {
        let reader = RowReader::new(list, row, desk.dates.order());
        let (outcome, change) = take(desk, &licenses, reader, &mut taken);
        if let Some(change) = change {
            changes.push(change);
            places.push(outcomes.len());
        }
        outcomes.push(outcome);
    }
    let mut then = Workspace {
        users: desk.workspace.users.clone(),
        assets: desk.workspace.assets.clone(),
        ..Workspace::default()
    };
    then.users.extend(desk.people.iter().map(|(id, user)| (*id, user.clone())));
    let judged = judge_with(desk.workspace, &then, &changes, desk.today);
    let mut seats = Vec::with_capacity(changes.len());
    for ((change, place), judgement) in changes.into_iter().zip(places).zip(judged) {
        let is_blocked = judgement.weight() == Some(Weight::Blocks);
        if let Some(outcome) = outcomes.get_mut(place) {
            let worth = if is_blocked { Weight::Blocks } else { Weight::Warns };
            let told = judgement.objections.iter().filter(|(_, weight)| *weight == worth);
            outcome.reasons.extend(told.map(|(why, _)| of_row(Why::Objection(*why))));
            if is_blocked {
                outcome.verdict = Verdict::Rejected;
                outcome.changes.clear();
            }
        }
        if !is_blocked {
            seats.push(change);
        }
    }
    // Nobody is made for a seat they do not get.
    let held: BTreeSet<&Holder> =
        seats.iter().filter_map(Change::record).map(|seat| &seat.holder).collect();
    desk.people.retain(|id, _| held.contains(&Holder::User(*id)));
    Found { records: Vec::new(), seats, outcomes }
}

fn of_row(why: Why) -> Reason {
    Reason { heading: String::new(), text: String::new(), why }
}

fn take(
    desk: &mut Desk<'_>,
    licenses: &Licenses,
    mut reader: RowReader<'_>,
    taken: &mut BTreeMap<(LicenseId, Holder), u32>,
) -> (Outcome, Option<Change<Assignment>>) {
    let line = reader.row().line;
    let license_name = reader.line(Column::License, LONGEST_NAME).unwrap_or_default();
    let read = read(desk, licenses, &license_name, &mut reader);
    let Some((license, holder, quantity, name)) = read else {
        let person = Desk::describe_holder(&mut RowReader::new(desk.list, reader.row(), None));
        let machine = reader.text(Column::Asset);
        let name = if person.is_nobody() { machine } else { person.label() };
        return (Outcome::rejected(line, name, &license_name, reader.reasons), None);
    };
    let about = desk.workspace.license_name(Some(license)).to_owned();
    let reject = |mut reader: RowReader<'_>, why| {
        reader.note_row(why);
        (Outcome::rejected(line, &name, &about, reader.reasons), None)
    };
    if let Some(earlier) = taken.insert((license, holder.clone()), line) {
        taken.insert((license, holder), earlier);
        return reject(reader, Why::Repeated(earlier));
    }
    let seats = desk.workspace.assignments.of_holder(&holder);
    let held: Vec<&Assignment> =
        seats.filter(|seat| seat.license_id == license && seat.is_active()).collect();
    let (from_on, until_on) = (reader.day(Column::From), reader.day(Column::Until));
    let note = reader.lines(Column::Notes, LONGEST_LINE);
    // What the row does not say stays as it is.
    let said = |seat: &Assignment| Assignment {
        quantity: quantity.unwrap_or(seat.quantity),
        from_on: from_on.or(seat.from_on),
        until_on: until_on.or(seat.until_on),
        note: note.clone().unwrap_or_else(|| seat.note.clone()),
        ..seat.clone()
    };
    let is_here = held.iter().any(|seat| said(seat) == **seat);
    let (verdict, changes, change) = match held.as_slice() {
        _ if is_here => (Verdict::Unchanged, Vec::new(), None),
        [] => {
            let id = AssignmentId((desk.fresh)());
            let fresh = Assignment::new(id, license, holder, Quantity::ONE, None);
            (Verdict::New, Vec::new(), Some(Change::make(said(&fresh))))
        }
        [seat] => {
            let after = said(seat);
            let changes = differences(seat, &after);
            (Verdict::Changed, changes, Some(Change::edit((*seat).clone(), after)))
        }
        _ => return reject(reader, Why::HoldsSeveral),
    };
    let reasons = reader.reasons;
    (Outcome { line, name, about, verdict, changes, reasons }, change)
}

/// Which seat a row is about, and how large; `None` when it does not say so, which was noted.
fn read(
    desk: &mut Desk<'_>,
    licenses: &Licenses,
    license_name: &str,
    reader: &mut RowReader<'_>,
) -> Option<(LicenseId, Holder, Option<Quantity>, String)> {
    if reader.has_stray_cells() {
        reader.note_row(Why::Problem(ProblemKind::MoreCellsThanHeadings));
        return None;
    }
    let license = match license_name {
        "" => Err(Why::Problem(ProblemKind::Missing)),
        name => licenses.find(name, desk.workspace),
    };
    let license = license.map_err(|why| reader.note(Column::License, why)).ok();
    let is_stated = !reader.text(Column::Quantity).is_empty();
    let quantity =
        reader.read(Column::Quantity, |text| Quantity::parse(text).map_err(Why::Quantity));
    let is_good = quantity.is_some() || !is_stated;
    // Somebody is looked for, and maybe made, only for a seat that they can have.
    let (license, ()) = license.zip(is_good.then_some(()))?;
    let (holder, name) = desk.find_holder(reader)?;
    Some((license, holder, quantity, name))
}

fn differences(before: &Assignment, after: &Assignment) -> Vec<CellChange> {
    let pairs = [
        (Column::Quantity, before.quantity.to_string(), after.quantity.to_string()),
        (Column::From, day(before.from_on), day(after.from_on)),
        (Column::Until, day(before.until_on), day(after.until_on)),
        (Column::Notes, before.note.clone(), after.note.clone()),
    ];
    let changed = pairs.into_iter().filter(|(_, before, after)| before != after);
    changed.map(|(column, before, after)| CellChange { column, before, after }).collect()
}
