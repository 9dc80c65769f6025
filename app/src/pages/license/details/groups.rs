//! What the Details tab lists, in its order: the right, its terms with what was paid, the rest.

use std::cmp::Reverse;

use domain::custom_field::{CustomField, FieldKind};
use domain::date::Date;
use domain::id::{LicenseId, PurchaseId, TermId};
use domain::license::License;
use domain::lifecycle::Lifecycle;
use domain::particulars::{OverUse, Particulars, is_web_link, products_text, tags_text};
use domain::problem::Field;
use domain::purchase::{Purchase, Seats};
use domain::renewal::{cancel_by, seam};
use domain::term::{Term, TermState};
use replica::protocol::LicenseDetail;

use crate::platform::intl;
use crate::text;

/// Definitions that belong together.
pub(super) struct Group {
    /// Above them, where it is needed to tell groups apart.
    pub(super) title: Option<String>,
    /// The definitions.
    pub(super) rows: Vec<Row>,
    /// The term and the purchase it is about.
    pub(super) of: Option<(TermId, Option<PurchaseId>)>,
}

/// A label and its value.
pub(super) struct Row {
    pub(super) label: String,
    pub(super) value: String,
    /// Whether it takes the whole width.
    pub(super) is_long: bool,
    /// Whether it is an address to follow.
    pub(super) is_link: bool,
    /// Licenses to go to, in place of a value.
    pub(super) licenses: Vec<(LicenseId, String)>,
}

impl Row {
    fn new(label: &str, value: String) -> Self {
        let label = label.to_owned();
        Self { label, value, is_long: false, is_link: false, licenses: Vec::new() }
    }

    fn to_licenses(label: &str, licenses: Vec<(LicenseId, String)>) -> Self {
        Self { licenses, ..Self::new(label, String::new()) }
    }
}

/// Everything that is set.
pub(super) fn groups(detail: &LicenseDetail, own: &[CustomField]) -> Vec<Group> {
    let mut groups = vec![Group { title: None, rows: general(detail), of: None }];
    groups.extend(terms(&detail.license));
    let title = Some("Custom fields".to_owned());
    groups.push(Group { title, rows: custom(&detail.license, own), of: None });
    groups.push(Group { title: None, rows: rest(&detail.license), of: None });
    groups.retain(|group| !group.rows.is_empty() || group.of.is_some());
    groups
}

#[derive(Default)]
struct Rows(Vec<Row>);

impl Rows {
    fn add(&mut self, field: Field, value: impl Into<String>) {
        let value = value.into();
        if !value.is_empty() {
            let label = text::field::label(field);
            let is_long = field == Field::Notes;
            // Checked here as well: a document may come from anywhere.
            let is_link = field == Field::PortalLink && is_web_link(&value);
            self.0.push(Row { is_long, is_link, ..Row::new(label, value) });
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
    if let Some(parent) = &detail.parent {
        let label = text::field::label(Field::Parent);
        rows.0.push(Row::to_licenses(label, vec![parent.clone()]));
    }
    if !detail.parts.is_empty() {
        rows.0.push(Row::to_licenses("Includes", detail.parts.clone()));
    }
    if license.lifecycle != Lifecycle::InService {
        rows.add(Field::Stage, text::license::lifecycle(license.lifecycle));
    }
    rows.add(Field::Reassignable, if license.reassignable { "Yes" } else { "No" });
    add_particulars(&mut rows, &license.particulars);
    rows.add_date(Field::SupportExpiration, license.support_ends_on);
    rows.add(Field::LicensedToName, license.licensed_to_name.as_str());
    rows.add(Field::LicensedToEmail, license.licensed_to_email.as_str());
    rows.0
}

fn add_particulars(rows: &mut Rows, more: &Particulars) {
    rows.add(Field::Metric, text::license::metric(more.metric));
    if more.over_use != OverUse::Warn {
        rows.add(Field::OverUse, text::license::over_use(more.over_use));
    }
    rows.add(Field::MinFree, more.min_free.map(|n| intl::count(u64::from(n))).unwrap_or_default());
    rows.add(Field::Products, products_text(&more.products));
    rows.add(Field::Downgrades, products_text(&more.downgrades));
    rows.add(Field::VersionBought, more.version_bought.as_str());
    rows.add(Field::VersionUsed, more.version_used.as_str());
    rows.add(Field::Edition, more.edition.as_str());
    rows.add(Field::Department, more.department.as_str());
    rows.add(Field::CostCentre, more.cost_centre.as_str());
    rows.add(Field::Location, more.location.as_str());
    rows.add(Field::Contacts, more.contacts.as_str());
    rows.add(Field::PortalLink, more.portal_link.as_str());
    rows.add(Field::Tags, tags_text(&more.tags));
    rows.add_date(Field::TerminatedOn, more.terminated_on);
}

/// What the organisation's own fields say, those out of use left out.
fn custom(license: &License, own: &[CustomField]) -> Vec<Row> {
    let row = |field: &CustomField| {
        let value = license.custom.get(&field.id)?;
        let shown = text::license::custom_value(field.kind, value);
        let is_link = field.kind == FieldKind::Link && is_web_link(value);
        Some(Row { is_link, ..Row::new(&field.name, shown) })
    };
    own.iter().filter_map(row).collect()
}

fn rest(license: &License) -> Vec<Row> {
    let mut rows = Rows::default();
    rows.add(Field::Notes, license.notes.as_str());
    let extra = license.extra.iter().filter(|(_, value)| !value.is_empty());
    rows.0.extend(extra.map(|(heading, value)| Row::new(heading, value.clone())));
    rows.0
}

/// A group for each purchase, and for each term without one; the latest term first.
fn terms(license: &License) -> Vec<Group> {
    let mut terms: Vec<&Term> = license.terms.values().collect();
    terms.sort_by_key(|term| Reverse((term.span.start_on, term.span.last_day)));
    let mut groups = Vec::new();
    let earlier = terms.iter().skip(1).map(|term| Some(term.span)).chain([None]);
    for (term, earlier) in terms.iter().zip(earlier) {
        let title = Some(text::history::period(term.span));
        let mut lines = license.lines_of(term.id).peekable();
        let group = |line: Option<&Purchase>| Group {
            title: title.clone(),
            rows: paid(term, line),
            of: Some((term.id, line.map(|line| line.id))),
        };
        if lines.peek().is_none() {
            groups.push(group(None));
        }
        groups.extend(lines.map(|line| group(Some(line))));
        let seam = earlier.and_then(|earlier| seam(earlier, term.span));
        if let (Some(seam), Some(group)) = (seam, groups.last_mut()) {
            let (label, value) = text::license::seam(seam, "term");
            group.rows.push(Row::new(label, value));
        }
    }
    groups
}

fn paid(term: &Term, line: Option<&Purchase>) -> Vec<Row> {
    let mut rows = Rows::default();
    rows.add_date(Field::PurchaseDate, line.and_then(|line| line.purchased_on));
    rows.add_date(Field::StartDate, term.span.start_on);
    rows.add_date(Field::ExpirationDate, term.span.last_day);
    if term.state != TermState::Confirmed {
        rows.0.push(Row::new("Term", text::license::term_state(term.state).to_owned()));
    }
    if term.auto_renew {
        rows.add(Field::AutoRenew, "Yes");
        rows.add(Field::Notice, term.notice.map(|notice| notice.to_string()).unwrap_or_default());
        rows.0.extend(
            cancel_by(term)
                .map(|day| Row::new("Cancel by", format!("{} (calendar days)", intl::date(day)))),
        );
    }
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
