//! Who may be given a seat: as tables, and whatever is tried.

use chrono::DateTime;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::asset::Asset;
use crate::command::{Command, RecordChange, Refusal, SeatChanges, apply, check};
use crate::date::parse_iso;
use crate::id::{AssetId, KeyId, PurchaseId, TermId, UserId};
use crate::license_type::LicenseType;
use crate::lifecycle::Lifecycle;
use crate::purchase::Purchase;
use crate::term::{Span, Term};
use crate::user::User;

fn uuid(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn today() -> Date {
    parse_iso("2026-11-25").unwrap()
}

/// A license of 2026 with so many seats, and ten users and assets.
fn workspace(seats: u32, change: impl FnOnce(&mut License)) -> (Workspace, LicenseId) {
    let id = LicenseId(uuid(1));
    let mut license = License::new(id, LicenseType::Subscription, DateTime::UNIX_EPOCH);
    let (term, line) = (TermId(uuid(1)), PurchaseId(uuid(1)));
    let span = Span { start_on: parse_iso("2026-01-01"), last_day: parse_iso("2026-12-31") };
    license.terms.insert(term, Term { span, ..Term::new(term) });
    let seats = Seats::Counted(seats);
    license.purchases.insert(line, Purchase { seats, ..Purchase::new(line, term) });
    change(&mut license);
    let mut workspace = Workspace { licenses: [(id, license)].into(), ..Workspace::default() };
    for n in 1..=10 {
        let user = User::new(UserId(uuid(n)), &format!("User {n}"));
        workspace.users.insert(user.id, user);
        let asset = Asset::new(AssetId(uuid(n)), &format!("LAP-{n}"));
        workspace.assets.insert(asset.id, asset);
    }
    (workspace, id)
}

fn user(n: u128) -> Holder {
    Holder::User(UserId(uuid(n)))
}

fn seat(n: u128, license: LicenseId, holder: Holder) -> Assignment {
    Assignment::new(AssignmentId(uuid(n)), license, holder, Quantity::ONE, Some(today()))
}

/// What weighs most against giving one seat to the first user.
fn against(
    seats: u32,
    change: impl FnOnce(&mut License),
    shape: impl FnOnce(&mut Assignment),
) -> Option<(Objection, Weight)> {
    let (workspace, id) = workspace(seats, change);
    let mut seat = seat(1, id, user(1));
    shape(&mut seat);
    judge(&workspace, &[Change::make(seat)], today())[0].heaviest()
}

#[test]
fn a_seat_of_a_valid_license_with_room_has_nothing_against_it() {
    assert_eq!(against(1, |_| {}, |_| {}), None);
}

#[test]
fn what_stands_against_a_seat_by_its_license() {
    use Objection::{Archived, Expired, NoSeatsLeft, Pending, Terminated};
    let none_left = NoSeatsLeft { free: Quantity::ZERO };
    let policy = |over_use| move |license: &mut License| license.particulars.over_use = over_use;
    let stage = |stage| move |license: &mut License| license.lifecycle = stage;
    let check = |name: &str, got, expected| assert_eq!(got, expected, "{name}");
    check("block", against(0, policy(OverUse::Block), |_| {}), Some((none_left, Weight::Blocks)));
    check("warn", against(0, policy(OverUse::Warn), |_| {}), Some((none_left, Weight::Warns)));
    check("allow", against(0, policy(OverUse::Allow), |_| {}), Some((none_left, Weight::Notes)));
    check(
        "archived",
        against(9, stage(Lifecycle::Archived), |_| {}),
        Some((Archived, Weight::Blocks)),
    );
    check("pending", against(9, stage(Lifecycle::Pending), |_| {}), Some((Pending, Weight::Warns)));
    let terminated = against(9, stage(Lifecycle::Terminated), |_| {});
    check("terminated", terminated, Some((Terminated, Weight::Warns)));
    let expired = |license: &mut License| {
        license.terms.values_mut().for_each(|t| t.span.last_day = parse_iso("2026-11-24"));
    };
    check("expired", against(9, expired, |_| {}), Some((Expired, Weight::Warns)));
    let last_day = |license: &mut License| {
        license.terms.values_mut().for_each(|t| t.span.last_day = Some(today()));
    };
    check("the last valid day", against(9, last_day, |_| {}), None);
    let metric = |metric| move |license: &mut License| license.particulars.metric = metric;
    check("names of a floating license", against(0, metric(Metric::Concurrent), |_| {}), None);
    check("a site", against(0, metric(Metric::Site), |_| {}), None);
    let unlimited = |license: &mut License| {
        license.purchases.values_mut().for_each(|line| line.seats = Seats::Unlimited);
    };
    check("unlimited", against(0, unlimited, |_| {}), None);
    let deleted = |license: &mut License| license.deleted_at = Some(DateTime::UNIX_EPOCH);
    let gone = Some((Objection::NoSuchLicense, Weight::Blocks));
    check("deleted", against(9, deleted, |_| {}), gone);
}

#[test]
fn what_stands_against_a_seat_by_its_own_shape() {
    use Objection::{BadQuantity, EndsBeforeStart, NoSeatsLeft, NoSuchHolder, NoSuchKey};
    let blocks = |why| Some((why, Weight::Blocks));
    let quantity = |hundredths| {
        move |seat: &mut Assignment| seat.quantity = Quantity::of_hundredths(hundredths)
    };
    assert_eq!(against(9, |_| {}, quantity(0)), blocks(BadQuantity));
    assert_eq!(against(9, |_| {}, quantity(100_000_001)), blocks(BadQuantity));
    assert_eq!(against(9, |_| {}, quantity(50)), None);
    let free = Quantity::whole(9);
    assert_eq!(against(9, |_| {}, quantity(901)), Some((NoSeatsLeft { free }, Weight::Warns)));
    let until = |day: &'static str| move |seat: &mut Assignment| seat.until_on = parse_iso(day);
    assert_eq!(against(9, |_| {}, until("2026-11-24")), blocks(EndsBeforeStart));
    assert_eq!(against(9, |_| {}, until("2026-11-25")), None);
    assert_eq!(against(9, |_| {}, |seat| seat.key_id = Some(KeyId(uuid(7)))), blocks(NoSuchKey));
    assert_eq!(against(9, |_| {}, |seat| seat.holder = user(77)), blocks(NoSuchHolder));
    let nobody = Holder::Other(" ".to_owned());
    assert_eq!(against(9, |_| {}, |seat| seat.holder = nobody), blocks(NoSuchHolder));
}

#[test]
fn people_who_left_and_machines_out_of_use_are_told_and_deleted_ones_refused() {
    let (mut workspace, id) = workspace(9, |_| {});
    workspace.users.get_mut(&UserId(uuid(1))).unwrap().status = UserStatus::Left;
    workspace.users.get_mut(&UserId(uuid(2))).unwrap().deleted_at = Some(DateTime::UNIX_EPOCH);
    workspace.assets.get_mut(&AssetId(uuid(1))).unwrap().status = AssetStatus::Retired;
    let machine = Holder::Asset(AssetId(uuid(1)));
    let changes = [user(1), user(2), machine].map(|holder| Change::make(seat(1, id, holder)));
    let judged = judge(&workspace, &changes, today());
    let heaviest: Vec<_> = judged.iter().filter_map(Judgement::heaviest).collect();
    let expected = [
        (Objection::HasLeft, Weight::Warns),
        (Objection::NoSuchHolder, Weight::Blocks),
        (Objection::Retired, Weight::Warns),
    ];
    assert_eq!(heaviest, expected);
}

#[test]
fn one_is_enough_for_each_unless_the_license_says_otherwise() {
    for (once, expected) in [(true, Some(Objection::AlreadyHolds)), (false, None)] {
        let (workspace, id) = workspace(9, |license| license.particulars.once_per_holder = once);
        // Within one act as well.
        let changes = [1, 2].map(|n| Change::make(seat(n, id, user(1))));
        let judged = judge(&workspace, &changes, today());
        assert_eq!(judged[0].heaviest(), None);
        assert_eq!(judged[1].heaviest().map(|(why, _)| why), expected);
    }
}

#[test]
fn whoever_cannot_have_one_leaves_room_for_the_next() {
    let (workspace, id) = workspace(1, |l| l.particulars.over_use = OverUse::Block);
    let changes = [user(77), user(1), user(2)];
    let changes: Vec<_> =
        (1..).zip(changes).map(|(n, holder)| Change::make(seat(n, id, holder))).collect();
    let judged = judge(&workspace, &changes, today());
    let why: Vec<_> = judged.iter().map(|j| j.heaviest().map(|(why, _)| why)).collect();
    let none_left = Objection::NoSeatsLeft { free: Quantity::ZERO };
    assert_eq!(why, [Some(Objection::NoSuchHolder), None, Some(none_left)]);
}

#[test]
fn a_seat_that_moves_needs_no_second_one_unless_seats_cannot_move() {
    for (reassignable, expected) in [(true, None), (false, Some(Weight::Blocks))] {
        let (mut workspace, id) = workspace(1, |license| {
            license.reassignable = reassignable;
            license.particulars.over_use = OverUse::Block;
        });
        let held = seat(1, id, user(1));
        workspace.assignments.insert(held.id, held.clone());
        let changes = [
            Change::edit(held.clone(), held.ended(today(), "moved")),
            Change::make(seat(2, id, user(2))),
        ];
        let judged = judge(&workspace, &changes, today());
        assert_eq!(judged[0].weight(), expected, "reassignable: {reassignable}");
    }
}

#[test]
fn cores_of_a_machine_are_counted_unless_a_number_was_typed() {
    let (mut workspace, id) = workspace(8, |l| l.particulars.metric = Metric::Core);
    workspace.assets.get_mut(&AssetId(uuid(1))).unwrap().cores = Some(16);
    let machine = Holder::Asset(AssetId(uuid(1)));
    let known = seat(1, id, machine.clone());
    let typed = Assignment { quantity: Quantity::whole(4), ..seat(1, id, machine) };
    let why = |seat: Assignment| {
        judge(&workspace, &[Change::make(seat)], today())[0].heaviest().map(|(why, _)| why)
    };
    assert_eq!(why(known), Some(Objection::NoSeatsLeft { free: Quantity::whole(8) }));
    assert_eq!(why(typed), None);
}

#[test]
fn a_warning_asks_for_a_persons_word_and_a_new_holder_comes_with_the_seat() {
    let (mut workspace, id) = workspace(0, |_| {});
    let newcomer = User::new(UserId(uuid(50)), "New Person");
    let command = |is_confirmed| {
        Command::ChangeSeats(Box::new(SeatChanges {
            records: vec![RecordChange::User(Change::make(newcomer.clone()))],
            seats: vec![Change::make(seat(1, id, user(50)))],
            on: today(),
            is_confirmed,
        }))
    };
    let why = Objection::NoSeatsLeft { free: Quantity::ZERO };
    assert_eq!(check(&workspace, &command(false)), Err(Refusal::Unconfirmed(why)));
    assert_eq!(apply(&mut workspace, &command(true)), Ok(()));
    assert!(workspace.users.contains_key(&UserId(uuid(50))));
    assert_eq!(apply(&mut workspace, &command(true)), Err(Refusal::IdTaken));
}

proptest! {
    /// Whatever is tried in whatever order, a license that blocks over-use is never over-used.
    #[test]
    fn no_path_gets_around_the_rule(
        owned in 0..6_u32,
        acts in prop::collection::vec((1..8_u128, 1..8_u128, 0..4_u8, 1..300_u64), 1..40),
    ) {
        let (mut workspace, id) = workspace(owned, |l| l.particulars.over_use = OverUse::Block);
        for (n, (which, who, how, hundredths)) in (100..).zip(acts) {
            let known: Vec<Assignment> = workspace.assignments.values().cloned().collect();
            let held = known.get(usize::try_from(which).unwrap() % known.len().max(1)).cloned();
            let quantity = Quantity::of_hundredths(hundredths);
            let fresh = Assignment { quantity, ..seat(n, id, user(who)) };
            let seats = match (how, held) {
                (0, _) | (_, None) => vec![Change::make(fresh)],
                (1, Some(held)) => {
                    let after = Assignment { quantity, ..held.clone() };
                    vec![Change::edit(held, after)]
                }
                (2, Some(held)) => {
                    let after = match held.ended_on {
                        Some(_) => Assignment { ended_on: None, ..held.clone() },
                        None => held.ended(today(), ""),
                    };
                    vec![Change::edit(held, after)]
                }
                (_, Some(held)) => {
                    let end = Change::edit(held.clone(), held.ended(today(), ""));
                    vec![end, Change::make(fresh)]
                }
            };
            let changes = SeatChanges { records: vec![], seats, on: today(), is_confirmed: true };
            let command = Command::ChangeSeats(Box::new(changes));
            let before = workspace.clone();
            if apply(&mut workspace, &command).is_err() {
                prop_assert_eq!(&workspace, &before);
            }
            let used = usage::used(&workspace.licenses[&id], &workspace);
            prop_assert!(used <= Quantity::whole(owned), "{} of {}", used, owned);
        }
    }

    /// A seat that is taken back and given again leaves everything else as it was.
    #[test]
    fn releasing_then_assigning_changes_nothing_else(owned in 1..6_u32, held in 1..6_u128) {
        let (mut workspace, id) = workspace(owned, |_| {});
        for n in 1..=held {
            let seat = seat(n, id, user(n));
            workspace.assignments.insert(seat.id, seat);
        }
        let before = workspace.clone();
        let one = workspace.assignments.values().next().unwrap().clone();
        let there = Change::edit(one.clone(), one.ended(today(), "by mistake"));
        for change in [there.clone(), there.inverse()] {
            let changes =
                SeatChanges { records: vec![], seats: vec![change], on: today(), is_confirmed: true };
            apply(&mut workspace, &Command::ChangeSeats(Box::new(changes))).unwrap();
        }
        prop_assert_eq!(workspace, before);
    }
}
