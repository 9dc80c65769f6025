//! Tests of filters and orders.

use std::collections::BTreeMap;

use chrono::DateTime;
use uuid::Uuid;

use super::*;
use crate::currency::Currency;
use crate::custom_field::FieldKind;
use crate::date::parse_iso;
use crate::id::{LicenseId, PurchaseId, TermId};
use crate::license::License;
use crate::money::Money;
use crate::purchase::{BillingPeriod, PriceBasis, Purchase};
use crate::quantity::Quantity;
use crate::term::{Span, Term};
use crate::workspace::Workspace;

const RISK: CustomFieldId = CustomFieldId(Uuid::from_u128(70));
const SCORE: CustomFieldId = CustomFieldId(Uuid::from_u128(71));

fn calendar() -> Calendar {
    Calendar { today: parse_iso("2026-11-24").unwrap(), expiring_days: 30 }
}

fn own() -> Vec<CustomField> {
    let field = |id, kind, choices: &[&str]| CustomField {
        id,
        name: "Field".to_owned(),
        kind,
        choices: choices.iter().map(|&choice| choice.to_owned()).collect(),
        is_retired: false,
    };
    vec![
        field(RISK, FieldKind::Choice, &["High", "Medium", "Low"]),
        field(SCORE, FieldKind::Number, &[]),
    ]
}

