//! Tests of differences.

use chrono::DateTime;
use uuid::Uuid;

use super::*;
use crate::coverage::Coverage;
use crate::coverage::CoverageKind;
use crate::id::LicenseId;
use crate::license_type::LicenseType;
use crate::lifecycle::Lifecycle;
use crate::particulars::Particulars;
use crate::purchase::{BillingPeriod, PriceBasis, Purchase};
use crate::term::{Term, TermState};
use crate::vendor::Vendor;

#[test]
fn of_product_keys_only_those_that_differ_are_named_and_of_many_the_number() {
    let blank = License::new(LicenseId(Uuid::nil()), LicenseType::Trial, DateTime::UNIX_EPOCH);
    let with = |keys: &[(u128, &str, &str)]| License {
        keys: keys
            .iter()
            .map(|(id, label, last4)| {
                let (label, last4) = ((*label).to_owned(), (*last4).to_owned());
                (KeyId(Uuid::from_u128(*id)), KeyLabel { label, last4 })
            })
            .collect(),
        ..blank.clone()
    };
    let check = |before: &License, after: &License, was: Said, became: Said| {
        let found = between(before, after, &Workspace::default());
        assert_eq!(found.len(), 1);
        assert_eq!((&found[0].before, &found[0].after), (&was, &became));
    };
    let two = with(&[(1, "", "AAAA"), (2, "Lab", "BBBB")]);
    check(&blank, &with(&[(1, "", "AAAA")]), Said::Nothing, Said::text("•••• AAAA"));
    check(&two, &with(&[(1, "", "AAAA")]), Said::text("Lab •••• BBBB"), Said::Nothing);
    let renamed = with(&[(1, "", "AAAA"), (2, "Hall", "BBBB")]);
    check(&two, &renamed, Said::text("Lab •••• BBBB"), Said::text("Hall •••• BBBB"));
    let keys: Vec<_> = (1..=102).map(|n| (n, "", "CCCC")).collect();
    check(&blank, &with(&keys), Said::Nothing, Said::Number(102));
    check(&with(&keys), &with(&keys[..2]), Said::Number(102), Said::Number(2));
}

#[test]
fn every_kind_of_change_is_named_with_what_it_was_and_what_it_became() {
    let vendor = Vendor::new(VendorId(Uuid::nil()), "Figma");
    let workspace =
        Workspace { vendors: [(vendor.id, vendor.clone())].into(), ..Workspace::default() };
    let id = LicenseId(Uuid::nil());
    let before = License::new(id, LicenseType::Trial, DateTime::UNIX_EPOCH);
    let span = Span { start_on: parse_iso("2026-01-01"), last_day: None };
    let term = Term { span, ..Term::new(TermId(Uuid::nil())) };
    let after = License {
        vendor_id: Some(vendor.id),
        lifecycle: Lifecycle::Archived,
        particulars: Particulars { tags: ["cad".to_owned()].into(), ..Particulars::default() },
        extra: [("Asset class".to_owned(), "B".to_owned())].into(),
        terms: [(term.id, term)].into(),
        ..before.clone()
    };
    let found = between(&before, &after, &workspace);
    let lines: Vec<_> = found.iter().map(|d| (d.field, &d.before, &d.after)).collect();
    assert_eq!(
        lines,
        [
            (Field::Stage, &Said::code("in_service"), &Said::code("archived")),
            (Field::Vendor, &Said::Nothing, &Said::text("Figma")),
            (Field::Tags, &Said::Nothing, &Said::text("cad")),
            (Field::Term, &Said::Nothing, &Said::Span(span)),
            (Field::Extra, &Said::Nothing, &Said::text("B")),
        ]
    );
    assert_eq!(between(&after, &after, &workspace), []);
    assert_eq!(restored(&after, &before), before);
    let mut back = after.clone();
    for found in &found {
        back = with_field(&back, &before, found.field, found.part.as_ref());
    }
    assert_eq!(back, before);
}

fn span(start: &str, last: &str) -> Span {
    Span { start_on: parse_iso(start), last_day: parse_iso(last) }
}

/// Two terms, with a line of 10 seats each.
fn two_terms() -> (License, [TermId; 2], [PurchaseId; 2]) {
    let mut license =
        License::new(LicenseId(Uuid::nil()), LicenseType::Subscription, DateTime::UNIX_EPOCH);
    let terms = [1, 2].map(|n| TermId(Uuid::from_u128(n)));
    let lines = [3, 4].map(|n| PurchaseId(Uuid::from_u128(n)));
    for (at, year) in [2025, 2026].into_iter().enumerate() {
        let days = span(&format!("{year}-01-01"), &format!("{year}-12-31"));
        license.terms.insert(terms[at], Term { span: days, ..Term::new(terms[at]) });
        license.purchases.insert(lines[at], line(lines[at], terms[at]));
    }
    (license, terms, lines)
}

fn line(id: PurchaseId, term_id: TermId) -> Purchase {
    Purchase {
        id,
        term_id,
        purchased_on: None,
        seats: Seats::Counted(10),
        amount: None,
        basis: PriceBasis::Total,
        period: BillingPeriod::Once,
        renewal_amount: None,
        purchase_order: String::new(),
        order_number: String::new(),
    }
}

