//! What giving seats to many comes to.

use chrono::DateTime;
use uuid::Uuid;

use super::*;
use crate::asset::Asset;
use crate::date::parse_iso;
use crate::id::{AssetId, PurchaseId, TermId};
use crate::license::License;
use crate::license_type::LicenseType;
use crate::purchase::Purchase;
use crate::term::Term;

fn uuid(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn today() -> Date {
    parse_iso("2026-11-25").unwrap()
}

/// A license of ten seats; of six users of two departments the first two hold one.
fn workspace(over_use: OverUse) -> (Workspace, LicenseId) {
    let id = LicenseId(uuid(1));
    let mut license = License::new(id, LicenseType::Perpetual, DateTime::UNIX_EPOCH);
    license.particulars.over_use = over_use;
    let (term, line) = (TermId(uuid(1)), PurchaseId(uuid(1)));
    license.terms.insert(term, Term::new(term));
    let seats = Seats::Counted(4);
    license.purchases.insert(line, Purchase { seats, ..Purchase::new(line, term) });
    let mut workspace = Workspace { licenses: [(id, license)].into(), ..Workspace::default() };
    for n in 1..=6 {
        let user = User {
            email: format!("user{n}@example.org"),
            username: format!("u{n}"),
            department: if n % 2 == 0 { "Design" } else { "Sales" }.to_owned(),
            ..User::new(UserId(uuid(n)), &format!("User {n}"))
        };
        if n <= 2 {
            let holder = Holder::User(user.id);
            let seat = Assignment::new(AssignmentId(uuid(n)), id, holder, Quantity::ONE, None);
            workspace.assignments.insert(seat.id, seat);
        }
        workspace.users.insert(user.id, user);
    }
    let asset = Asset { serial: "SN-7".to_owned(), ..Asset::new(AssetId(uuid(7)), "LAP-7") };
    workspace.assets.insert(asset.id, asset);
    (workspace, id)
}

fn of(workspace: &Workspace, id: LicenseId, pasted: &str) -> SeatPlan {
    plan(workspace, id, &Who::Pasted(pasted.to_owned()), Quantity::ONE, today()).unwrap()
}

fn names(candidates: &[(Candidate, impl Sized)]) -> Vec<&str> {
    candidates.iter().map(|(candidate, _)| candidate.name.as_str()).collect()
}

#[test]
fn pasted_words_are_told_apart_whatever_stands_between_them() {
    let (workspace, id) = workspace(OverUse::Warn);
    let pasted = "USER3@example.org; u4,User 5 <user5@example.org>\n\n LAP-7\tsn-7\n\
                  nobody@example.org,  User  1 ,nobody@example.org";
    let plan = of(&workspace, id, pasted);
    assert_eq!(names(&plan.ready), ["User 3", "User 4", "User 5", "LAP-7"]);
    assert_eq!(names(&plan.skipped), ["User 1"]);
    assert_eq!(plan.skipped[0].1, Objection::AlreadyHolds);
    assert_eq!(plan.unknown, ["nobody@example.org"]);
    assert_eq!((plan.used_before, plan.used_after), (Quantity::whole(2), Quantity::whole(6)));
    assert_eq!(plan.owned, Seats::Counted(4));
}

#[test]
fn two_of_one_name_are_not_guessed_at() {
    let (mut workspace, id) = workspace(OverUse::Warn);
    workspace.users.get_mut(&UserId(uuid(4))).unwrap().name = "User 3".to_owned();
    let plan = of(&workspace, id, "User 3, user4@example.org");
    assert_eq!(plan.unclear, ["User 3"]);
    assert_eq!(plan.ready.len(), 1);
}

#[test]
fn where_over_use_is_blocked_the_first_get_what_is_left() {
    let (workspace, id) = workspace(OverUse::Block);
    let who = Who::Department("design".to_owned());
    let design = plan(&workspace, id, &who, Quantity::ONE, today()).unwrap();
    assert_eq!(
        (names(&design.ready), names(&design.skipped)),
        (vec!["User 4", "User 6"], vec!["User 2"])
    );
    let all = of(&workspace, id, "u3 u4");
    assert_eq!(all.unknown, ["u3 u4"], "a space stands within names");
    let all = of(&workspace, id, "u3,u4,u5");
    assert_eq!(
        (names(&all.ready), names(&all.skipped)),
        (vec!["User 3", "User 4"], vec!["User 5"])
    );
    assert_eq!(all.skipped[0].1, Objection::NoSeatsLeft { free: Quantity::ZERO });
}

#[test]
fn whoever_left_or_stays_idle_is_proposed_to_give_a_seat_back() {
    let (mut workspace, id) = workspace(OverUse::Warn);
    workspace.users.get_mut(&UserId(uuid(2))).unwrap().status = UserStatus::Left;
    let mut idle = workspace.assignments[&AssignmentId(uuid(1))].clone();
    idle.last_used_on = parse_iso("2026-01-31");
    workspace.assignments.insert(idle.id, idle);
    let plan = of(&workspace, id, "u3");
    let spare: Vec<&str> = plan.spare.iter().map(|(_, who)| who.name.as_str()).collect();
    assert_eq!(spare, ["User 2", "User 1"]);
}

#[test]
fn a_person_is_made_of_what_was_pasted() {
    let check = |pasted: &str, name: &str, email: &str| {
        let user = user_for(UserId(uuid(9)), pasted);
        assert_eq!((user.name.as_str(), user.email.as_str()), (name, email), "{pasted}");
    };
    check("Kim Lee <kim@example.org>", "Kim Lee", "kim@example.org");
    check("kim.lee@example.org", "kim.lee", "kim.lee@example.org");
    check("Kim Lee", "Kim Lee", "");
}
