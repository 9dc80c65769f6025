//! Every verdict, every metric and every edge of the formulas (d4), each by its name.

use std::collections::BTreeSet;

use chrono::DateTime;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::asset::Asset;
use crate::currency::Currency;
use crate::date::parse_iso;
use crate::id::{AssetId, AssignmentId, PurchaseId, TermId, UserId};
use crate::license_type::LicenseType;
use crate::lifecycle::Lifecycle;
use crate::purchase::{BillingPeriod, PriceBasis, Purchase};
use crate::term::{Span, Term, TermState};
use crate::user::User;

const ALWAYS: (&str, &str) = ("", "");
const THIS_YEAR: (&str, &str) = ("2026-01-01", "2026-12-31");
const LAST_YEAR: (&str, &str) = ("2025-01-01", "2025-12-31");
const NEXT_YEAR: (&str, &str) = ("2027-01-01", "2027-12-31");

fn day(text: &str) -> Date {
    parse_iso(text).unwrap()
}

fn today() -> Date {
    day("2026-06-15")
}

/// A small inventory to try things on.
#[derive(Debug, Default)]
struct Shelf {
    workspace: Workspace,
    last: u128,
}

impl Shelf {
    fn id(&mut self) -> Uuid {
        self.last += 1;
        Uuid::from_u128(self.last)
    }

    fn license(&mut self, name: &str) -> LicenseId {
        let id = LicenseId(self.id());
        let license = License::new(id, LicenseType::Subscription, DateTime::UNIX_EPOCH);
        self.workspace.licenses.insert(id, License { name: name.to_owned(), ..license });
        id
    }

    fn edit(&mut self, id: LicenseId) -> &mut License {
        self.workspace.licenses.get_mut(&id).unwrap()
    }

    /// A term of these days with a line of so many seats.
    fn buy(&mut self, id: LicenseId, (start, last): (&str, &str), seats: Seats) -> PurchaseId {
        let (term_id, purchase_id) = (TermId(self.id()), PurchaseId(self.id()));
        let span = Span { start_on: parse_iso(start), last_day: parse_iso(last) };
        let license = self.edit(id);
        license.terms.insert(term_id, Term { span, ..Term::new(term_id) });
        let line = Purchase { seats, ..Purchase::new(purchase_id, term_id) };
        license.purchases.insert(purchase_id, line);
        purchase_id
    }

    fn price(&mut self, id: LicenseId, line: PurchaseId, minor: i64, period: BillingPeriod) {
        let line = self.edit(id).purchases.get_mut(&line).unwrap();
        line.amount = Some(Money { minor, currency: Currency::EUR });
        line.period = period;
    }

    /// A license of so many seats without an end.
    fn owning(&mut self, seats: u32) -> LicenseId {
        let id = self.license("Draw");
        self.buy(id, ALWAYS, Seats::Counted(seats));
        id
    }

    /// The same, by this metric.
    fn metered(&mut self, metric: Metric, seats: u32) -> LicenseId {
        let id = self.owning(seats);
        self.edit(id).particulars.metric = metric;
        id
    }

    fn user(&mut self, status: UserStatus) -> UserId {
        let id = UserId(self.id());
        self.workspace.users.insert(id, User { status, ..User::new(id, "Kim Lee") });
        id
    }

    fn asset(&mut self, cores: Option<u32>, holder_id: Option<UserId>) -> AssetId {
        let id = AssetId(self.id());
        let asset = Asset { cores, holder_id, processors: Some(2), ..Asset::new(id, "SRV-1") };
        self.workspace.assets.insert(id, asset);
        id
    }

    fn give(&mut self, license: LicenseId, holder: Holder, quantity: &str) -> AssignmentId {
        let id = AssignmentId(self.id());
        let quantity = Quantity::parse(quantity).unwrap();
        let seat = Assignment::new(id, license, holder, quantity, Some(day("2026-01-15")));
        self.workspace.assignments.insert(id, seat);
        id
    }

    /// Seats for so many people.
    fn give_many(&mut self, license: LicenseId, n: usize) -> Vec<AssignmentId> {
        let mut given = Vec::new();
        for _ in 0..n {
            let holder = Holder::User(self.user(UserStatus::Active));
            given.push(self.give(license, holder, "1"));
        }
        given
    }

    fn change(&mut self, id: AssignmentId, change: impl FnOnce(&mut Assignment)) {
        let mut seat = self.workspace.assignments.get(&id).unwrap().clone();
        change(&mut seat);
        self.workspace.assignments.insert(id, seat);
    }

    fn end(&mut self, id: AssignmentId) {
        self.change(id, |seat| seat.ended_on = Some(day("2026-02-01")));
    }

    fn stands(&self, id: LicenseId) -> LicensePosition {
        let license = self.workspace.licenses.get(&id).unwrap();
        position(license, &self.workspace, today(), IDLE_AFTER)
    }

    fn positions(&self) -> Positions {
        let mut positions = Positions::default();
        positions.refresh(&self.workspace, [], today());
        positions
    }

    fn products(&self) -> Vec<ProductPosition> {
        products(&self.workspace, &self.positions())
    }

