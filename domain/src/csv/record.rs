//! What one row says of a license, as meant.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::cells::{self, End};
use super::custom;
use super::layout::Layout;
use super::meaning::Meaning;
use super::particulars;
use super::plan::Answers;
use super::report::{RowReader, within};
use super::style::Style;
use super::words;
use crate::currency::Currency;
use crate::date::Date;
use crate::draft::{LONGEST_LINE, LONGEST_NAME, LONGEST_NOTES};
use crate::id::{CustomFieldId, KeyId, LicenseId, PurchaseId, TermId};
use crate::license::{KeyLabel, License};
use crate::license_type::LicenseType;
use crate::lifecycle::Lifecycle;
use crate::money::{Money, parse_money};
use crate::particulars::Particulars;
use crate::problem::{Field, ProblemKind};
use crate::purchase::{BillingPeriod, PriceBasis, Purchase, Seats};
use crate::renewal::Notice;
use crate::term::{Span, Term};
use crate::workspace::Workspace;

/// A license as a row describes it. It holds product keys, so it can't be printed.
pub(crate) struct Record {
    pub(crate) name: String,
    pub(crate) vendor: String,
    pub(crate) supplier: String,
    pub(crate) owner: String,
    pub(crate) parent: String,
    pub(crate) license_type: LicenseType,
    pub(crate) type_inferred: bool,
    pub(crate) lifecycle: Lifecycle,
    pub(crate) keys: Vec<String>,
    pub(crate) span: Span,
    pub(crate) purchased_on: Option<Date>,
    pub(crate) seats: Seats,
    pub(crate) amount: Option<Money>,
    pub(crate) basis: PriceBasis,
    pub(crate) period: BillingPeriod,
    pub(crate) renewal_amount: Option<Money>,
    pub(crate) purchase_order: String,
    pub(crate) order_number: String,
    pub(crate) reassignable: bool,
    pub(crate) support_ends_on: Option<Date>,
    pub(crate) licensed_to_name: String,
    pub(crate) licensed_to_email: String,
    pub(crate) particulars: Particulars,
    pub(crate) auto_renew: bool,
    pub(crate) notice: Option<Notice>,
    pub(crate) renew_months: Option<u16>,
    pub(crate) notes: String,
    pub(crate) extra: BTreeMap<String, String>,
    pub(crate) custom: BTreeMap<CustomFieldId, String>,
}

impl Record {
    /// Reads a row whose name was found good.
    pub(crate) fn read(
        name: String,
        row: &mut RowReader<'_, '_>,
        answers: Answers,
        style: &Style,
        currency: Currency,
        workspace: &Workspace,
    ) -> Self {
        let (order, layout) = (style.dates.value(), row.layout());
        let purchased_on = row.read(Field::PurchaseDate, |text| cells::date(text, order));
        let end = row.end(order).unwrap_or_else(|kind| {
            row.problem(Field::ExpirationDate, kind);
            None
        });
        let (license_type, type_inferred) = read_type(row, end);
        let last_day = match end {
            Some(End::On(day)) => Some(day),
            Some(End::Never) | None => None,
        };
        let currency = read_currency(row, currency);
        Self {
            name,
            vendor: row.line(Field::Vendor, LONGEST_NAME),
            supplier: row.line(Field::Supplier, LONGEST_NAME),
            owner: row.line(Field::Owner, LONGEST_NAME),
            parent: row.line(Field::Parent, LONGEST_NAME),
            license_type,
            type_inferred,
            lifecycle: read_lifecycle(row),
            keys: read_keys(row),
            span: Span { start_on: read_start(row, style, purchased_on, last_day), last_day },
            purchased_on,
            seats: row
                .read(
                    Field::Seats,
                    if layout == Layout::Glpi { cells::glpi_seats } else { cells::seats },
                )
                .unwrap_or(Seats::Unstated),
            amount: read_money(row, Field::Cost, currency, style),
            // ServiceNow's column is a unit cost by its name.
            basis: if layout == Layout::ServiceNow {
                PriceBasis::PerSeat
            } else {
                answers.cost_basis
            },
            period: row
                .read(Field::BillingPeriod, |text| {
                    words::billing_period(text).ok_or(ProblemKind::NotAChoice)
                })
                .unwrap_or_default(),
            renewal_amount: read_money(row, Field::RenewalCost, currency, style),
            purchase_order: row.line(Field::PurchaseOrder, LONGEST_LINE),
            order_number: row.line(Field::OrderNumber, LONGEST_LINE),
            reassignable: particulars::yes_or_no(row, Field::Reassignable, true),
            support_ends_on: row.read(Field::SupportExpiration, |text| cells::date(text, order)),
            licensed_to_name: row.line(Field::LicensedToName, LONGEST_LINE),
            licensed_to_email: row.line(Field::LicensedToEmail, LONGEST_LINE),
            particulars: particulars::read(row, order),
            auto_renew: particulars::yes_or_no(row, Field::AutoRenew, false),
            notice: row
                .read(Field::Notice, |text| text.parse().map_err(|_| ProblemKind::NotANotice)),
            renew_months: row.read(Field::RenewMonths, particulars::months),
            notes: row.lines(Field::Notes, LONGEST_NOTES),
            extra: if answers.keep_unknown { read_extra(row) } else { BTreeMap::new() },
            custom: custom::read(row, workspace, style),
        }
    }

