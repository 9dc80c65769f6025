//! Random acts, and the commands they come to on given records.

mod records;

use std::collections::BTreeMap;

use chrono::DateTime;
use domain::assignment::{Assignment, Holder};
use domain::command::{Command, Edit, Import, Named};
use domain::coverage::{Coverage, CoverageKind};
use domain::currency::Currency;
use domain::date::Date;
use domain::id::{
    AssignmentId, CoverageId, CustomFieldId, KeyId, LicenseId, PurchaseId, TermId, UserId, VendorId,
};
use domain::license::{KeyLabel, License};
use domain::license_type::LicenseType;
use domain::lifecycle::Lifecycle;
use domain::money::Money;
use domain::particulars::{Metric, OverUse};
use domain::purchase::{BillingPeriod, PriceBasis, Purchase, Seats};
use domain::quantity::Quantity;
use domain::renewal::{Notice, assume};
use domain::term::{Span, Term};
use domain::user::User;
use domain::vendor::Vendor;
use domain::workspace::Workspace;
use proptest::prelude::*;
use uuid::Uuid;

/// Something a person might do; small numbers pick what it is done to.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    Create { name: u8 },
    Edit { which: usize, change: Change },
    Delete { which: usize },
    Restore { which: usize },
    Renew { which: usize, start: u16 },
    Import { n: u8, changes: Vec<(usize, Change)> },
    Settings { threshold: u16, name: u8 },
    Vendor { which: usize, how: u8 },
    Field { which: usize, how: u8 },
    View { which: usize, how: u8 },
    User { which: usize, how: u8 },
    Asset { which: usize, how: u8 },
    Seats { which: usize, how: u8 },
    Assume { today: u16 },
}

/// What an edit touches.
#[derive(Debug, Clone)]
pub(crate) enum Change {
    Name(u8),
    Type(u8),
    Lifecycle(u8),
    Vendor(Option<u8>),
    Dates(Option<u16>, Option<u16>),
    Seats(Option<u32>),
    Cost(Option<i64>, bool),
    Key(u8),
    DropKeys,
    Extra(u8, Option<u8>),
    AddTerm(u16),
    Notes(u8),
    Support(Option<u16>),
    Tag(u8, bool),
    MinFree(Option<u32>),
    Peak(u8, Option<u32>),
    Older(u8, bool),
    Metric(u8),
    Renewal(Option<u16>, bool),
    Custom(u8, Option<u8>),
    Product(u8, bool),
    Parent(Option<u8>),
    Coverage(u8, Option<u16>),
}

fn changed() -> impl Strategy<Value = Change> {
    prop_oneof![
        any::<u8>().prop_map(Change::Name),
        any::<u8>().prop_map(Change::Type),
        any::<u8>().prop_map(Change::Lifecycle),
        any::<Option<u8>>().prop_map(Change::Vendor),
        any::<(Option<u16>, Option<u16>)>().prop_map(|(a, b)| Change::Dates(a, b)),
        any::<Option<u32>>().prop_map(Change::Seats),
        (any::<Option<i64>>(), any::<bool>()).prop_map(|(a, b)| Change::Cost(a, b)),
        any::<u8>().prop_map(Change::Key),
        Just(Change::DropKeys),
        (0..3_u8, any::<Option<u8>>()).prop_map(|(a, b)| Change::Extra(a, b)),
        any::<u16>().prop_map(Change::AddTerm),
        any::<u8>().prop_map(Change::Notes),
        any::<Option<u16>>().prop_map(Change::Support),
        (0..4_u8, any::<bool>()).prop_map(|(tag, set)| Change::Tag(tag, set)),
        any::<Option<u32>>().prop_map(Change::MinFree),
        (0..3_u8, any::<Option<u32>>()).prop_map(|(day, peak)| Change::Peak(day, peak)),
        (0..4_u8, any::<bool>()).prop_map(|(name, set)| Change::Older(name, set)),
        any::<u8>().prop_map(Change::Metric),
        (any::<Option<u16>>(), any::<bool>()).prop_map(|(a, b)| Change::Renewal(a, b)),
        (0..3_u8, any::<Option<u8>>()).prop_map(|(field, value)| Change::Custom(field, value)),
        (0..4_u8, any::<bool>()).prop_map(|(name, set)| Change::Product(name, set)),
        any::<Option<u8>>().prop_map(Change::Parent),
        (0..3_u8, any::<Option<u16>>()).prop_map(|(which, last)| Change::Coverage(which, last)),
    ]
}

