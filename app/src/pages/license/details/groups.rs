//! What the Details tab lists, in its order: the right, its terms with what was paid, the rest.

use std::cmp::Reverse;

use domain::date::Date;
use domain::license::License;
use domain::problem::Field;
use domain::purchase::{Purchase, Seats};
use domain::term::{Span, Term};
use replica::protocol::LicenseDetail;

use crate::platform::intl;
use crate::text;

/// Definitions that belong together.
pub(super) struct Group {
    /// Above them, where it is needed to tell groups apart.
    pub(super) title: Option<String>,
    /// The definitions.
    pub(super) rows: Vec<Row>,
}

/// A label and its value.
pub(super) struct Row {
    pub(super) label: String,
    pub(super) value: String,
    /// Whether it takes the whole width.
    pub(super) is_long: bool,
}

/// Everything that is set.
pub(super) fn groups(detail: &LicenseDetail) -> Vec<Group> {
    let mut groups = vec![Group { title: None, rows: general(detail) }];
    groups.extend(terms(&detail.license));
    groups.push(Group { title: None, rows: rest(&detail.license) });
    groups.retain(|group| !group.rows.is_empty());
    groups
}

#[derive(Default)]
struct Rows(Vec<Row>);

impl Rows {
    fn add(&mut self, field: Field, value: impl Into<String>) {
        let value = value.into();
        if !value.is_empty() {
            let label = text::field::label(field).to_owned();
            self.0.push(Row { label, value, is_long: field == Field::Notes });
        }
    }

    fn add_date(&mut self, field: Field, day: Option<Date>) {
        self.add(field, day.map(intl::date).unwrap_or_default());
    }
}

fn general(detail: &LicenseDetail) -> Vec<Row> {
    let license = &detail.license;
    let mut rows = Rows::default();
    rows.add(Field::Vendor, detail.vendor.as_str());
    rows.add(Field::Supplier, detail.supplier.as_str());
    rows.add(Field::Owner, detail.owner.as_str());
    rows.add(Field::Type, text::license::license_type(license.license_type));
    rows.add(Field::Reassignable, if license.reassignable { "Yes" } else { "No" });
    rows.add_date(Field::SupportExpiration, license.support_ends_on);
    rows.add(Field::LicensedToName, license.licensed_to_name.as_str());
    rows.add(Field::LicensedToEmail, license.licensed_to_email.as_str());
    rows.0
}

fn rest(license: &License) -> Vec<Row> {
    let mut rows = Rows::default();
    rows.add(Field::Notes, license.notes.as_str());
    let extra = license.extra.iter().filter(|(_, value)| !value.is_empty());
    rows.0.extend(extra.map(|(heading, value)| Row {
        label: heading.clone(),
        value: value.clone(),
        is_long: false,
    }));
    rows.0
}

/// A group for each purchase, and for each term without one; the latest term first.
fn terms(license: &License) -> Vec<Group> {
    let mut terms: Vec<&Term> = license.terms.values().collect();
    terms.sort_by_key(|term| Reverse((term.span.start_on, term.span.last_day)));
    let mut groups = Vec::new();
    for term in terms {
        let title = Some(period(term.span));
        let mut lines = license.lines_of(term.id).peekable();
        if lines.peek().is_none() {
            groups.push(Group { title: title.clone(), rows: paid(term.span, None) });
        }
        groups.extend(
            lines.map(|line| Group { title: title.clone(), rows: paid(term.span, Some(line)) }),
        );
    }
    if let [only] = groups.as_mut_slice() {
        only.title = None;
    }
    groups
}

fn paid(span: Span, line: Option<&Purchase>) -> Vec<Row> {
    let mut rows = Rows::default();
    rows.add_date(Field::PurchaseDate, line.and_then(|line| line.purchased_on));
    rows.add_date(Field::StartDate, span.start_on);
    rows.add_date(Field::ExpirationDate, span.last_day);
    let Some(line) = line else { return rows.0 };
    if line.seats != Seats::Unstated {
        rows.add(Field::Seats, text::license::seats(line.seats));
    }
    if let Some(amount) = line.amount {
        let basis = text::license::price_basis(line.basis);
        rows.add(Field::Cost, format!("{} {basis}", intl::money(amount)));
        rows.add(Field::BillingPeriod, text::license::billing_period(line.period));
    }
    rows.add(Field::RenewalCost, line.renewal_amount.map(intl::money).unwrap_or_default());
    rows.add(Field::PurchaseOrder, line.purchase_order.as_str());
    rows.add(Field::OrderNumber, line.order_number.as_str());
    rows.0
}

fn period(span: Span) -> String {
    match (span.start_on, span.last_day) {
        (Some(start), Some(last)) => format!("{} to {}", intl::date(start), intl::date(last)),
        (Some(start), None) => format!("From {}", intl::date(start)),
        (None, Some(last)) => format!("Until {}", intl::date(last)),
        (None, None) => "Without dates".to_owned(),
    }
}
