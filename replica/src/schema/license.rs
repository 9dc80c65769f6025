//! How a license is laid out: scalars, and one map each for terms, purchases, keys and extras.

use chrono::DateTime;
use domain::coverage::{Coverage, CoverageKind};
use domain::id::{CoverageId, KeyId, LicenseId, PurchaseId, TermId};
use domain::license::{KeyLabel, License};
use domain::license_type::LicenseType;
use domain::lifecycle::Lifecycle;
use domain::purchase::{BillingPeriod, PriceBasis, Purchase, Seats};
use domain::term::{Span, Term, TermState};

use super::fields::{Reader, Writer, map_of};
use crate::tree::{Fields, Tree};

/// What stands in place of a number of seats.
const UNLIMITED: &str = "unlimited";

/// What stands before the identity of a custom field: an entry of its own for each value, so that
/// two who set the first one at once write to the same record.
pub(crate) const CUSTOM: &str = "custom.";

/// What stands before the identity of a period of coverage: an entry of its own for each, as
/// licenses from before there were any have no map for them.
pub(crate) const COVERAGE: &str = "coverage.";

/// The tree of a license.
pub(crate) fn write(license: &License) -> Fields {
    let record = |(key, fields)| (key, Tree::Map(fields));
    let terms = license.terms.values().map(term).map(record);
    let purchases = license.purchases.values().map(purchase).map(record);
    let coverages = license.coverages.values();
    let coverages =
        coverages.map(|period| (format!("{COVERAGE}{}", period.id), write_coverage(period)));
    let keys = license.keys.iter().map(|(id, key)| (id.to_string(), write_key(key)));
    let extra = license.extra.iter().map(|(key, text)| (key.clone(), Tree::Text(text.clone())));
    let custom =
        license.custom.iter().map(|(id, text)| (format!("{CUSTOM}{id}"), Tree::Text(text.clone())));
    Writer::default()
        .text("name", &license.name)
        .code("type", license.license_type.code(), license.license_type == LicenseType::Unknown)
        .code("lifecycle", license.lifecycle.code(), license.lifecycle == Lifecycle::Unknown)
        .id("publisher_id", license.vendor_id)
        .id("supplier_id", license.supplier_id)
        .id("owner_id", license.owner_id)
        .id("parent_id", license.parent_id)
        .bool("reassignable", license.reassignable)
        .date("support_ends_on", license.support_ends_on)
        .text("licensed_to_name", &license.licensed_to_name)
        .text("licensed_to_email", &license.licensed_to_email)
        .text("notes", &license.notes)
        .all(super::particulars::write(&license.particulars))
        .all(map_of(custom))
        .instant("created_at", Some(license.created_at))
        .instant("deleted_at", license.deleted_at)
        .map("terms", map_of(terms))
        .map("purchases", map_of(purchases))
        .all(map_of(coverages))
        .map("keys", map_of(keys))
        .map("extra", map_of(extra))
        .0
}

/// The license of a tree.
pub(crate) fn read(id: LicenseId, fields: &Fields) -> License {
    let reader = Reader(fields);
    let extra = fields.get("extra").and_then(Tree::as_map).into_iter().flatten();
    License {
        id,
        name: reader.text("name"),
        license_type: LicenseType::from_code(reader.str("type")),
        lifecycle: Lifecycle::from_code(reader.str("lifecycle")),
        vendor_id: reader.parsed("publisher_id"),
        supplier_id: reader.parsed("supplier_id"),
        owner_id: reader.parsed("owner_id"),
        parent_id: reader.parsed("parent_id"),
        reassignable: reader.bool("reassignable").unwrap_or(true),
        support_ends_on: reader.date("support_ends_on"),
        licensed_to_name: reader.text("licensed_to_name"),
        licensed_to_email: reader.text("licensed_to_email"),
        particulars: super::particulars::read(reader),
        notes: reader.text("notes"),
        extra: map_of(
            extra.filter_map(|(key, tree)| Some((key.clone(), tree.as_text()?.to_owned()))),
        ),
        custom: map_of(
            reader
                .keys_after(CUSTOM)
                .filter_map(|(id, tree)| Some((id.parse().ok()?, tree.as_text()?.to_owned()))),
        ),
        terms: map_of(reader.records("terms").map(|(id, term)| (id, read_term(id, term)))),
        purchases: map_of(
            reader
                .records("purchases")
                .filter_map(|(id, line)| Some((id, read_purchase(id, line)?))),
        ),
        coverages: map_of(reader.keys_after(COVERAGE).filter_map(|(id, tree)| {
            let id = id.parse().ok()?;
            Some((id, read_coverage(id, Reader(tree.as_map()?))))
        })),
        keys: map_of(reader.records::<KeyId>("keys").map(|(id, key)| (id, read_key(key)))),
        created_at: reader.instant("created_at").unwrap_or(DateTime::UNIX_EPOCH),
        deleted_at: reader.instant("deleted_at"),
    }
}

