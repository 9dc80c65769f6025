//! Tests of reviews.

use chrono::DateTime;
use uuid::Uuid;

use super::*;
use crate::assignment::Holder;
use crate::command::apply;
use crate::license::License;
use crate::license_type::LicenseType;
use crate::undo::inverse;

fn day(n: u32) -> Date {
    Date::from_ymd_opt(2026, 3, n).unwrap()
}

fn seat_id(n: u128) -> AssignmentId {
    AssignmentId(Uuid::from_u128(n))
}

/// Four seats of one license under review.
fn under_review() -> (Workspace, ReviewId) {
    let mut workspace = Workspace::default();
    let license = LicenseId(Uuid::from_u128(1));
    let record = License::new(license, LicenseType::OpenSource, DateTime::UNIX_EPOCH);
    workspace.licenses.insert(license, record);
    let mut review = Review::new(ReviewId(Uuid::from_u128(1)), "Spring", day(1));
    for n in 1..=4 {
        let holder = Holder::Other(format!("Room {n}"));
        let seat = Assignment::new(seat_id(n), license, holder, Quantity::ONE, None);
        review.lines.insert(seat.id, ReviewLine::of(&seat, "Figma", &format!("Room {n}")));
        workspace.assignments.insert(seat.id, seat);
    }
    let id = review.id;
    workspace.reviews.insert(id, review);
    (workspace, id)
}

fn answer(workspace: &mut Workspace, id: ReviewId, ids: &[u128], answer: ReviewAnswer) {
    let ids = ids.iter().map(|n| seat_id(*n));
    let change = workspace.reviews[&id].answered(ids, answer, day(2), "Ada").unwrap();
    apply(workspace, &Command::ChangeRecords(vec![RecordChange::Review(change)])).unwrap();
}

#[test]
fn codes_read_back() {
    for answer in ReviewAnswer::ALL {
        assert_eq!(ReviewAnswer::from_code(answer.code()), answer);
    }
    assert_eq!(ReviewAnswer::from_code("perhaps"), ReviewAnswer::NoAnswer);
}

#[test]
fn answers_count_and_touch_no_other_line() {
    let (mut workspace, id) = under_review();
    answer(&mut workspace, id, &[1, 2], ReviewAnswer::Release);
    answer(&mut workspace, id, &[3], ReviewAnswer::Keep);
    let review = &workspace.reviews[&id];
    let progress = review.progress();
    assert_eq!((progress.kept, progress.released, progress.total), (1, 2, 4));
    assert_eq!(progress.answered(), 3);
    let line = &review.lines[&seat_id(1)];
    assert_eq!((line.answered_on, line.answered_by.as_str()), (Some(day(2)), "Ada"));
    // The same once more is nothing to do.
    assert_eq!(review.answered([seat_id(1)], ReviewAnswer::Release, day(9), "Bo"), None);
    let note = review.noted(seat_id(4), "Ask Kim").unwrap();
    apply(&mut workspace, &Command::ChangeRecords(vec![RecordChange::Review(note)])).unwrap();
    answer(&mut workspace, id, &[1], ReviewAnswer::NoAnswer);
    let review = &workspace.reviews[&id];
    assert_eq!(review.lines[&seat_id(4)].note, "Ask Kim");
    assert_eq!(review.lines[&seat_id(1)].answered_on, None);
    assert_eq!(review.progress().answered(), 2);
}

#[test]
fn applying_ends_what_is_released_and_still_held_in_one_step_that_undo_takes_back() {
    let (mut workspace, id) = under_review();
    answer(&mut workspace, id, &[1, 2], ReviewAnswer::Release);
    answer(&mut workspace, id, &[3], ReviewAnswer::Keep);
    // One of them was given back meanwhile.
    let ended = workspace.assignments[&seat_id(2)].ended(day(3), "Left");
    workspace.assignments.insert(seat_id(2), ended.clone());
    let before = workspace.clone();

    let review = &workspace.reviews[&id];
    let releases: Vec<Assignment> = review.releases(&workspace).into_iter().cloned().collect();
    assert_eq!(releases.iter().map(|seat| seat.id).collect::<Vec<_>>(), [seat_id(1)]);
    let command = review.applied(&releases, day(5), "Ada", "Access review: Spring");
    let back = inverse(&workspace, &command, DateTime::UNIX_EPOCH).unwrap();
    apply(&mut workspace, &command).unwrap();
    let seat = &workspace.assignments[&seat_id(1)];
    assert_eq!((seat.ended_on, seat.end_note.as_str()), (Some(day(5)), "Access review: Spring"));
    assert_eq!(workspace.assignments[&seat_id(2)], ended);
    assert!(workspace.assignments[&seat_id(4)].is_active());
    let review = &workspace.reviews[&id];
    assert_eq!((review.closed_on, review.lines.len()), (Some(day(5)), 4));
    // It is evidence from then on.
    assert_eq!(review.answered([seat_id(4)], ReviewAnswer::Keep, day(6), ""), None);
    assert_eq!(review.noted(seat_id(4), "Late"), None);

    apply(&mut workspace, &back).unwrap();
    assert_eq!(workspace, before);
}

#[test]
fn a_review_that_releases_nothing_is_closed_all_the_same() {
    let (mut workspace, id) = under_review();
    let command = workspace.reviews[&id].applied(&[], day(5), "", "");
    apply(&mut workspace, &command).unwrap();
    assert!(workspace.reviews[&id].is_closed());
    assert!(workspace.assignments.values().all(Assignment::is_active));
}

#[test]
fn answers_of_two_people_to_different_lines_and_fields_both_stand() {
    let (mut workspace, id) = under_review();
    let seen = workspace.reviews[&id].clone();
    let first = seen.answered([seat_id(1)], ReviewAnswer::Keep, day(2), "Ada").unwrap();
    let second = seen.noted(seat_id(1), "Needs it").unwrap();
    let third = seen.answered([seat_id(2)], ReviewAnswer::Release, day(2), "Bo").unwrap();
    for change in [first, second, third] {
        let command = Command::ChangeRecords(vec![RecordChange::Review(change)]);
        apply(&mut workspace, &command).unwrap();
    }
    let review = &workspace.reviews[&id];
    let line = &review.lines[&seat_id(1)];
    assert_eq!((line.answer, line.note.as_str()), (ReviewAnswer::Keep, "Needs it"));
    assert_eq!(review.lines[&seat_id(2)].answer, ReviewAnswer::Release);
}