pub(crate) fn acts(most: usize) -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        3 => any::<u8>().prop_map(|name| Act::Create { name }),
        8 => (any::<usize>(), changed()).prop_map(|(which, change)| Act::Edit { which, change }),
        2 => any::<usize>().prop_map(|which| Act::Delete { which }),
        2 => any::<usize>().prop_map(|which| Act::Restore { which }),
        2 => (any::<usize>(), any::<u16>()).prop_map(|(which, start)| Act::Renew { which, start }),
        2 => (0..5_u8, prop::collection::vec((any::<usize>(), changed()), 0..4))
            .prop_map(|(n, changes)| Act::Import { n, changes }),
        1 => (0..365_u16, any::<u8>()).prop_map(|(threshold, name)| Act::Settings { threshold, name }),
        1 => (any::<usize>(), any::<u8>()).prop_map(|(which, how)| Act::Vendor { which, how }),
        1 => (any::<usize>(), any::<u8>()).prop_map(|(which, how)| Act::Field { which, how }),
        1 => (any::<usize>(), any::<u8>()).prop_map(|(which, how)| Act::View { which, how }),
        1 => (any::<usize>(), any::<u8>()).prop_map(|(which, how)| Act::User { which, how }),
        1 => (any::<usize>(), any::<u8>()).prop_map(|(which, how)| Act::Asset { which, how }),
        3 => (any::<usize>(), any::<u8>()).prop_map(|(which, how)| Act::Seats { which, how }),
        1 => (9_000..15_000_u16).prop_map(|today| Act::Assume { today }),
    ];
    prop::collection::vec(act, most)
}

/// The command an act comes to; `None` when there is nothing to do it to. `n` numbers the acts of
/// a test and makes every identity a fresh one.
pub(crate) fn command_of(act: &Act, workspace: &Workspace, n: usize) -> Option<Command> {
    let pick = |which: usize| -> Option<&License> {
        let count = workspace.licenses.len();
        (count > 0).then(|| workspace.licenses.values().nth(which % count)).flatten()
    };
    match act {
        Act::Create { name } => {
            let (license, vendor) = license(n, 0, *name);
            let named = Named { vendors: vec![vendor], users: vec![] };
            Some(Command::CreateLicense { license: Box::new(license), named })
        }
        Act::Edit { which, change } => {
            let before = pick(*which)?.clone();
            let mut after = before.clone();
            let mut named = Named::default();
            edit(&mut after, &mut named, change, n);
            Some(Command::EditLicenses { edits: vec![Edit { before, after }], named })
        }
        Act::Delete { which } => {
            let ids = vec![pick(*which)?.id, pick(which.wrapping_add(1))?.id];
            Some(Command::DeleteLicenses { ids, at: DateTime::UNIX_EPOCH })
        }
        Act::Restore { which } => Some(Command::RestoreLicenses { ids: vec![pick(*which)?.id] }),
        Act::Renew { which, start } => {
            let span =
                Span { start_on: Some(day(*start)), last_day: Some(day(start / 2 + 32_000)) };
            let term = Term { span, ..Term::new(TermId(id(n, 0, 2))) };
            let line = pick(*which)?.purchases.values().next()?;
            let line = Purchase { id: PurchaseId(id(n, 0, 3)), term_id: term.id, ..line.clone() };
            Some(Command::RenewLicense { id: pick(*which)?.id, term, line: Box::new(line) })
        }
        Act::Import { n: count, changes } => {
            let mut import = import(n, usize::from(*count));
            for (k, (which, change)) in changes.iter().enumerate() {
                let Some(before) = pick(*which) else { continue };
                if import.edits.iter().any(|edit| edit.after.id == before.id) {
                    continue;
                }
                // One of a few only gets a holder.
                let mut after = before.clone();
                let mut named = Named::default();
                if which % 4 != 0 {
                    edit(&mut after, &mut named, change, n * 1_000 + k);
                }
                import.vendors.extend(named.vendors);
                if let Some(user) = import.users.first() {
                    import.assignments.push(seat(id(n, k, 9), after.id, user.id));
                }
                import.edits.push(Edit { before: before.clone(), after });
            }
            (import != Import::default()).then(|| Command::ImportLicenses(Box::new(import)))
        }
        Act::Settings { threshold, name } => {
            let before = workspace.settings.clone();
            let mut after = before.clone();
            after.expiring_days = *threshold;
            after.name = format!("Workspace {name}");
            Some(Command::ChangeSettings { before, after })
        }
        Act::Assume { today } => assume(workspace, day(*today)),
        Act::Vendor { which, how } => records::vendor(workspace, *which, *how),
        Act::Field { which, how } => records::custom_field(workspace, *which, *how, n),
        Act::View { which, how } => Some(records::view(workspace, *which, *how, n)),
        Act::User { which, how } => Some(records::user(workspace, *which, *how, n)),
        Act::Asset { which, how } => Some(records::asset(workspace, *which, *how, n)),
        Act::Seats { which, how } => records::seats(workspace, *which, *how, n),
    }
}