/// The one difference of this field, set back in `current`.
fn set_back(current: &License, before: &License, after: &License, nth: usize) -> License {
    let found = between(before, after, &Workspace::default());
    with_field(current, before, found[nth].field, found[nth].part.as_ref())
}

#[test]
fn setting_a_date_back_touches_that_term_alone_and_says_which_it_is() {
    let (before, [first, second], _) = two_terms();
    let mut after = before.clone();
    after.terms.get_mut(&first).unwrap().span.last_day = parse_iso("2025-12-30");
    after.terms.get_mut(&second).unwrap().span.last_day = parse_iso("2026-12-30");
    let found = between(&before, &after, &Workspace::default());
    let days: Vec<_> = found.iter().map(|d| d.days).collect();
    assert_eq!(days, [after.terms[&first].span, after.terms[&second].span].map(Some));
    let back = set_back(&after, &before, &after, 0);
    assert_eq!(back.terms[&first], before.terms[&first]);
    assert_eq!(back.terms[&second], after.terms[&second]);

    let mut one = before.clone();
    one.terms.remove(&second);
    one.purchases.clear();
    let mut other = one.clone();
    other.terms.get_mut(&first).unwrap().auto_renew = true;
    let found = between(&one, &other, &Workspace::default());
    assert_eq!(found[0].days, None, "of an only term nobody need say which");
}

#[test]
fn setting_a_term_back_takes_that_one_away_or_brings_it_again() {
    let (both, [first, second], _) = two_terms();
    let mut one = both.clone();
    one.terms.remove(&second);
    let mut third = both.clone();
    third.terms.insert(TermId(Uuid::from_u128(9)), Term::new(TermId(Uuid::from_u128(9))));
    let away = set_back(&third, &one, &both, 0);
    assert!(!away.terms.contains_key(&second) && away.terms.len() == 2, "a later one stays");
    let again = set_back(&one, &both, &one, 0);
    assert_eq!(again.terms, both.terms);
    assert!(again.terms.contains_key(&first));
}

#[test]
fn setting_seats_back_touches_that_line_alone() {
    let (before, _, [first, second]) = two_terms();
    let mut after = before.clone();
    after.purchases.get_mut(&first).unwrap().seats = Seats::Counted(20);
    after.purchases.get_mut(&second).unwrap().seats = Seats::Counted(30);
    let back = set_back(&after, &before, &after, 1);
    assert_eq!(back.purchases[&first].seats, Seats::Counted(20));
    assert_eq!(back.purchases[&second].seats, Seats::Counted(10));
}

#[test]
fn a_line_that_is_gone_is_there_again_with_what_was_set_back_and_a_new_one_goes_with_its_last() {
    let (before, _, [first, second]) = two_terms();
    let mut after = before.clone();
    after.purchases.remove(&second);
    assert_eq!(set_back(&after, &before, &after, 0), before);
    assert_eq!(set_back(&before, &after, &before, 0), after);
    assert!(after.purchases.contains_key(&first));
}

#[test]
fn setting_one_heading_of_a_file_back_leaves_the_others() {
    let (before, ..) = two_terms();
    let mut after = before.clone();
    let texts = [("Class", "A"), ("Room", "7")].map(|(k, v)| (k.to_owned(), v.to_owned()));
    after.extra = texts.into();
    let back = set_back(&after, &before, &after, 0);
    assert_eq!(back.extra, [("Room".to_owned(), "7".to_owned())].into());
}

#[test]
fn setting_a_period_of_coverage_back_touches_that_one_alone() {
    let (mut before, ..) = two_terms();
    let ids = [5, 6].map(|n| CoverageId(Uuid::from_u128(n)));
    for id in ids {
        let (kind, span) = (CoverageKind::Support, span("2026-01-01", "2026-12-31"));
        before.coverages.insert(id, Coverage { id, kind, span, price: None });
    }
    let mut after = before.clone();
    for period in after.coverages.values_mut() {
        period.span.last_day = parse_iso("2027-12-31");
        period.kind = CoverageKind::Assurance;
    }
    let back = set_back(&after, &before, &after, 0);
    assert_eq!(back.coverages[&ids[0]].span, before.coverages[&ids[0]].span);
    assert_eq!(back.coverages[&ids[0]].kind, CoverageKind::Assurance);
    assert_eq!(back.coverages[&ids[1]], after.coverages[&ids[1]]);
    after.coverages.remove(&ids[0]);
    let back = set_back(&after, &before, &after, 0);
    assert_eq!(back.coverages[&ids[0]], before.coverages[&ids[0]]);
    assert_eq!(back.coverages[&ids[1]], after.coverages[&ids[1]]);
}

#[test]
fn confirming_a_term_is_told_and_can_be_set_back() {
    let (confirmed, [first, _], _) = two_terms();
    let mut assumed = confirmed.clone();
    assumed.terms.get_mut(&first).unwrap().state = TermState::Assumed;
    let found = between(&assumed, &confirmed, &Workspace::default());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].field, Field::TermState);
    assert_eq!(
        (&found[0].before, &found[0].after),
        (&Said::code("assumed"), &Said::code("confirmed"))
    );
    assert_eq!(set_back(&confirmed, &assumed, &confirmed, 0), assumed);
}
