//! Files that go out: safe to open in a spreadsheet, and read back as they were.

use std::collections::BTreeMap;

use domain::asset::Asset;
use domain::assignment::{Assignment, Holder};
use domain::command::{Command, apply};
use domain::csv::{Answers, Kind, Layout, Records, kept_as_it_is, read, template, write_licenses};
use domain::currency::Currency;
use domain::id::{AssetId, AssignmentId, LicenseId, PurchaseId, TermId, UserId, VendorId};
use domain::license::License;
use domain::license_type::LicenseType;
use domain::lifecycle::Lifecycle;
use domain::money::Money;
use domain::particulars::{Metric, OverUse, Particulars};
use domain::purchase::{BillingPeriod, PriceBasis, Purchase, Seats};
use domain::quantity::Quantity;
use domain::renewal::Notice;
use domain::term::{Span, Term};
use domain::user::User;
use domain::vendor::Vendor;
use domain::workspace::Workspace;
use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use uuid::Uuid;

use crate::support::*;

fn written(workspace: &Workspace) -> String {
    let ids: Vec<LicenseId> = workspace.licenses.keys().copied().collect();
    String::from_utf8(write_licenses(workspace, &ids, today(), 30)).unwrap()
}

#[test]
fn the_template_is_known_again_once_a_row_is_filled_in() {
    let filled = format!("{}Figma\r\n", template());
    let table = read(filled.as_bytes()).unwrap();
    assert_eq!(table.layout, Layout::Template);
    assert_eq!(table.headings.len(), 46);
}

#[test]
fn an_export_has_a_byte_order_mark_windows_lines_and_no_key() {
    let mut workspace = Workspace::default();
    import_into(&mut workspace, SNIPE_IT);
    let text = written(&workspace);
    assert!(text.starts_with("\u{feff}Name,Vendor,Type,License key,"));
    assert!(text.ends_with("\r\n"));
    let studio = text.lines().find(|line| line.starts_with("Plotline")).unwrap();
    assert!(studio.starts_with("Plotline Studio,Quill & Lantern,Subscription,,1981-12-27,"));
    assert!(studio.contains(",2016-04-12,55,41.70,USD,Once,"), "{studio}");
    assert!(studio.contains(",Expired,Softmarkt,No,"), "{studio}");
    for secret in ["PLS-7731", "TTP-1111", "0042"] {
        assert!(!text.contains(secret), "{secret}");
    }
}

#[test]
fn the_columns_a_list_shows_come_with_a_currency_beside_the_cost() {
    let mut workspace = Workspace::default();
    import_into(
        &mut workspace,
        "Name,Vendor,Type,Expiration date,Seats,Cost,Currency,Owner,Assigned to name,Tags\n\
         Figma,Figma,Subscription,2027-03-01,25,41.70,EUR,Ada,Bob,\"b, a\"\n\
         =1+1,,,,unlimited,,,,,\n",
    );
    let mut ids: Vec<LicenseId> = workspace.licenses.keys().copied().collect();
    ids.sort_by_key(|id| workspace.licenses.get(id).map(|license| license.name.clone()));
    let codes =
        ["expires", "cost", "seats", "used", "status", "nonsense", "tags", "owner", "vendor"];
    let codes = codes.map(str::to_owned);
    let records = Records::shown(&workspace, &ids, &codes, today(), 30);
    let text = String::from_utf8(records.to_csv()).unwrap();
    assert_eq!(
        text,
        "\u{feff}Name,Expires,Cost,Currency,Seats,Used,Status,Tags,Owner,Vendor\r\n\
         '=1+1,,,,Unlimited,0,Active,,,\r\n\
         Figma,2027-03-01,41.70,EUR,25,1,Active,\"a, b\",Ada,Figma\r\n"
    );
    let kinds: Vec<Kind> = records.headings.iter().map(|(_, kind)| *kind).collect();
    let typed = [(1, Kind::Date), (2, Kind::Amount), (4, Kind::Count), (5, Kind::Count)];
    for (at, kind) in kinds.iter().enumerate() {
        let expected = typed.iter().find(|(place, _)| *place == at).map_or(Kind::Text, |(_, k)| *k);
        assert_eq!(*kind, expected, "{at}");
    }
    assert!(records.rows.iter().all(|row| row.len() == kinds.len()));
    let missing = [LicenseId(Uuid::from_u128(404))];
    assert_eq!(Records::shown(&workspace, &missing, &[], today(), 30).rows.len(), 0);
}