    /// The last characters of its first key, or empty.
    pub(crate) fn key_last4(&self) -> String {
        self.keys.first().map(|key| KeyLabel::of_key(key).last4).unwrap_or_default()
    }

    /// What it costs altogether.
    pub(crate) fn total(&self) -> Option<Money> {
        match (self.basis, self.seats, self.amount) {
            (PriceBasis::PerSeat, Seats::Counted(n), Some(amount)) => amount.checked_mul(n),
            (_, _, amount) => amount,
        }
    }

    /// The license, and its keys apart. Vendor, supplier, owner and parent are the caller's to find.
    pub(crate) fn into_license(
        self,
        at: DateTime<Utc>,
        fresh: &mut dyn FnMut() -> Uuid,
    ) -> (License, Vec<(LicenseId, KeyId, String)>) {
        let id = LicenseId(fresh());
        let term = Term {
            span: self.span,
            auto_renew: self.auto_renew,
            renew_months: self.renew_months,
            notice: self.notice,
            ..Term::new(TermId(fresh()))
        };
        let purchase = Purchase {
            id: PurchaseId(fresh()),
            term_id: term.id,
            purchased_on: self.purchased_on,
            seats: self.seats,
            amount: self.amount,
            basis: self.basis,
            period: self.period,
            renewal_amount: self.renewal_amount,
            purchase_order: self.purchase_order,
            order_number: self.order_number,
        };
        let keys: Vec<_> = self.keys.into_iter().map(|key| (id, KeyId(fresh()), key)).collect();
        let license = License {
            name: self.name,
            lifecycle: self.lifecycle,
            reassignable: self.reassignable,
            support_ends_on: self.support_ends_on,
            licensed_to_name: self.licensed_to_name,
            licensed_to_email: self.licensed_to_email,
            particulars: self.particulars,
            notes: self.notes,
            extra: self.extra,
            custom: self.custom,
            terms: BTreeMap::from([(term.id, term)]),
            purchases: BTreeMap::from([(purchase.id, purchase)]),
            keys: keys.iter().map(|(_, id, key)| (*id, KeyLabel::of_key(key))).collect(),
            ..License::new(id, self.license_type, at)
        };
        (license, keys)
    }
}

/// The stage as said, else what the computed status says of it.
fn read_lifecycle(row: &mut RowReader<'_, '_>) -> Lifecycle {
    let word =
        |text: &str, read: fn(&str) -> Option<Lifecycle>| read(text).ok_or(ProblemKind::NotAChoice);
    let stage = row.read(Field::Stage, |text| word(text, words::stage));
    stage
        .or_else(|| row.read(Field::Lifecycle, |text| word(text, words::lifecycle)))
        .unwrap_or_default()
}