/// Name, last day, bought on, cost, risk, score.
type Facts = (&'static str, &'static str, &'static str, Option<i64>, &'static str, &'static str);

const LICENSES: [Facts; 4] = [
    ("Acrobat", "2026-12-01", "2025-12-01", Some(900), "Low", "9"),
    ("Blender", "", "", None, "", ""),
    ("Figma", "2027-03-31", "2026-04-01", Some(900), "High", "10"),
    ("Zoom", "2026-10-01", "2025-10-02", Some(300), "Medium", "-1.5"),
];

fn rows() -> Vec<LicenseRow> {
    let row = |(n, (name, last_day, bought, cost, risk, score)): (usize, Facts)| {
        let id = LicenseId(Uuid::from_u128(n as u128));
        let (term_id, line_id) = (TermId(Uuid::from_u128(1)), PurchaseId(Uuid::from_u128(2)));
        let mut license = License::new(id, LicenseType::Subscription, DateTime::UNIX_EPOCH);
        license.name = name.to_owned();
        let span = Span { start_on: parse_iso("2025-01-01"), last_day: parse_iso(last_day) };
        license.terms.insert(term_id, Term { span, ..Term::new(term_id) });
        let line = Purchase {
            id: line_id,
            term_id,
            purchased_on: parse_iso(bought),
            seats: Seats::Counted(5),
            amount: cost.map(|minor| Money { minor, currency: Currency::EUR }),
            basis: PriceBasis::Total,
            period: BillingPeriod::Year,
            renewal_amount: None,
            purchase_order: String::new(),
            order_number: String::new(),
        };
        license.purchases.insert(line_id, line);
        for (id, value) in [(RISK, risk), (SCORE, score)] {
            if !value.is_empty() {
                license.custom.insert(id, value.to_owned());
            }
        }
        LicenseRow::of(&license, &Workspace::default(), Quantity::ZERO)
    };
    LICENSES.into_iter().enumerate().map(row).collect()
}

fn shown(filter: &LicenseFilter, order: &str) -> Vec<String> {
    let (rows, own) = (rows(), own());
    let order = sorted(&rows, &Order::from_code(order), calendar(), &own);
    let shown = filter.apply(&rows, &order, calendar(), &own);
    shown.into_iter().map(|i| rows[i as usize].name.clone()).collect()
}

#[test]
fn a_second_column_decides_where_the_first_says_the_same() {
    let all = LicenseFilter::default();
    assert_eq!(shown(&all, ""), ["Acrobat", "Blender", "Figma", "Zoom"]);
    assert_eq!(shown(&all, "-name"), ["Zoom", "Figma", "Blender", "Acrobat"]);
    assert_eq!(shown(&all, "-cost"), ["Acrobat", "Figma", "Zoom", "Blender"]);
    assert_eq!(shown(&all, "-cost,-expires"), ["Figma", "Acrobat", "Zoom", "Blender"]);
    assert_eq!(shown(&all, "purchased"), ["Zoom", "Acrobat", "Figma", "Blender"]);
}

#[test]
fn fields_of_the_organisation_sort_by_their_kind_and_empty_ones_last() {
    let all = LicenseFilter::default();
    let by = |id: CustomFieldId, sign: &str| shown(&all, &format!("{sign}custom.{id}"));
    assert_eq!(by(RISK, ""), ["Figma", "Zoom", "Acrobat", "Blender"]);
    assert_eq!(by(RISK, "-"), ["Acrobat", "Zoom", "Figma", "Blender"]);
    assert_eq!(by(SCORE, ""), ["Zoom", "Acrobat", "Figma", "Blender"]);
}

#[test]
fn each_filter_leaves_what_it_says() {
    let range = |code: &str| DateRange::from_code(code);
    let custom = |id, code: &str| LicenseFilter {
        custom: BTreeMap::from([(id, CustomTest::from_code(code).unwrap())]),
        ..LicenseFilter::default()
    };
    let expires = |code: &str| LicenseFilter {
        expires: ExpiresFilter::from_code(code),
        ..LicenseFilter::default()
    };
    let missing = |missing| LicenseFilter { missing: Some(missing), ..LicenseFilter::default() };
    let purchased =
        |code: &str| LicenseFilter { purchased: range(code), ..LicenseFilter::default() };
    let cases: [(LicenseFilter, &[&str]); 15] = [
        (expires("30"), &["Acrobat"]),
        (expires("past"), &["Zoom"]),
        (expires("never"), &["Blender"]),
        (expires("2026-10-01..2026-12-01"), &["Acrobat", "Zoom"]),
        (purchased("2026-01-01.."), &["Figma"]),
        (purchased("..2025-10-02"), &["Zoom"]),
        (missing(Missing::Cost), &["Blender"]),
        (missing(Missing::PurchaseDate), &["Blender"]),
        (missing(Missing::Owner), &["Acrobat", "Blender", "Figma", "Zoom"]),
        (missing(Missing::StartDate), &[]),
        (custom(RISK, "=high"), &["Figma"]),
        (custom(RISK, "none"), &["Blender"]),
        (custom(RISK, "any"), &["Acrobat", "Figma", "Zoom"]),
        (custom(RISK, "~w"), &["Acrobat"]),
        (custom(SCORE, "-2..9"), &["Acrobat", "Zoom"]),
    ];
    for (filter, expected) in cases {
        assert_eq!(shown(&filter, ""), expected, "{filter:?}");
    }
}

#[test]
fn orders_read_back_and_words_that_mean_nothing_are_not_heard() {
    for code in ["name", "-expires", "vendor,-cost,name", &format!("-custom.{RISK},type")] {
        assert_eq!(Order::from_code(code).code(), code);
    }
    assert_eq!(Order::from_code("luck"), Order::default());
    assert_eq!(Order::from_code("vendor,luck,vendor,-vendor").code(), "vendor");
    assert_eq!(Order::from_code("vendor,cost,type,seats").code(), "vendor,cost,type");
}

#[test]
fn a_column_is_turned_or_added() {
    let by_name = Order::default();
    assert_eq!(by_name.turned_to(SortKey::Name).code(), "-name");
    assert_eq!(by_name.turned_to(SortKey::Cost).code(), "cost");
    let two = by_name.turned_to(SortKey::Vendor).with(SortKey::Cost);
    assert_eq!(two.code(), "vendor,cost");
    assert_eq!(two.with(SortKey::Cost).code(), "vendor,-cost");
    assert_eq!(two.with(SortKey::Type).with(SortKey::Seats).code(), "vendor,cost,seats");
}

#[test]
fn tests_and_ranges_read_back() {
    for code in ["any", "none", "=High", "~part", "1..", "..9", "2026-01-01..2026-02-01"] {
        assert_eq!(CustomTest::from_code(code).unwrap().code(), code);
    }
    for code in ["", "=", "~", "..", "soon"] {
        assert_eq!(CustomTest::from_code(code), None, "{code}");
    }
    for code in ["2026-01-01..", "..2026-01-01", "2026-01-01..2026-02-01"] {
        assert_eq!(DateRange::from_code(code).unwrap().code(), code);
        assert_eq!(ExpiresFilter::from_code(code).unwrap().code(), code);
    }
    assert_eq!(DateRange::from_code(".."), None);
    assert_eq!(DateRange::from_code("2026-02-30.."), None);
    for missing in Missing::ALL {
        assert_eq!(Missing::from_code(missing.code()), Some(missing));
    }
}