#[test]
fn an_apostrophe_that_reading_would_take_away_is_doubled() {
    for (text, expected) in
        [("plain", "plain"), ("=1", "=1"), ("'=1", "''=1"), ("'quoted'", "'quoted'"), ("", "")]
    {
        assert_eq!(kept_as_it_is(text), expected);
    }
}

#[test]
fn an_exported_file_imported_again_changes_only_what_was_edited() {
    let mut workspace = Workspace::default();
    import_into(&mut workspace, SNIPE_IT);
    let text = written(&workspace).replace("Radio Log", "Radio Logbook");
    let preview = import_into(&mut workspace, text);
    assert_eq!((preview.layout, preview.n_licenses), (Layout::Template, 0));
    assert_eq!((preview.n_changed, preview.n_unchanged, preview.n_users), (1, 6, 0));
    assert!(workspace.licenses.values().any(|license| license.name == "Radio Logbook"));
}

#[test]
fn formulas_are_guarded_in_the_file_and_free_of_guards_after_it() {
    let mut workspace = Workspace::default();
    let names = ["=1+1", "+1", "-1", "@SUM(A1)", "'=1", "'tis"];
    import_into(&mut workspace, format!("Name\n{}\n", names.join("\n")));
    let text = written(&workspace);
    let starts: Vec<&str> =
        text.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(starts, ["'=1+1", "'+1", "'-1", "'@SUM(A1)", "''=1", "'tis"]);
    let back: Vec<String> = planned(text).import.licenses.into_iter().map(|l| l.name).collect();
    assert_eq!(back, names);
}

#[test]
fn a_renewed_license_is_exported_by_the_term_that_counts_today() {
    let mut workspace = Workspace::default();
    import_into(&mut workspace, "Name,Seats,Expiration date\nFigma,5,2025-12-31\n");
    let license = workspace.licenses.values_mut().next().unwrap();
    let id = TermId(Uuid::from_u128(9001));
    let span = Span { start_on: Some(day("2026-01-01")), last_day: Some(day("2026-12-31")) };
    license.terms.insert(id, Term { span, ..Term::new(id) });
    let line = only_line(license).clone();
    let renewed = Purchase { id: PurchaseId(id.0), term_id: id, seats: Seats::Counted(8), ..line };
    license.purchases.insert(renewed.id, renewed);
    let back = planned(written(&workspace));
    let license = only_license(&back);
    assert_eq!(last_day(license), Some(day("2026-12-31")));
    assert_eq!(only_line(license).seats, Seats::Counted(8));
}

/// Everything of a license that a file can hold, by name instead of identity.
type Facts = (Vec<String>, [Option<Money>; 2], Seats, BTreeMap<String, String>, Vec<String>);

fn facts(workspace: &Workspace) -> Vec<Facts> {
    let of = |license: &License| {
        let term = license.terms.values().next().unwrap();
        let line = only_line(license);
        let user = |id: &UserId| workspace.users.get(id).unwrap();
        let holders = workspace.assignments.values().filter(|a| a.license_id == license.id);
        let mut holders: Vec<String> = holders
            .map(|assignment| match &assignment.holder {
                Holder::User(id) => format!("{} <{}>", user(id).name, user(id).email),
                other @ (Holder::Asset(_)
                | Holder::Department(_)
                | Holder::Location(_)
                | Holder::Other(_)) => workspace.holder_name(other),
            })
            .collect();
        holders.sort();
        let said = vec![
            license.name.clone(),
            workspace.vendor_name(license.vendor_id).to_owned(),
            workspace.vendor_name(license.supplier_id).to_owned(),
            workspace.user_name(license.owner_id).to_owned(),
            format!("{:?} {:?}", license.license_type, license.lifecycle),
            format!("{:?} {:?}", term.span, license.support_ends_on),
            format!("{:?} {:?} {}", line.purchased_on, line.period, license.reassignable),
            line.purchase_order.clone(),
            line.order_number.clone(),
            license.licensed_to_name.clone(),
            license.licensed_to_email.clone(),
            license.notes.clone(),
        ];
        (said, [line.total(), line.renewal_amount], line.seats, license.extra.clone(), holders)
    };
    let mut facts: Vec<Facts> = workspace.licenses.values().map(of).collect();
    facts.sort_by(|a, b| a.0.cmp(&b.0));
    facts
}

