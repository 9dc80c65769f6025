//! Licenses as a file that spreadsheets open safely and [`super::read`] understands again.
//!
//! Product keys stay out: they are sealed.

use std::collections::{BTreeMap, BTreeSet};

use super::layout::{self, TEMPLATE};
use super::machines::word_for;
use super::records::{Kind, Records, kind_of, kind_of_field, push_record, seats_text};
use super::unreadable::MOST_COLUMNS;
use super::words;
use crate::assignment::Holder;
use crate::custom_field::CustomField;
use crate::date::Date;
use crate::id::LicenseId;
use crate::license::License;
use crate::money::Money;
use crate::particulars::{products_text, tags_text};
use crate::purchase::Seats;
use crate::workspace::Workspace;

/// What stands before the name of one of the organisation's own fields where the name alone means
/// something else.
pub(crate) const CUSTOM: &str = "Custom: ";

/// An empty file to fill in: the headings alone.
pub fn template() -> String {
    let mut text = String::new();
    push_record(&mut text, TEMPLATE);
    text
}

/// Any table as a file that spreadsheets open safely.
pub fn write_table<const N: usize>(
    headings: &[&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> Vec<u8> {
    let mut text = "\u{feff}".to_owned();
    push_record(&mut text, headings);
    for row in rows {
        push_record(&mut text, &row);
    }
    text.into_bytes()
}

/// The licenses `ids` as [`Records::all`], in a file that spreadsheets open safely.
pub fn write_licenses(
    workspace: &Workspace,
    ids: &[LicenseId],
    today: Date,
    expiring_days: u16,
) -> Vec<u8> {
    Records::all(workspace, ids, today, expiring_days).to_csv()
}

impl Records {
    /// All there is to say about the licenses `ids`: one row each and another one for each further
    /// person or machine that holds a seat. Columns a license came with from elsewhere follow our own.
    pub fn all(workspace: &Workspace, ids: &[LicenseId], today: Date, expiring_days: u16) -> Self {
        Self::all_with_keys(workspace, ids, today, expiring_days, &BTreeMap::new())
    }

    /// Like [`Self::all`], with these product keys in plain text: only what a person asked for.
    pub fn all_with_keys(
        workspace: &Workspace,
        ids: &[LicenseId],
        today: Date,
        expiring_days: u16,
        keys: &BTreeMap<LicenseId, String>,
    ) -> Self {
        let licenses: Vec<&License> =
            ids.iter().filter_map(|id| workspace.licenses.get(id)).collect();
        let extra = extra_headings(&licenses);
        let custom = custom_columns(workspace, &extra);
        let holders = holders(workspace, ids);
        let own = TEMPLATE.iter().map(|heading| ((*heading).to_owned(), kind_of(heading)));
        let theirs = extra.iter().map(|heading| ((*heading).to_owned(), Kind::Text));
        let ours =
            custom.iter().map(|(heading, field)| (heading.clone(), kind_of_field(field.kind)));
        let headings = own.chain(ours).chain(theirs).collect();
        let row = |cells: &Cells, more: Vec<&str>| {
            cells.in_order().into_iter().chain(more).map(str::to_owned).collect::<Vec<String>>()
        };
        let mut rows = Vec::with_capacity(licenses.len());
        for license in licenses {
            let mut cells = Cells::of(license, workspace, today, expiring_days);
            if let Some(keys) = keys.get(&license.id) {
                cells.0.insert("License key", keys.clone());
            }
            let mut holders = holders.get(&license.id).into_iter().flatten();
            cells.assign(workspace, holders.next().copied());
            let ours = custom.iter().map(|(_, field)| license.custom.get(&field.id));
            let values = extra.iter().map(|heading| license.extra.get(*heading));
            let values = ours.chain(values).map(|value| value.map_or("", String::as_str)).collect();
            rows.push(row(&cells, values));
            for holder in holders {
                let mut cells = cells.identity();
                cells.assign(workspace, Some(holder));
                rows.push(row(&cells, vec![""; custom.len() + extra.len()]));
            }
        }
        Self { headings, rows }
    }
}

/// The organisation's own fields in use, each with its heading: its name, unless a file would take
/// that for something else.
fn custom_columns<'a>(
    workspace: &'a Workspace,
    extra: &BTreeSet<&str>,
) -> Vec<(String, &'a CustomField)> {
    let mut fields: Vec<&CustomField> =
        workspace.custom_fields.values().filter(|field| !field.is_retired).collect();
    fields.sort_by_cached_key(|field| field.name.to_lowercase());
    let heading = |field: &CustomField| {
        let is_taken = layout::is_known(&field.name) || extra.contains(&field.name.as_str());
        if is_taken { format!("{CUSTOM}{}", field.name) } else { field.name.clone() }
    };
    fields.into_iter().map(|field| (heading(field), field)).collect()
}

/// The cells of one row by their heading; a heading without a cell stays empty.
pub(crate) struct Cells(BTreeMap<&'static str, String>);

impl Cells {
    pub(crate) fn of(
        license: &License,
        workspace: &Workspace,
        today: Date,
        expiring_days: u16,
    ) -> Self {
        let term = license.current_term(today);
        let line = term.and_then(|term| license.lines_of(term.id).next());
        let status = license.status(today, expiring_days);
        let more = &license.particulars;
        let cost = term.and_then(|term| license.cost_of(term.id));
        let renewal = line.and_then(|line| line.renewal_amount);
        let currency = cost.or(renewal).map(|money| money.currency);
        let amount = |money: Option<Money>| match money {
            // The column names one currency; an amount of another one names its own.
            Some(money) if Some(money.currency) != currency => {
                format!("{} {}", money.to_plain(), money.currency)
            }
            Some(money) => money.to_plain(),
            None => String::new(),
        };
        let date = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
        Self(BTreeMap::from([
            ("Name", license.name.clone()),
            ("Vendor", workspace.vendor_name(license.vendor_id).to_owned()),
            ("Type", words::type_word(license.license_type).to_owned()),
            ("Purchase date", date(line.and_then(|line| line.purchased_on))),
            ("Start date", date(term.and_then(|term| term.span.start_on))),
            ("Expiration date", date(term.and_then(|term| term.span.last_day))),
            ("Seats", seats_text(term.map_or(Seats::Unstated, |term| license.seats_of(term.id)))),
            ("Cost", amount(cost)),
            ("Currency", currency.map(|code| code.to_string()).unwrap_or_default()),
            ("Billing period", line.map_or("", |line| words::period_word(line.period)).to_owned()),
            ("Renewal cost", amount(renewal)),
            ("Purchase order", line.map(|line| line.purchase_order.clone()).unwrap_or_default()),
            ("Order number", line.map(|line| line.order_number.clone()).unwrap_or_default()),
            ("Support expiration", date(license.support_ends_on())),
            ("Owner", workspace.user_name(license.owner_id).to_owned()),
            ("Status", words::status_word(status, license.lifecycle).to_owned()),
            ("Supplier", workspace.vendor_name(license.supplier_id).to_owned()),
            ("Reassignable", yes_no(license.reassignable)),
            ("Licensed to name", license.licensed_to_name.clone()),
            ("Licensed to email", license.licensed_to_email.clone()),
            ("Notes", license.notes.clone()),
            ("ID", license.id.to_string()),
            ("Lifecycle", words::lifecycle_word(license.lifecycle).to_owned()),
            ("Metric", words::metric_word(more.metric).to_owned()),
            ("Over-use", words::over_use_word(more.over_use).to_owned()),
            ("One per holder", yes_no(more.once_per_holder)),
            ("Minimum free", more.min_free.map(|n| n.to_string()).unwrap_or_default()),
            ("Products", products_text(&more.products)),
            ("Older products", products_text(&more.downgrades)),
            ("Parent license", workspace.license_name(license.parent_id).to_owned()),
            ("Version", more.version_bought.clone()),
            ("Version in use", more.version_used.clone()),
            ("Edition", more.edition.clone()),
            ("Department", more.department.clone()),
            ("Cost centre", more.cost_centre.clone()),
            ("Location", more.location.clone()),
            ("Contacts", more.contacts.clone()),
            ("Portal link", more.portal_link.clone()),
            ("Tags", tags_text(&more.tags)),
            ("Termination date", date(more.terminated_on)),
            ("Auto-renew", yes_no(term.is_some_and(|term| term.auto_renew))),
            ("Notice", term.and_then(|t| t.notice).map(|n| n.to_string()).unwrap_or_default()),
            (
                "Renewal months",
                term.and_then(|t| t.renew_months).map(|n| n.to_string()).unwrap_or_default(),
            ),
        ]))
    }

    /// What stands under one of our headings.
    pub(crate) fn under(&self, heading: &str) -> &str {
        self.0.get(heading).map_or("", String::as_str)
    }

    fn assign(&mut self, workspace: &Workspace, holder: Option<&Holder>) {
        let (mut name, mut email, mut asset) = ("", "", "");
        match holder {
            Some(Holder::User(id)) => {
                let user = workspace.users.get(id);
                (name, email) = user.map_or(("", ""), |user| (&user.name, &user.email));
            }
            Some(Holder::Asset(id)) => asset = workspace.assets.get(id).map_or("", word_for),
            Some(Holder::Department(_) | Holder::Location(_) | Holder::Other(_)) | None => {}
        }
        self.0.insert("Assigned to name", name.to_owned());
        self.0.insert("Assigned to email", email.to_owned());
        self.0.insert("Assigned to asset", asset.to_owned());
    }

    /// What tells the license apart, without numbers that a sum would count twice.
    fn identity(&self) -> Self {
        let identity = ["Name", "Vendor", "Expiration date", "ID"];
        Self(
            self.0
                .iter()
                .filter(|(h, _)| identity.contains(h))
                .map(|(h, c)| (*h, c.clone()))
                .collect(),
        )
    }

    fn in_order(&self) -> [&str; TEMPLATE.len()] {
        TEMPLATE.map(|heading| self.0.get(heading).map_or("", String::as_str))
    }
}

fn yes_no(truth: bool) -> String {
    if truth { "Yes" } else { "No" }.to_owned()
}

/// The people and machines that hold seats of each license, in the order of their assignments.
fn holders<'a>(
    workspace: &'a Workspace,
    ids: &[LicenseId],
) -> BTreeMap<LicenseId, Vec<&'a Holder>> {
    let wanted: BTreeSet<&LicenseId> = ids.iter().collect();
    let mut holders: BTreeMap<LicenseId, Vec<&Holder>> = BTreeMap::new();
    for seat in workspace.assignments.values().filter(|seat| seat.is_active()) {
        let is_named = match &seat.holder {
            Holder::User(id) => workspace.users.contains_key(id),
            Holder::Asset(id) => {
                workspace.assets.get(id).is_some_and(|asset| !word_for(asset).is_empty())
            }
            Holder::Department(_) | Holder::Location(_) | Holder::Other(_) => false,
        };
        if is_named && wanted.contains(&seat.license_id) {
            holders.entry(seat.license_id).or_default().push(&seat.holder);
        }
    }
    holders
}

/// Headings from elsewhere that could not be mistaken for one of ours.
fn extra_headings<'a>(licenses: &[&'a License]) -> BTreeSet<&'a str> {
    let headings = licenses.iter().flat_map(|license| license.extra.keys());
    let unknown = headings.map(String::as_str).filter(|heading| !layout::is_known(heading));
    let unknown: BTreeSet<&str> = unknown.collect();
    unknown.into_iter().take(MOST_COLUMNS - TEMPLATE.len()).collect()
}