/// A term as an entry of its license.
pub(crate) fn term(term: &Term) -> (String, Fields) {
    let usual = TermState::default();
    let fields = Writer::default()
        .date("start_on", term.span.start_on)
        .date("last_day", term.span.last_day)
        .flag("auto_renew", term.auto_renew, false)
        .int("renew_months", term.renew_months.map(i64::from))
        .id("notice", term.notice)
        .code("state", term.state.code(), term.state == usual || term.state == TermState::Unknown)
        .0;
    (term.id.to_string(), fields)
}

fn read_term(id: TermId, reader: Reader<'_>) -> Term {
    let span = Span { start_on: reader.date("start_on"), last_day: reader.date("last_day") };
    Term {
        span,
        auto_renew: reader.bool("auto_renew").unwrap_or(false),
        renew_months: reader.int("renew_months").and_then(|n| n.try_into().ok()),
        notice: reader.parsed("notice"),
        state: TermState::from_code(reader.str("state")),
        ..Term::new(id)
    }
}

/// A purchase as an entry of its license.
pub(crate) fn purchase(line: &Purchase) -> (String, Fields) {
    let fields = Writer::default()
        .id("term_id", Some(line.term_id))
        .date("purchased_on", line.purchased_on)
        .money("amount", line.amount)
        .code("basis", line.basis.code(), false)
        .code("period", line.period.code(), line.period == BillingPeriod::Unknown)
        .money("renewal_amount", line.renewal_amount)
        .text("purchase_order", &line.purchase_order)
        .text("order_number", &line.order_number);
    // One value for count and unlimited alike, so that two edits at once cannot mix.
    let fields = match line.seats {
        Seats::Unstated => fields,
        Seats::Counted(n) => fields.int("seats", Some(i64::from(n))),
        Seats::Unlimited => fields.text("seats", UNLIMITED),
    };
    (line.id.to_string(), fields.0)
}

fn read_purchase(id: PurchaseId, reader: Reader<'_>) -> Option<Purchase> {
    let counted = reader.int("seats").and_then(|n| u32::try_from(n).ok());
    let seats = if reader.str("seats") == UNLIMITED {
        Seats::Unlimited
    } else {
        counted.map_or(Seats::Unstated, Seats::Counted)
    };
    Some(Purchase {
        id,
        term_id: reader.parsed("term_id")?,
        purchased_on: reader.date("purchased_on"),
        seats,
        amount: reader.money("amount"),
        basis: PriceBasis::from_code(reader.str("basis")),
        period: BillingPeriod::from_code(reader.str("period")),
        renewal_amount: reader.money("renewal_amount"),
        purchase_order: reader.text("purchase_order"),
        order_number: reader.text("order_number"),
    })
}

fn write_coverage(period: &Coverage) -> Tree {
    let writer = Writer::default()
        .code("kind", period.kind.code(), period.kind == CoverageKind::Unknown)
        .date("start_on", period.span.start_on)
        .date("last_day", period.span.last_day)
        .money("price", period.price);
    Tree::Map(writer.0)
}

fn read_coverage(id: CoverageId, reader: Reader<'_>) -> Coverage {
    Coverage {
        id,
        kind: CoverageKind::from_code(reader.str("kind")),
        span: Span { start_on: reader.date("start_on"), last_day: reader.date("last_day") },
        price: reader.money("price"),
    }
}

fn write_key(key: &KeyLabel) -> Tree {
    Tree::Map(Writer::default().text("label", &key.label).text("last4", &key.last4).0)
}

fn read_key(reader: Reader<'_>) -> KeyLabel {
    KeyLabel { label: reader.text("label"), last4: reader.text("last4") }
}