fn any_line() -> impl Strategy<Value = String> {
    "[=+@A-Zé€',;\" \\-]{0,12}".prop_map(|s| s.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn any_date() -> impl Strategy<Value = domain::date::Date> {
    (0_u32..40_000).prop_map(|n| day("1985-01-01") + chrono::Days::new(u64::from(n)))
}

fn any_money() -> impl Strategy<Value = Money> {
    let currencies = ["EUR", "USD", "JPY", "KWD"].map(|code| code.parse::<Currency>().unwrap());
    (-1_000_000_i64..100_000_000, select(currencies.to_vec()))
        .prop_map(|(minor, currency)| Money { minor, currency })
}

fn any_seats() -> impl Strategy<Value = Seats> {
    let counted = (0_u32..5_000).prop_map(Seats::Counted);
    prop_oneof![Just(Seats::Unstated), Just(Seats::Unlimited), counted]
}

fn any_span() -> impl Strategy<Value = Span> {
    (option::of(any_date()), option::of(any_date())).prop_map(|(a, b)| match (a, b) {
        (Some(a), Some(b)) => Span { start_on: Some(a.min(b)), last_day: Some(a.max(b)) },
        (start_on, last_day) => Span { start_on, last_day },
    })
}

fn any_purchase() -> impl Strategy<Value = Purchase> {
    let per_seat = any::<bool>();
    let money = (option::of(any_money()), option::of(any_money()));
    let texts = (any_line(), any_line());
    let period = select(BillingPeriod::ALL.to_vec());
    (option::of(any_date()), any_seats(), money, per_seat, period, texts).prop_map(
        |(purchased_on, seats, (amount, renewal_amount), per_seat, period, texts)| Purchase {
            id: PurchaseId(Uuid::nil()),
            term_id: TermId(Uuid::nil()),
            purchased_on,
            seats,
            amount,
            basis: if per_seat { PriceBasis::PerSeat } else { PriceBasis::Total },
            period,
            renewal_amount,
            purchase_order: texts.0,
            order_number: texts.1,
        },
    )
}

const N_PEOPLE: usize = 4;
/// People, and machines after them.
const N_HOLDERS: usize = 7;

fn any_particulars() -> impl Strategy<Value = Particulars> {
    let choices = (select(Metric::ALL.to_vec()), select(OverUse::ALL.to_vec()), any::<bool>());
    let lines = (any_line(), any_line(), any_line(), any_line());
    let places = (any_line(), any_line(), any_line());
    let tags = (btree_set("[a-z]{1,8}", 0..4), btree_set("[a-z]{1,8}(, [a-z]{1,4})?", 0..4));
    let rest = (option::of(1..100_u32), option::of(any_date()), any::<bool>());
    (choices, lines, places, tags, rest).prop_map(|(choices, lines, places, tags, rest)| {
        let portal_link = if rest.2 { "https://x.example/a?b=c" } else { "" }.to_owned();
        Particulars {
            metric: choices.0,
            over_use: choices.1,
            once_per_holder: choices.2,
            min_free: rest.0,
            version_bought: lines.0,
            version_used: lines.1,
            edition: lines.2,
            department: lines.3,
            cost_centre: places.0,
            location: places.1,
            contacts: places.2,
            portal_link,
            tags: tags.0,
            products: tags.1,
            terminated_on: rest.1,
            ..Particulars::default()
        }
    })
}

fn any_term() -> impl Strategy<Value = Term> {
    let notice =
        prop_oneof![(0..999_u16).prop_map(Notice::Days), (0..99_u16).prop_map(Notice::Months)];
    let months = option::of(1..1_200_u16);
    (any_span(), any::<bool>(), months, option::of(notice)).prop_map(
        |(span, auto_renew, renew_months, notice)| Term {
            span,
            auto_renew,
            renew_months,
            notice,
            ..Term::new(TermId(Uuid::nil()))
        },
    )
}

fn any_license() -> impl Strategy<Value = (License, Vec<usize>)> {
    let texts = (any_line(), any_line(), any_line(), "[=@ -~é\n]{0,30}", any_line());
    let flags = (any::<bool>(), option::of(any_date()));
    let who = (option::of(0..N_PEOPLE), option::of(0..N_PEOPLE), option::of(0..N_PEOPLE));
    let holders = btree_set(0..N_HOLDERS, 0..N_PEOPLE);
    let kind = (select(LicenseType::ALL.to_vec()), select(Lifecycle::ALL.to_vec()));
    let more = (any_particulars(), any_term());
    (texts, flags, more, any_purchase(), who, holders, kind).prop_map(
        |(texts, flags, (particulars, term), purchase, who, holders, kind)| {
            let vendor = |n: usize| VendorId(Uuid::from_u128(100 + n as u128));
            let asset_class = Some(texts.4).filter(|text| !text.is_empty());
            let license = License {
                name: format!("{} L", texts.0).trim().to_owned(),
                lifecycle: kind.1,
                particulars,
                vendor_id: who.0.map(vendor),
                supplier_id: who.1.map(vendor),
                owner_id: who.2.map(|n| UserId(Uuid::from_u128(200 + n as u128))),
                reassignable: flags.0,
                support_ends_on: flags.1,
                licensed_to_name: texts.1,
                licensed_to_email: texts.2,
                notes: texts.3.trim().to_owned(),
                extra: asset_class
                    .map(|text| ("Asset class".to_owned(), text))
                    .into_iter()
                    .collect(),
                terms: BTreeMap::from([(purchase.term_id, Term { id: purchase.term_id, ..term })]),
                purchases: BTreeMap::from([(purchase.id, purchase)]),
                ..License::new(LicenseId(Uuid::nil()), kind.0, AT)
            };
            (license, holders.into_iter().collect())
        },
    )
}

pub(crate) fn any_workspace() -> impl Strategy<Value = Workspace> {
    let people = vec((any_line(), any::<bool>()), N_PEOPLE);
    (people, vec(any_line(), N_PEOPLE), vec(any_license(), 1..6)).prop_map(
        |(people, vendors, licenses)| {
            let mut workspace = Workspace::default();
            for (n, (name, has_email)) in people.into_iter().enumerate() {
                let id = UserId(Uuid::from_u128(200 + n as u128));
                let email = if has_email { format!("u{n}@x.example") } else { String::new() };
                let name = format!("{name} P {n}").trim().to_owned();
                workspace.users.insert(id, User { email, ..User::new(id, &name) });
            }
            for n in N_PEOPLE..N_HOLDERS {
                let id = AssetId(Uuid::from_u128(300 + n as u128));
                workspace.assets.insert(id, Asset::new(id, &format!("+T {n}")));
            }
            for (n, name) in vendors.into_iter().enumerate() {
                let id = VendorId(Uuid::from_u128(100 + n as u128));
                let name = format!("{name} V {n}").trim().to_owned();
                workspace.vendors.insert(id, Vendor::new(id, &name));
            }
            for (n, (mut license, holders)) in licenses.into_iter().enumerate() {
                license.id = LicenseId(Uuid::from_u128(1_000 + n as u128));
                for holder in holders {
                    let id = AssignmentId(Uuid::from_u128((n * N_HOLDERS + holder) as u128));
                    let holder = if holder < N_PEOPLE {
                        Holder::User(UserId(Uuid::from_u128(200 + holder as u128)))
                    } else {
                        Holder::Asset(AssetId(Uuid::from_u128(300 + holder as u128)))
                    };
                    let seat = Assignment::new(id, license.id, holder, Quantity::ONE, None);
                    workspace.assignments.insert(id, seat);
                }
                workspace.licenses.insert(license.id, license);
            }
            workspace
        },
    )
}

proptest! {
    #[test]
    fn what_is_exported_and_imported_again_is_the_same(workspace in any_workspace()) {
        let text = written(&workspace);
        let plan = plan_into(&Workspace::default(), text.as_bytes(), Answers::default());
        let preview = &plan.preview;
        prop_assert_eq!(preview.layout, Layout::Template);
        prop_assert_eq!(preview.n_rejected, 0);
        let mut back = Workspace::default();
        apply(&mut back, &Command::ImportLicenses(Box::new(plan.import))).unwrap();
        prop_assert_eq!(facts(&back), facts(&workspace), "{}", text);
    }
}