    fn product(&self, name: &str) -> ProductPosition {
        self.products().into_iter().find(|product| product.name == name).unwrap()
    }
}

/// What is owned, used, free and missing, and what that means.
type Figures = (Seats, &'static str, &'static str, &'static str, Verdict);

fn figures(position: Position) -> (Seats, String, String, String, Verdict) {
    let Position { owned, used, verdict, .. } = position;
    (owned, used.to_string(), position.free().to_string(), position.gap().to_string(), verdict)
}

type Case = (&'static str, fn(&mut Shelf) -> LicenseId, Figures);

const fn counted(n: u32) -> Seats {
    Seats::Counted(n)
}

/// A license of so many seats with so many in hands.
fn held(shelf: &mut Shelf, owned: u32, used: usize) -> LicenseId {
    let id = shelf.owning(owned);
    shelf.give_many(id, used);
    id
}

#[rustfmt::skip]
const VERDICTS: &[Case] = &[
    ("all in use", |s| held(s, 5, 5), (counted(5), "5", "0", "0", Verdict::Compliant)),
    ("one free is never too many", |s| held(s, 2, 1), (counted(2), "1", "1", "0", Verdict::Compliant)),
    ("two free of ten are more than a tenth", |s| held(s, 10, 8), (counted(10), "8", "2", "0", Verdict::OverLicensed)),
    ("a tenth free is healthy", |s| held(s, 40, 36), (counted(40), "36", "4", "0", Verdict::Compliant)),
    ("more than a tenth free is not", |s| held(s, 40, 35), (counted(40), "35", "5", "0", Verdict::OverLicensed)),
    ("a tenth of fifteen is one and a half", |s| {
        let id = held(s, 15, 13);
        let holder = Holder::Other("Lab".to_owned());
        s.give(id, holder, "0.5");
        id
    }, (counted(15), "13.5", "1.5", "0", Verdict::Compliant)),
    ("one more used than owned", |s| held(s, 5, 6), (counted(5), "6", "0", "1", Verdict::UnderLicensed)),
    ("nobody uses it", |s| held(s, 5, 0), (counted(5), "0", "5", "0", Verdict::Unused)),
    ("nobody uses the only seat", |s| held(s, 1, 0), (counted(1), "0", "1", "0", Verdict::Unused)),
    ("used and never bought", |s| {
        let id = s.license("Draw");
        s.give_many(id, 3);
        id
    }, (Seats::Unstated, "3", "0", "3", Verdict::Unlicensed)),
    ("neither bought nor used", |s| s.license("Draw"), (Seats::Unstated, "0", "0", "0", Verdict::Compliant)),
    ("bought as none", |s| held(s, 0, 1), (counted(0), "1", "0", "1", Verdict::UnderLicensed)),
    ("without a limit", |s| {
        let id = s.license("Draw");
        s.buy(id, ALWAYS, Seats::Unlimited);
        s.give_many(id, 40);
        id
    }, (Seats::Unlimited, "40", "0", "0", Verdict::Unlimited)),
    ("without a limit and without use", |s| {
        let id = s.license("Draw");
        s.buy(id, ALWAYS, Seats::Unlimited);
        id
    }, (Seats::Unlimited, "0", "0", "0", Verdict::Unlimited)),
    ("one line without a limit frees all others", |s| {
        let id = held(s, 1, 9);
        s.buy(id, THIS_YEAR, Seats::Unlimited);
        id
    }, (Seats::Unlimited, "9", "0", "0", Verdict::Unlimited)),
    ("no limit that has expired is none owned", |s| {
        let id = s.license("Draw");
        s.buy(id, LAST_YEAR, Seats::Unlimited);
        s.give_many(id, 2);
        id
    }, (counted(0), "2", "0", "2", Verdict::UnderLicensed)),
    ("open source without a number has no limit", |s| {
        let id = s.license("Draw");
        s.edit(id).license_type = LicenseType::OpenSource;
        s.give_many(id, 2);
        id
    }, (Seats::Unlimited, "2", "0", "0", Verdict::Unlimited)),
    ("open source with a number keeps to it", |s| {
        let id = held(s, 1, 2);
        s.edit(id).license_type = LicenseType::OpenSource;
        id
    }, (counted(1), "2", "0", "1", Verdict::UnderLicensed)),
];

#[rustfmt::skip]
const TIMES: &[Case] = &[
    ("expired with seats in hands", |s| {
        let id = s.license("Draw");
        s.buy(id, LAST_YEAR, counted(10));
        s.give_many(id, 3);
        id
    }, (counted(0), "3", "0", "3", Verdict::UnderLicensed)),
    ("expired and unused", |s| {
        let id = s.license("Draw");
        s.buy(id, LAST_YEAR, counted(10));
        id
    }, (counted(0), "0", "0", "0", Verdict::Compliant)),
    ("its last valid day", |s| {
        let id = s.license("Draw");
        s.buy(id, ("2026-01-01", "2026-06-15"), counted(3));
        s.give_many(id, 3);
        id
    }, (counted(3), "3", "0", "0", Verdict::Compliant)),
    ("the day after", |s| {
        let id = s.license("Draw");
        s.buy(id, ("2026-01-01", "2026-06-14"), counted(3));
        s.give_many(id, 3);
        id
    }, (counted(0), "3", "0", "3", Verdict::UnderLicensed)),
    ("not begun", |s| {
        let id = s.license("Draw");
        s.buy(id, NEXT_YEAR, counted(3));
        s.give_many(id, 1);
        id
    }, (counted(0), "1", "0", "1", Verdict::UnderLicensed)),
    ("pending by decision", |s| {
        let id = held(s, 3, 1);
        s.edit(id).lifecycle = Lifecycle::Pending;
        id
    }, (counted(0), "1", "0", "1", Verdict::UnderLicensed)),
    ("terminated", |s| {
        let id = held(s, 3, 1);
        s.edit(id).lifecycle = Lifecycle::Terminated;
        id
    }, (counted(0), "1", "0", "1", Verdict::UnderLicensed)),
    ("archived", |s| {
        let id = held(s, 3, 0);
        s.edit(id).lifecycle = Lifecycle::Archived;
        id
    }, (counted(0), "0", "0", "0", Verdict::Compliant)),
    ("not renewing counts to its end", |s| {
        let id = held(s, 3, 3);
        s.edit(id).lifecycle = Lifecycle::NotRenewing;
        id
    }, (counted(3), "3", "0", "0", Verdict::Compliant)),
    ("terms that overlap add up", |s| {
        let id = s.license("Draw");
        s.buy(id, THIS_YEAR, counted(10));
        s.buy(id, ("2026-04-01", "2027-03-31"), counted(5));
        s.buy(id, NEXT_YEAR, counted(50));
        s.give_many(id, 15);
        id
    }, (counted(15), "15", "0", "0", Verdict::Compliant)),
    ("a planned term is not owned yet", |s| {
        let id = held(s, 3, 3);
        s.buy(id, THIS_YEAR, counted(50));
        let planned = s.edit(id).terms.values_mut().find(|term| term.span.last_day.is_some());
        planned.unwrap().state = TermState::Planned;
        id
    }, (counted(3), "3", "0", "0", Verdict::Compliant)),
    ("lines of one term add up", |s| {
        let id = held(s, 3, 5);
        let term_id = *s.edit(id).terms.keys().next().unwrap();
        let line = PurchaseId(s.id());
        let further = Purchase { seats: counted(2), ..Purchase::new(line, term_id) };
        s.edit(id).purchases.insert(line, further);
        id
    }, (counted(5), "5", "0", "0", Verdict::Compliant)),
    ("fewer seats bought than are in hands", |s| {
        let id = s.license("Draw");
        s.buy(id, LAST_YEAR, counted(20));
        s.buy(id, THIS_YEAR, counted(12));
        s.give_many(id, 17);
        id
    }, (counted(12), "17", "0", "5", Verdict::UnderLicensed)),
];

#[rustfmt::skip]
const METRICS: &[Case] = &[
    ("a whole site", |s| {
        let id = s.metered(Metric::Site, 1);
        s.give_many(id, 25);
        id
    }, (counted(1), "25", "0", "0", Verdict::Compliant)),
    ("a site nobody uses", |s| s.metered(Metric::Site, 9), (counted(9), "0", "9", "0", Verdict::Compliant)),
    ("a site that has expired", |s| {
        let id = s.license("Draw");
        s.edit(id).particulars.metric = Metric::Site;
        s.buy(id, LAST_YEAR, counted(1));
        s.give_many(id, 2);
        id
    }, (counted(0), "2", "0", "2", Verdict::UnderLicensed)),
    ("cores of a machine", |s| {
        let id = s.metered(Metric::Core, 16);
        let asset = s.asset(Some(16), None);
        s.give(id, Holder::Asset(asset), "1");
        id
    }, (counted(16), "16", "0", "0", Verdict::Compliant)),
    ("cores as typed win", |s| {
        let id = s.metered(Metric::Core, 16);
        let asset = s.asset(Some(16), None);
        s.give(id, Holder::Asset(asset), "20");
        id
    }, (counted(16), "20", "0", "4", Verdict::UnderLicensed)),
    ("cores nobody knows", |s| {
        let id = s.metered(Metric::Core, 1);
        let asset = s.asset(None, None);
        s.give(id, Holder::Asset(asset), "1");
        id
    }, (counted(1), "1", "0", "0", Verdict::Compliant)),
    ("processors of a machine", |s| {
        let id = s.metered(Metric::Processor, 1);
        let asset = s.asset(Some(16), None);
        s.give(id, Holder::Asset(asset), "1");
        id
    }, (counted(1), "2", "0", "1", Verdict::UnderLicensed)),
    ("cores do not count by device", |s| {
        let id = s.metered(Metric::Device, 1);
        let asset = s.asset(Some(16), None);
        s.give(id, Holder::Asset(asset), "1");
        id
    }, (counted(1), "1", "0", "0", Verdict::Compliant)),
    ("the highest peak of concurrent use", |s| {
        let id = s.metered(Metric::Concurrent, 10);
        let peaks = [(day("2026-03-01"), 7), (day("2026-04-01"), 12), (day("2026-05-01"), 9)];
        s.edit(id).particulars.peaks.extend(peaks);
        s.give_many(id, 40);
        id
    }, (counted(10), "12", "0", "2", Verdict::UnderLicensed)),
    ("concurrent use nobody has recorded", |s| {
        let id = s.metered(Metric::Concurrent, 10);
        s.give_many(id, 40);
        id
    }, (counted(10), "0", "10", "0", Verdict::Unused)),
    ("a person and their machine count once", |s| {
        let id = s.metered(Metric::UserOrDevice, 1);
        twice(s, id);
        id
    }, (counted(1), "1", "0", "0", Verdict::Compliant)),
    ("a person and their machine count twice otherwise", |s| {
        let id = s.metered(Metric::User, 1);
        twice(s, id);
        id
    }, (counted(1), "2", "0", "1", Verdict::UnderLicensed)),
    ("a machine of nobody counts for itself", |s| {
        let id = s.metered(Metric::UserOrDevice, 3);
        twice(s, id);
        let asset = s.asset(None, None);
        s.give(id, Holder::Asset(asset), "1");
        s.give(id, Holder::Other("Lab".to_owned()), "1");
        id
    }, (counted(3), "3", "0", "0", Verdict::Compliant)),
    ("an amount used up", |s| {
        let id = s.metered(Metric::Consumption, 100);
        s.give(id, Holder::Department("Sales".to_owned()), "120.5");
        id
    }, (counted(100), "120.5", "0", "20.5", Verdict::UnderLicensed)),
    ("a metric of a newer version counts what is assigned", |s| {
        let id = s.metered(Metric::Unknown, 2);
        s.give_many(id, 2);
        id
    }, (counted(2), "2", "0", "0", Verdict::Compliant)),
];

#[rustfmt::skip]
const SEATS: &[Case] = &[
    ("a seat that ended is free", |s| {
        let id = s.owning(5);
        let given = s.give_many(id, 5);
        s.end(given[0]);
        id
    }, (counted(5), "4", "1", "0", Verdict::Compliant)),
    ("a seat that cannot move stays used", |s| {
        let id = s.owning(5);
        s.edit(id).reassignable = false;
        let given = s.give_many(id, 5);
        s.end(given[0]);
        id
    }, (counted(5), "5", "0", "0", Verdict::Compliant)),
    ("a seat that cannot move and its successor are two", |s| {
        let id = s.owning(1);
        s.edit(id).reassignable = false;
        let given = s.give_many(id, 2);
        s.end(given[0]);
        id
    }, (counted(1), "2", "0", "1", Verdict::UnderLicensed)),
    ("shares of a seat", |s| {
        let id = s.owning(1);
        for name in ["Lab", "Library"] {
            s.give(id, Holder::Location(name.to_owned()), "0.5");
        }
        id
    }, (counted(1), "1", "0", "0", Verdict::Compliant)),
    ("seats of people who left are used", |s| {
        let id = s.owning(2);
        for status in [UserStatus::Left, UserStatus::Active] {
            let user = s.user(status);
            s.give(id, Holder::User(user), "1");
        }
        id
    }, (counted(2), "2", "0", "0", Verdict::Compliant)),
];

/// A seat for a person and one for their machine.
fn twice(shelf: &mut Shelf, license: LicenseId) {
    let user = shelf.user(UserStatus::Active);
    let asset = shelf.asset(Some(8), Some(user));
    shelf.give(license, Holder::User(user), "1");
    shelf.give(license, Holder::Asset(asset), "1");
}

fn check(cases: &[Case]) {
    for (name, make, (owned, used, free, gap, verdict)) in cases {
        let mut shelf = Shelf::default();
        let id = make(&mut shelf);
        let expected =
            (*owned, (*used).to_owned(), (*free).to_owned(), (*gap).to_owned(), *verdict);
        assert_eq!(figures(shelf.stands(id).position), expected, "{name}");
    }
}

#[test]
fn every_verdict() {
    check(VERDICTS);
}

#[test]
fn what_is_owned_on_a_day() {
    check(TIMES);
}

#[test]
fn every_metric() {
    check(METRICS);
}

#[test]
fn what_counts_as_used() {
    check(SEATS);
}

#[test]
fn there_is_no_percentage_without_a_limit_or_without_anything_owned() {
    let percent = |owned, used: &str| {
        let used = Quantity::parse(used).unwrap_or_default();
        Position::new(owned, used, false).utilisation()
    };
    assert_eq!(percent(counted(60), "45"), Some(75));
    assert_eq!(percent(counted(60), "72"), Some(120));
    assert_eq!(percent(counted(3), "0"), Some(0));
    assert_eq!(percent(counted(0), "3"), None);
    assert_eq!(percent(Seats::Unstated, "3"), None);
    assert_eq!(percent(Seats::Unlimited, "3"), None);
}

#[test]
fn why_a_license_gives_no_right_is_told() {
    let standing = |change: fn(&mut Shelf, LicenseId)| {
        let mut shelf = Shelf::default();
        let id = shelf.license("Draw");
        change(&mut shelf, id);
        shelf.stands(id).standing
    };
    assert_eq!(standing(|_, _| {}), Standing::InForce);
    assert_eq!(
        standing(|s, id| {
            s.buy(id, LAST_YEAR, counted(1));
        }),
        Standing::Expired
    );
    assert_eq!(
        standing(|s, id| {
            s.buy(id, NEXT_YEAR, counted(1));
        }),
        Standing::Pending
    );
    assert_eq!(
        standing(|s, id| s.edit(id).lifecycle = Lifecycle::Terminated),
        Standing::Terminated
    );
    assert_eq!(standing(|s, id| s.edit(id).lifecycle = Lifecycle::Archived), Standing::Archived);
}

#[test]
fn those_who_left_and_idle_seats_are_told_apart() {
    let mut shelf = Shelf::default();
    let id = shelf.owning(10);
    let (left, here) = (shelf.user(UserStatus::Left), shelf.user(UserStatus::Active));
    let of_left = shelf.give(id, Holder::User(left), "1");
    let of_here = shelf.give(id, Holder::User(here), "1");
    let retired = shelf.asset(None, None);
    shelf.workspace.assets.get_mut(&retired).unwrap().status = AssetStatus::Retired;
    shelf.give(id, Holder::Asset(retired), "0.5");
    let gone = UserId(shelf.id());
    shelf.give(id, Holder::User(gone), "1");
    let ended = shelf.give(id, Holder::User(left), "1");
    shelf.end(ended);
    // 90 days before today are not too long; 91 are.
    let last_used = |shelf: &mut Shelf, seat, text: &str| {
        let last_used_on = parse_iso(text);
        shelf.change(seat, |seat| seat.last_used_on = last_used_on);
    };
    last_used(&mut shelf, of_left, "2025-01-01");
    last_used(&mut shelf, of_here, "2026-03-17");
    let position = shelf.stands(id).position;
    assert_eq!(position.stranded.to_string(), "2.5", "whoever is not known is gone");
    assert_eq!(position.idle, Quantity::ZERO);
    last_used(&mut shelf, of_here, "2026-03-16");
    let position = shelf.stands(id).position;
    assert_eq!((position.stranded.to_string().as_str(), position.idle), ("2.5", Quantity::ONE));
}

fn euro(minor: i64) -> Money {
    Money { minor, currency: Currency::EUR }
}

#[test]
fn a_gap_costs_what_the_latest_purchase_did() {
    let mut shelf = Shelf::default();
    let id = shelf.license("Draw");
    let before = shelf.buy(id, LAST_YEAR, counted(10));
    let line = shelf.buy(id, THIS_YEAR, counted(10));
    shelf.price(id, before, 50_000, BillingPeriod::Year);
    shelf.price(id, line, 120_000, BillingPeriod::Year);
    shelf.give_many(id, 13);
    let stands = shelf.stands(id);
    assert_eq!((stands.true_up, stands.waste), (Some(euro(36_000)), None));
    // The same where the price is that of a seat.
    let of_one = shelf.edit(id).purchases.get_mut(&line).unwrap();
    (of_one.basis, of_one.amount) = (PriceBasis::PerSeat, Some(euro(12_000)));
    assert_eq!(shelf.stands(id).true_up, Some(euro(36_000)));
}

#[test]
fn waste_is_what_is_free_idle_or_stranded_for_a_year() {
    let mut shelf = Shelf::default();
    let id = shelf.license("Draw");
    let line = shelf.buy(id, THIS_YEAR, counted(10));
    shelf.price(id, line, 10_000, BillingPeriod::Month);
    // 12 × 100.00 / 10 is 120.00 a year for each.
    let given = shelf.give_many(id, 7);
    assert_eq!(shelf.stands(id).waste, Some(euro(36_000)), "three are free");
    shelf.change(given[0], |seat| seat.last_used_on = parse_iso("2026-01-20"));
    assert_eq!(shelf.stands(id).waste, Some(euro(48_000)), "and one is idle");
    let left = shelf.user(UserStatus::Left);
    shelf.change(given[1], |seat| seat.holder = Holder::User(left));
    let stands = shelf.stands(id);
    assert_eq!((stands.waste, stands.true_up), (Some(euro(60_000)), None), "and one is stranded");
}

#[test]
fn without_a_price_and_without_a_limit_nothing_is_wasted_or_owed() {
    let costs = |shelf: &Shelf, id| (shelf.stands(id).true_up, shelf.stands(id).waste);
    let mut shelf = Shelf::default();
    let unpriced = held(&mut shelf, 2, 5);
    assert_eq!(costs(&shelf, unpriced), (None, None));
    let idle = held(&mut shelf, 9, 0);
    assert_eq!(costs(&shelf, idle), (None, None));
    let once = held(&mut shelf, 9, 0);
    let line = *shelf.edit(once).purchases.keys().next().unwrap();
    shelf.price(once, line, 90_000, BillingPeriod::Once);
    assert_eq!(costs(&shelf, once), (None, None), "what is paid for costs nothing each year");
    let site = held(&mut shelf, 9, 2);
    let line = *shelf.edit(site).purchases.keys().next().unwrap();
    shelf.price(site, line, 90_000, BillingPeriod::Year);
    shelf.edit(site).particulars.metric = Metric::Site;
    assert_eq!(costs(&shelf, site), (None, None));
}

#[test]
fn licenses_of_one_product_make_up_for_each_other() {
    let mut shelf = Shelf::default();
    let (short, spare) = (held(&mut shelf, 3, 5), held(&mut shelf, 5, 3));
    let line = *shelf.edit(short).purchases.keys().next().unwrap();
    shelf.price(short, line, 30_000, BillingPeriod::Year);
    let product = shelf.product("Draw");
    assert_eq!(product.licenses, [short, spare]);
    let expected = (counted(8), "8".into(), "0".into(), "0".into(), Verdict::Compliant);
    assert_eq!(figures(product.position), expected);
    assert_eq!(product.true_up, []);
    let summed = summary(&shelf.positions(), &shelf.products());
    assert_eq!(summed.licenses.true_up, [euro(20_000)]);
    assert_eq!(summed.products.true_up, []);
    assert_eq!(summed.licenses.n_of(Verdict::UnderLicensed), 1);
    assert_eq!(summed.licenses.n_of(Verdict::OverLicensed), 1);
    assert_eq!(summed.products.n_of(Verdict::Compliant), 1);
}

#[test]
fn a_product_is_told_apart_whatever_its_letter_case_and_one_without_limit_frees_it() {
    let mut shelf = Shelf::default();
    let counted_one = held(&mut shelf, 3, 5);
    shelf.edit(counted_one).particulars.products = ["Draw Pro", "Paint"].map(str::to_owned).into();
    let limitless = shelf.license("draw  pro");
    shelf.buy(limitless, ALWAYS, Seats::Unlimited);
    let names: Vec<String> = shelf.products().into_iter().map(|product| product.name).collect();
    assert_eq!(names, ["Draw Pro", "Paint"]);
    assert_eq!(shelf.product("Draw Pro").position.verdict, Verdict::Unlimited);
    assert_eq!(shelf.product("Paint").position.verdict, Verdict::UnderLicensed);
    let summed = summary(&shelf.positions(), &shelf.products());
    assert_eq!(summed.products.true_up_unpriced, 1, "one license, of however many products");
}

/// A product that misses two, and a newer one with so many free that may be used for it.
fn with_newer(spare: usize) -> (Shelf, LicenseId) {
    let mut shelf = Shelf::default();
    let older = held(&mut shelf, 3, 5);
    shelf.edit(older).name = "Office 2021".to_owned();
    let line = *shelf.edit(older).purchases.keys().next().unwrap();
    shelf.price(older, line, 30_000, BillingPeriod::Once);
    let newer = held(&mut shelf, 20, 20 - spare);
    let license = shelf.edit(newer);
    license.name = "Office 2024".to_owned();
    license.license_type = LicenseType::Volume;
    license.particulars.metric = Metric::Device;
    license.particulars.downgrades = BTreeSet::from(["office 2021".to_owned()]);
    (shelf, newer)
}

#[test]
fn spare_rights_of_a_newer_product_cover_a_gap_of_an_older_one() {
    let (shelf, _) = with_newer(2);
    let older = shelf.product("Office 2021");
    assert_eq!(older.position.verdict, Verdict::Compliant);
    assert_eq!((older.covered, older.true_up), (Quantity::whole(2), vec![]));
    assert_eq!(older.covered_by, ["Office 2024"]);

    let (shelf, _) = with_newer(1);
    let older = shelf.product("Office 2021");
    assert_eq!(older.position.verdict, Verdict::UnderLicensed, "one is not enough for two");
    assert_eq!((older.covered, older.position.gap()), (Quantity::ONE, Quantity::whole(2)));

    let (shelf, _) = with_newer(0);
    assert_eq!(shelf.product("Office 2021").covered_by, Vec::<String>::new(), "own rights first");
}

#[test]
fn some_licenses_give_no_right_to_older_products() {
    type Act = fn(&mut License);
    let changes: [(&str, Act); 4] = [
        ("a subscription by user", |license| {
            license.license_type = LicenseType::Subscription;
            license.particulars.metric = Metric::User;
        }),
        ("floating seats", |license| license.particulars.metric = Metric::Concurrent),
        ("an amount", |license| license.particulars.metric = Metric::Consumption),
        ("one that has ended", |license| license.lifecycle = Lifecycle::Terminated),
    ];
    for (name, change) in changes {
        let (mut shelf, newer) = with_newer(5);
        change(shelf.edit(newer));
        let older = shelf.product("Office 2021");
        assert_eq!(older.position.verdict, Verdict::UnderLicensed, "{name}");
        assert_eq!(older.covered, Quantity::ZERO, "{name}");
    }
}

#[test]
fn a_spare_right_covers_one_gap_only() {
    let (mut shelf, newer) = with_newer(3);
    let oldest = held(&mut shelf, 0, 2);
    shelf.edit(oldest).name = "Office 2019".to_owned();
    shelf.edit(newer).particulars.downgrades.insert("Office 2019".to_owned());
    let covered = |name: &str| shelf.product(name).covered.to_string();
    let both = [covered("Office 2019"), covered("Office 2021")];
    assert_eq!(both, ["2", "1"], "three in all");
}

#[test]
fn earlier_months_are_told_from_the_dates_of_terms_and_seats() {
    let mut shelf = Shelf::default();
    let id = shelf.license("Draw");
    shelf.buy(id, ("2026-03-01", "2026-12-31"), counted(2));
    let given = shelf.give_many(id, 3);
    shelf.change(given[0], |seat| seat.ended_on = Some(day("2026-05-01")));
    let told = past(&shelf.workspace, None, 4, today());
    let shown: Vec<_> = told
        .iter()
        .map(|p| (p.day.to_string(), p.owned.to_string(), p.used.to_string(), p.gap.to_string()))
        .collect();
    let expected = [
        ("2026-02-28", "0", "3", "3"),
        ("2026-03-31", "2", "3", "1"),
        ("2026-04-30", "2", "3", "1"),
        ("2026-05-31", "2", "2", "0"),
        ("2026-06-15", "2", "2", "0"),
    ];
    let expected =
        expected.map(|(d, o, u, g)| (d.to_owned(), o.to_owned(), u.to_owned(), g.to_owned()));
    assert_eq!(shown, expected);
    let last = told.last().unwrap();
    assert_eq!(last.verdicts.iter().sum::<u32>(), 1);
    assert_eq!(
        past(&shelf.workspace, Some(LicenseId(Uuid::nil())), 0, today())[0].used,
        Quantity::ZERO
    );
}

fn any_seats() -> impl Strategy<Value = Seats> {
    prop_oneof![
        4 => (0..200_u32).prop_map(Seats::Counted),
        1 => any::<u32>().prop_map(Seats::Counted),
        1 => Just(Seats::Unstated),
        1 => Just(Seats::Unlimited),
    ]
}

fn any_use() -> impl Strategy<Value = Quantity> {
    prop_oneof![
        (0..25_000_u64).prop_map(Quantity::of_hundredths),
        (0..600_000_000_000_u64).prop_map(Quantity::of_hundredths),
    ]
}

proptest! {
    /// Owned less used is what is free less what is missing, and never are there both.
    #[test]
    fn free_and_gap_are_the_two_sides_of_one_difference(owned in any_seats(), used in any_use()) {
        let position = Position::new(owned, used, false);
        let (free, gap) = (position.free(), position.gap());
        prop_assert!(free.is_zero() || gap.is_zero());
        match owned {
            Seats::Counted(n) => {
                prop_assert_eq!(Quantity::whole(n).plus(gap), used.plus(free));
            }
            Seats::Unstated => prop_assert_eq!((free, gap), (Quantity::ZERO, used)),
            Seats::Unlimited => prop_assert_eq!((free, gap), (Quantity::ZERO, Quantity::ZERO)),
        }
    }

    #[test]
    fn a_verdict_says_what_the_figures_do(
        owned in any_seats(),
        used in any_use(),
        is_site in any::<bool>(),
    ) {
        let position = Position::new(owned, used, is_site);
        let has_gap = !position.gap().is_zero();
        match position.verdict {
            Verdict::Unlimited => prop_assert_eq!(owned, Seats::Unlimited),
            Verdict::UnderLicensed => {
                prop_assert!(has_gap && matches!(owned, Seats::Counted(_)));
            }
            Verdict::Unlicensed => prop_assert!(has_gap && owned == Seats::Unstated),
            Verdict::Unused => prop_assert!(used.is_zero() && !position.free().is_zero()),
            Verdict::OverLicensed => {
                prop_assert!(position.free() > Quantity::ONE && !used.is_zero());
            }
            Verdict::Compliant => prop_assert!(!has_gap),
        }
        prop_assert!(!is_site || matches!(position.verdict, Verdict::Compliant | Verdict::Unlimited));
        prop_assert_eq!(Verdict::from_code(position.verdict.code()), Some(position.verdict));
    }
}

/// Something that happens to a workspace of four licenses, four people and two machines.
#[derive(Debug, Clone)]
enum Act {
    Give { license: usize, holder: usize, hundredths: u64 },
    End(usize),
    Use(usize, u16),
    Buy(usize, Seats),
    Decide(usize, Lifecycle),
    Measure(usize, Metric),
    Bin(usize),
    Leave(usize, bool),
    Hand { asset: usize, to: usize, cores: u32 },
}

fn any_act() -> impl Strategy<Value = Act> {
    let metric = prop::sample::select(Metric::ALL.to_vec());
    let stage = prop::sample::select(Lifecycle::ALL.to_vec());
    prop_oneof![
        4 => (0..4_usize, 0..6_usize, 1..300_u64)
            .prop_map(|(license, holder, hundredths)| Act::Give { license, holder, hundredths }),
        2 => (0..20_usize).prop_map(Act::End),
        1 => (0..20_usize, 0..200_u16).prop_map(|(seat, days)| Act::Use(seat, days)),
        2 => (0..4_usize, any_seats()).prop_map(|(license, seats)| Act::Buy(license, seats)),
        1 => (0..4_usize, stage).prop_map(|(license, stage)| Act::Decide(license, stage)),
        1 => (0..4_usize, metric).prop_map(|(license, metric)| Act::Measure(license, metric)),
        1 => (0..4_usize).prop_map(Act::Bin),
        1 => (0..4_usize, any::<bool>()).prop_map(|(user, left)| Act::Leave(user, left)),
        1 => (0..2_usize, 0..4_usize, 0..9_u32)
            .prop_map(|(asset, to, cores)| Act::Hand { asset, to, cores }),
    ]
}

#[derive(Debug)]
struct World {
    shelf: Shelf,
    licenses: Vec<LicenseId>,
    users: Vec<UserId>,
    assets: Vec<AssetId>,
    seats: Vec<AssignmentId>,
}

impl World {
    fn new() -> Self {
        let mut shelf = Shelf::default();
        let licenses = ["Draw", "Paint", "Sing", "Dance"].map(|name| shelf.license(name)).to_vec();
        let users: Vec<UserId> = (0..4).map(|_| shelf.user(UserStatus::Active)).collect();
        let assets = (0..2).map(|n| shelf.asset(Some(4), Some(users[n]))).collect();
        Self { shelf, licenses, users, assets, seats: Vec::new() }
    }

    fn holder(&self, n: usize) -> Holder {
        match n {
            0..4 => Holder::User(self.users[n]),
            _ => Holder::Asset(self.assets[n - 4]),
        }
    }

    fn licenses_of(&self, holder: &Holder) -> Vec<LicenseId> {
        self.shelf.workspace.assignments.of_holder(holder).map(|seat| seat.license_id).collect()
    }

    fn change_seat(&mut self, n: usize, change: impl FnOnce(&mut Assignment)) -> Vec<LicenseId> {
        let Some(id) = self.seats.get(n).copied() else { return Vec::new() };
        self.shelf.change(id, change);
        vec![self.shelf.workspace.assignments[&id].license_id]
    }

    /// Lets it happen; the licenses it touches.
    fn happen(&mut self, act: Act) -> Vec<LicenseId> {
        match act {
            Act::Give { license, holder, hundredths } => {
                let (id, holder) = (self.licenses[license], self.holder(holder));
                let quantity = Quantity::of_hundredths(hundredths).to_string();
                self.seats.push(self.shelf.give(id, holder, &quantity));
                vec![id]
            }
            Act::End(seat) => self.change_seat(seat, |seat| seat.ended_on = Some(today())),
            Act::Use(seat, days) => {
                let on = today() - chrono::Duration::days(i64::from(days));
                self.change_seat(seat, |seat| seat.last_used_on = Some(on))
            }
            Act::Buy(license, seats) => {
                let id = self.licenses[license];
                self.shelf.buy(id, THIS_YEAR, seats);
                vec![id]
            }
            Act::Decide(license, stage) => {
                self.shelf.edit(self.licenses[license]).lifecycle = stage;
                vec![self.licenses[license]]
            }
            Act::Measure(license, metric) => {
                self.shelf.edit(self.licenses[license]).particulars.metric = metric;
                vec![self.licenses[license]]
            }
            Act::Bin(license) => {
                let license = self.shelf.edit(self.licenses[license]);
                let is_there = license.deleted_at.is_none();
                license.deleted_at = is_there.then_some(DateTime::UNIX_EPOCH);
                vec![license.id]
            }
            Act::Leave(user, left) => {
                let id = self.users[user];
                let status = if left { UserStatus::Left } else { UserStatus::Active };
                self.shelf.workspace.users.get_mut(&id).unwrap().status = status;
                self.licenses_of(&Holder::User(id))
            }
            Act::Hand { asset, to, cores } => {
                let id = self.assets[asset];
                let asset = self.shelf.workspace.assets.get_mut(&id).unwrap();
                (asset.holder_id, asset.cores) = (Some(self.users[to]), Some(cores));
                self.licenses_of(&Holder::Asset(id))
            }
        }
    }
}

proptest! {
    /// However much has changed, and whichever changes are looked at together.
    #[test]
    fn positions_that_are_kept_up_are_those_worked_out_anew(
        acts in prop::collection::vec((any_act(), any::<bool>()), 0..40),
    ) {
        let mut world = World::new();
        let mut kept = world.shelf.positions();
        let mut touched = Vec::new();
        for (act, is_looked_at) in acts {
            touched.extend(world.happen(act));
            if is_looked_at {
                kept.refresh(&world.shelf.workspace, touched.drain(..), today());
                let anew = world.shelf.positions();
                prop_assert_eq!(kept.of_licenses(), anew.of_licenses());
            }
        }
        // Another day is another matter for all of them.
        let tomorrow = today().succ_opt().unwrap();
        kept.refresh(&world.shelf.workspace, [], tomorrow);
        let mut anew = Positions::default();
        anew.refresh(&world.shelf.workspace, [], tomorrow);
        prop_assert_eq!(kept.of_licenses(), anew.of_licenses());
        let products = products(&world.shelf.workspace, &kept);
        let summed = summary(&kept, &products);
        let counts = |totals: &Totals| totals.verdicts.iter().sum::<u32>() as usize;
        prop_assert_eq!(counts(&summed.licenses), kept.of_licenses().len());
        prop_assert_eq!(counts(&summed.products), products.len());
    }
}
