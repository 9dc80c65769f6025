//! Rows of last uses: a later day wins, on the one seat that a row can mean.

use std::collections::BTreeMap;

use super::column::Column;
use super::outcome::Outcome;
use super::own::day;
use super::plan::{Desk, Found};
use super::preview::{CellChange, Verdict, Why};
use super::reader::RowReader;
use super::seats::Licenses;
use crate::assignment::Assignment;
use crate::command::Change;
use crate::date::Date;
use crate::draft::LONGEST_NAME;
use crate::id::{AssignmentId, LicenseId};
use crate::problem::ProblemKind;

/// What a row says.
struct Said {
    name: String,
    license: Option<LicenseId>,
    seats: Vec<Assignment>,
    on: Date,
}

pub(super) fn plan(desk: &mut Desk<'_>) -> Found {
    // Nobody is made who holds nothing.
    desk.create_unknown = false;
    let list = desk.list;
    let licenses = Licenses::of(desk.workspace);
    let mut latest: BTreeMap<AssignmentId, Date> = BTreeMap::new();
    let mut outcomes = Vec::with_capacity(list.rows.len());
    for row in &list.rows {
        let mut reader = RowReader::new(list, row, desk.dates.order());
        let license_name = reader.line(Column::License, LONGEST_NAME).unwrap_or_default();
        let Some(said) = read(desk, &licenses, &license_name, &mut reader) else {
            let person = Desk::describe_holder(&mut RowReader::new(list, row, None));
            let machine = reader.text(Column::Asset);
            let name = if person.is_nobody() { machine } else { person.label() };
            outcomes.push(Outcome::rejected(row.line, name, &license_name, reader.reasons));
            continue;
        };
        let mut changes = Vec::new();
        for seat in &said.seats {
            let known = latest.get(&seat.id).copied().max(seat.last_used_on);
            if known.is_none_or(|known| known < said.on) {
                latest.insert(seat.id, said.on);
                let (before, after) = (day(known), said.on.to_string());
                changes.push(CellChange { column: Column::LastUsed, before, after });
            }
        }
        let verdict = if changes.is_empty() { Verdict::Unchanged } else { Verdict::Changed };
        let license = said.license.or_else(|| said.seats.first().map(|seat| seat.license_id));
        let about = desk.workspace.license_name(license).to_owned();
        let (name, reasons) = (said.name, reader.reasons);
        outcomes.push(Outcome { line: row.line, name, about, verdict, changes, reasons });
    }
    let seats = latest.into_iter().filter_map(|(id, on)| {
        let before = desk.workspace.assignments.get(&id)?.clone();
        let after = Assignment { last_used_on: Some(on), ..before.clone() };
        Some(Change::edit(before, after))
    });
    let seats = seats.collect();
    Found { records: Vec::new(), seats, outcomes }
}

/// Which seats a row is about, and when they were used; `None` when it does not say so, which was
/// noted.
fn read(
    desk: &mut Desk<'_>,
    licenses: &Licenses,
    license_name: &str,
    reader: &mut RowReader<'_>,
) -> Option<Said> {
    if reader.has_stray_cells() {
        reader.note_row(Why::Problem(ProblemKind::MoreCellsThanHeadings));
        return None;
    }
    if reader.text(Column::LastUsed).is_empty() {
        reader.note(Column::LastUsed, Why::Problem(ProblemKind::Missing));
        return None;
    }
    let on = reader.day(Column::LastUsed)?;
    if on > desk.today {
        reader.note(Column::LastUsed, Why::NotYet);
        return None;
    }
    let license = if license_name.is_empty() {
        None
    } else {
        let found = licenses.find(license_name, desk.workspace);
        Some(found.map_err(|why| reader.note(Column::License, why)).ok()?)
    };
    let (holder, name) = desk.find_holder(reader)?;
    let seats = desk.workspace.assignments.of_holder(&holder).filter(|seat| {
        let is_present = || {
            let found = desk.workspace.licenses.get(&seat.license_id);
            found.is_some_and(|license| license.deleted_at.is_none())
        };
        seat.is_active() && license.is_none_or(|license| seat.license_id == license) && is_present()
    });
    let seats: Vec<Assignment> = seats.cloned().collect();
    match seats.as_slice() {
        [] => reader.note_row(Why::HoldsNoSeat),
        [_, _, ..] if license.is_none() => reader.note_row(Why::HoldsSeveral),
        _ => return Some(Said { name, license, seats, on }),
    }
    None
}