fn read_type(row: &mut RowReader<'_, '_>, end: Option<End>) -> (LicenseType, bool) {
    let no_end_said = row.text(Field::ExpirationDate).is_empty();
    let layout = row.layout();
    let said = row.read(Field::Type, |text| match words::yes_or_no(text) {
        // Whether it is perpetual; if not, its dates say what it is.
        Some(is_perpetual) if layout == Layout::ITop => {
            Ok(is_perpetual.then_some(LicenseType::Perpetual))
        }
        _ => words::license_type(text).map(Some).ok_or(ProblemKind::NotAChoice),
    });
    if !row.has(Field::Type)
        && let Some((_, all)) = layout.goes_without_saying()
    {
        return (all, false);
    }
    if let Some(said) = said.flatten() {
        if said.needs_expiration() && no_end_said {
            row.problem(Field::Type, ProblemKind::MissingForType);
        }
        return (said, false);
    }
    // An end that was not understood is an end all the same.
    let is_endless = no_end_said || end == Some(End::Never);
    (if is_endless { LicenseType::Perpetual } else { LicenseType::Subscription }, true)
}

/// `None` when the file names a currency nobody knows: an amount of it would be a wrong one.
fn read_currency(row: &mut RowReader<'_, '_>, default: Currency) -> Option<Currency> {
    if row.text(Field::Currency).is_empty() {
        return Some(default);
    }
    row.read(Field::Currency, cells::currency)
}

fn read_money(
    row: &mut RowReader<'_, '_>,
    field: Field,
    currency: Option<Currency>,
    style: &Style,
) -> Option<Money> {
    let text = row.text(field);
    let names_one = text.chars().any(|c| c.is_alphabetic() || matches!(c, '$' | '€' | '£' | '¥'));
    let currency = currency.or(names_one.then_some(Currency::USD))?;
    row.read(field, |text| {
        // ServiceNow writes `EUR;200`.
        parse_money(&text.replace(';', " "), currency, style.decimals.value())
            .map_err(|bad| ProblemKind::NotAnAmount(bad.into()))
    })
}

/// The first day: as said, else the day it was bought if the file has no column for it.
fn read_start(
    row: &mut RowReader<'_, '_>,
    style: &Style,
    purchased_on: Option<Date>,
    last_day: Option<Date>,
) -> Option<Date> {
    let fits = |start: &Date| last_day.is_none_or(|last| *start <= last);
    if !row.has(Field::StartDate) {
        return purchased_on.filter(fits);
    }
    let start = row.read(Field::StartDate, |text| cells::date(text, style.dates.value()))?;
    if !fits(&start) {
        row.problem(Field::StartDate, ProblemKind::EndsBeforeStart);
        return None;
    }
    Some(start)
}

fn read_keys(row: &mut RowReader<'_, '_>) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    let found: Vec<_> = row.cells_of(Meaning::Field(Field::LicenseKey)).collect();
    // Several keys stand on lines of their own, as our exports write them; a certificate is one.
    let lines = found.into_iter().flat_map(|(column, text)| {
        let is_one = text.contains("-----");
        let separator = if is_one { '\u{0}' } else { '\n' };
        text.split(separator)
            .map(str::trim)
            .filter(|key| !key.is_empty())
            .map(move |key| (column, key))
    });
    for (column, text) in lines.collect::<Vec<_>>() {
        if cells::hides_a_key(text) || keys.iter().any(|key| key == text) {
            continue;
        }
        match within(text.to_owned(), LONGEST_NOTES) {
            Ok(key) => keys.push(key),
            Err(kind) => row.problem_at(column, kind),
        }
    }
    keys
}

fn read_extra(row: &mut RowReader<'_, '_>) -> BTreeMap<String, String> {
    let mut extra = BTreeMap::new();
    let found: Vec<_> = row.cells_of(Meaning::Unknown).collect();
    for (column, text) in found {
        match within(text.to_owned(), LONGEST_NOTES) {
            Ok(text) => drop(extra.insert(row.heading(column).to_owned(), text)),
            Err(kind) => row.problem_at(column, kind),
        }
    }
    extra
}