/// An import of `count` licenses, each with a holder.
pub(crate) fn import(n: usize, count: usize) -> Import {
    let mut import = Import::default();
    for k in 0..count {
        let (license, vendor) = license(n, k + 1, u8::try_from(k % 200).unwrap());
        let user = User {
            email: format!("h{k}@example.org"),
            ..User::new(UserId(id(n, k + 1, 7)), &format!("Holder {k}"))
        };
        import.assignments.push(seat(id(n, k + 1, 8), license.id, user.id));
        import.licenses.push(license);
        import.vendors.push(vendor);
        import.users.push(user);
    }
    import
}

fn seat(id: Uuid, license_id: LicenseId, user: UserId) -> Assignment {
    Assignment::new(AssignmentId(id), license_id, Holder::User(user), Quantity::ONE, None)
}

fn id(n: usize, k: usize, kind: u64) -> Uuid {
    // The first bits tell licenses apart, as random ones do.
    let (n, k) = (n as u64 + 1, k as u64);
    let high = n.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ k.wrapping_mul(0xd6e8_feb8_6659_fd93);
    Uuid::from_u64_pair(high, k << 16 | kind)
}

fn day(n: u16) -> Date {
    Date::from_ymd_opt(2000, 1, 1).unwrap() + chrono::Duration::days(i64::from(n))
}

fn license(n: usize, k: usize, name: u8) -> (License, Vendor) {
    let vendor = Vendor::new(VendorId(id(n, k, 5)), &format!("Vendor {name}"));
    let term = TermId(id(n, k, 2));
    let line = Purchase {
        id: PurchaseId(id(n, k, 3)),
        term_id: term,
        purchased_on: None,
        seats: Seats::Counted(u32::from(name)),
        amount: Some(Money { minor: i64::from(name) * 100, currency: Currency::EUR }),
        basis: PriceBasis::Total,
        period: BillingPeriod::Year,
        renewal_amount: None,
        purchase_order: format!("PO-{name}"),
        order_number: String::new(),
    };
    let license = License {
        name: format!("License {name}"),
        vendor_id: Some(vendor.id),
        extra: BTreeMap::from([("Category".to_owned(), "Design".to_owned())]),
        terms: BTreeMap::from([(
            term,
            Term { span: Span { start_on: None, last_day: Some(day(9_000)) }, ..Term::new(term) },
        )]),
        purchases: BTreeMap::from([(line.id, line)]),
        ..License::new(LicenseId(id(n, k, 1)), LicenseType::Subscription, DateTime::UNIX_EPOCH)
    };
    (license, vendor)
}

fn set_peak(license: &mut License, on: u8, peak: Option<u32>) {
    let peaks = &mut license.particulars.peaks;
    match peak {
        Some(peak) => drop(peaks.insert(day(u16::from(on)), peak)),
        None => drop(peaks.remove(&day(u16::from(on)))),
    }
}

