//! Tests of requests.

use chrono::DateTime;
use uuid::Uuid;

use super::*;
use crate::command::{Refusal, apply};
use crate::id::{PurchaseId, TermId};
use crate::license::License;
use crate::license_type::LicenseType;
use crate::particulars::OverUse;
use crate::purchase::{Purchase, Seats};
use crate::term::Term;
use crate::undo::inverse;

fn day(n: u32) -> Date {
    Date::from_ymd_opt(2026, 3, n).unwrap()
}

fn license() -> LicenseId {
    LicenseId(Uuid::from_u128(1))
}

fn seat_id(n: u128) -> AssignmentId {
    AssignmentId(Uuid::from_u128(n))
}

/// A perpetual license of one seat that must not be exceeded, in the hands of a room.
fn full() -> Workspace {
    let mut workspace = Workspace::default();
    let mut record = License::new(license(), LicenseType::Perpetual, DateTime::UNIX_EPOCH);
    record.particulars.over_use = OverUse::Block;
    let (term, line) = (TermId(Uuid::from_u128(1)), PurchaseId(Uuid::from_u128(1)));
    record.terms.insert(term, Term::new(term));
    let purchase = Purchase { seats: Seats::Counted(1), ..Purchase::new(line, term) };
    record.purchases.insert(line, purchase);
    workspace.licenses.insert(record.id, record);
    let holder = Holder::Other("Room 1".to_owned());
    let seat = Assignment::new(seat_id(1), license(), holder, Quantity::ONE, None);
    workspace.assignments.insert(seat.id, seat);
    workspace
}

fn ask(workspace: &mut Workspace, n: u128, on: Date, holder: &str) -> RequestId {
    let (id, holder) = (RequestId(Uuid::from_u128(n)), Holder::Other(holder.to_owned()));
    let request = Request::new(id, license(), holder, Quantity::ONE, on);
    let make = vec![RecordChange::Request(Change::make(request))];
    apply(workspace, &Command::ChangeRecords(make)).unwrap();
    id
}

fn wait(workspace: &mut Workspace, id: RequestId) {
    let command = workspace.requests[&id].put_in_line();
    apply(workspace, &command).unwrap();
}

#[test]
fn codes_read_back_and_strange_ones_stay_unknown() {
    for state in RequestState::ALL {
        assert_eq!(RequestState::from_code(state.code()), state);
    }
    assert_eq!(RequestState::from_code(""), RequestState::Open);
    assert_eq!(RequestState::from_code("escalated"), RequestState::Unknown);
}

#[test]
fn whoever_asked_first_is_next_when_a_seat_becomes_free() {
    let mut workspace = full();
    let late = ask(&mut workspace, 1, day(4), "Room 2");
    let gone = ask(&mut workspace, 2, day(1), " ");
    let same_day = ask(&mut workspace, 4, day(2), "Room 4");
    let first = ask(&mut workspace, 3, day(2), "Room 3");
    ask(&mut workspace, 5, day(1), "Only open");
    for id in [late, gone, same_day, first] {
        wait(&mut workspace, id);
    }
    let line: Vec<RequestId> =
        waiting_list(&workspace, license()).iter().map(|request| request.id).collect();
    assert_eq!(line, [gone, first, same_day, late]);
    assert_eq!(next_in_line(&workspace, license(), day(5)), None);

    let ended = workspace.assignments[&seat_id(1)].ended(day(5), "");
    workspace.assignments.insert(seat_id(1), ended);
    // Nobody of that name can have it, so the next one can.
    let next = next_in_line(&workspace, license(), day(5)).map(|request| request.id);
    assert_eq!(next, Some(first));
}

#[test]
fn approving_makes_the_seat_and_says_so_in_one_step_that_undo_takes_back() {
    let mut workspace = full();
    let id = ask(&mut workspace, 1, day(1), "Room 2");
    let command = workspace.requests[&id].approved(seat_id(7), day(2), "Ada", false);
    let refused = apply(&mut workspace, &command);
    let why = Objection::NoSeatsLeft { free: Quantity::ZERO };
    assert_eq!(refused, Err(Refusal::Seat(why)));
    assert_eq!(workspace.requests[&id].state, RequestState::Open);

    workspace.assignments.remove(seat_id(1));
    let before = workspace.clone();
    let back = inverse(&workspace, &command, DateTime::UNIX_EPOCH).unwrap();
    apply(&mut workspace, &command).unwrap();
    let request = &workspace.requests[&id];
    assert_eq!(request.state, RequestState::Approved);
    assert_eq!((request.decided_on, request.seat_id), (Some(day(2)), Some(seat_id(7))));
    assert_eq!(workspace.assignments[&seat_id(7)].holder, Holder::Other("Room 2".to_owned()));
    apply(&mut workspace, &back).unwrap();
    assert_eq!(workspace, before);
}

#[test]
fn declining_keeps_the_reason() {
    let mut workspace = full();
    let id = ask(&mut workspace, 1, day(1), "Room 2");
    let command = workspace.requests[&id].declined("Use the free one", day(2), "Ada");
    apply(&mut workspace, &command).unwrap();
    let request = &workspace.requests[&id];
    assert_eq!(
        (request.state, request.note.as_str()),
        (RequestState::Declined, "Use the free one")
    );
    assert!(!request.state.is_undecided());
}