fn edit(license: &mut License, named: &mut Named, change: &Change, n: usize) {
    let types = LicenseType::ALL;
    match change {
        Change::Name(name) => license.name = format!("Renamed {name}"),
        Change::Type(which) => license.license_type = types[usize::from(*which) % types.len()],
        Change::Lifecycle(which) => {
            let stages = [Lifecycle::Pending, Lifecycle::InService, Lifecycle::Archived];
            license.lifecycle = stages[usize::from(*which) % 3];
        }
        Change::Vendor(None) => license.vendor_id = None,
        Change::Vendor(Some(name)) => {
            let vendor = Vendor::new(VendorId(id(n, 0, 5)), &format!("Vendor {name}"));
            license.vendor_id = Some(vendor.id);
            named.vendors.push(vendor);
        }
        Change::Dates(start, last) => {
            if let Some(term) = license.terms.values_mut().next() {
                term.span = Span { start_on: start.map(day), last_day: last.map(day) };
            }
        }
        Change::Seats(seats) => {
            if let Some(line) = license.purchases.values_mut().next() {
                line.seats = seats.map_or(Seats::Unlimited, Seats::Counted);
            }
        }
        Change::Cost(minor, euro) => {
            let currency = if *euro { Currency::EUR } else { Currency::USD };
            if let Some(line) = license.purchases.values_mut().next() {
                line.amount = minor.map(|minor| Money { minor, currency });
            }
        }
        Change::Key(last) => {
            license.keys.clear();
            let label = KeyLabel { label: String::new(), last4: format!("{last:04}") };
            license.keys.insert(KeyId(id(n, 0, 4)), label);
        }
        Change::DropKeys => license.keys.clear(),
        Change::Extra(key, Some(text)) => {
            license.extra.insert(format!("Column {key}"), format!("{text}"));
        }
        Change::Extra(key, None) => drop(license.extra.remove(&format!("Column {key}"))),
        Change::AddTerm(start) => {
            let term = TermId(id(n, 0, 2));
            let span = Span { start_on: Some(day(*start)), last_day: None };
            license.terms.insert(term, Term { span, ..Term::new(term) });
        }
        Change::Notes(text) => license.notes = format!("Note {text}"),
        Change::Support(last) => license.support_ends_on = last.map(day),
        Change::Tag(tag, true) => drop(license.particulars.tags.insert(format!("tag {tag}"))),
        Change::Tag(tag, false) => drop(license.particulars.tags.remove(&format!("tag {tag}"))),
        Change::Peak(day_, peak) => set_peak(license, *day_, *peak),
        Change::Older(name, set) => {
            let name = format!("Older {name}, Pro");
            let products = &mut license.particulars.downgrades;
            drop(if *set { products.replace(name) } else { products.take(&name) });
        }
        Change::MinFree(n) => license.particulars.min_free = *n,
        Change::Metric(which) => {
            let (metrics, policies) = (Metric::ALL, OverUse::ALL);
            license.particulars.metric = metrics[usize::from(*which) % metrics.len()];
            license.particulars.over_use = policies[usize::from(*which) % policies.len()];
        }
        Change::Renewal(months, auto_renew) => {
            if let Some(term) = license.terms.values_mut().next() {
                term.auto_renew = *auto_renew;
                term.renew_months = *months;
                term.notice = months.map(|n| Notice::Days(n % 999));
            }
        }
        Change::Product(name, set) => {
            let name = format!("Product {name}, Pro");
            let products = &mut license.particulars.products;
            drop(if *set { products.replace(name) } else { products.take(&name) });
        }
        // None of those that are there, so that no circle is closed.
        Change::Parent(parent) => {
            license.parent_id = parent.map(|n| LicenseId(id(usize::from(n), 0, 10)));
        }
        Change::Coverage(which, None) => {
            license.coverages.remove(&CoverageId(id(usize::from(*which), 0, 11)));
        }
        Change::Coverage(which, Some(last)) => {
            let period = CoverageId(id(usize::from(*which), 0, 11));
            let span = Span { start_on: None, last_day: Some(day(*last)) };
            let kind = CoverageKind::ALL[usize::from(*last) % 3];
            let price = Some(Money { minor: i64::from(*last), currency: Currency::EUR });
            let coverage = Coverage { id: period, kind, span, price };
            license.coverages.insert(period, coverage);
        }
        Change::Custom(field, value) => {
            let field = CustomFieldId(id(usize::from(*field), 0, 9));
            match value {
                Some(value) => drop(license.custom.insert(field, format!("{value}"))),
                None => drop(license.custom.remove(&field)),
            }
        }
    }
}
