//! A license as a line of the list: small, flat, and all that search, sort and filters need.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::id::{CustomFieldId, LicenseId};
use crate::license::License;
use crate::license_type::LicenseType;
use crate::lifecycle::Lifecycle;
use crate::money::Money;
use crate::particulars::Particulars;
use crate::purchase::Seats;
use crate::status::{Status, days_left, status};
use crate::term::{Span, TermState, current};
use crate::workspace::Workspace;

/// One line of the licenses list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LicenseRow {
    /// Which license.
    pub id: LicenseId,
    /// Its name.
    pub name: String,
    /// Its vendor's name, or empty.
    pub vendor: String,
    /// Its owner's name, or empty.
    pub owner: String,
    /// Its type.
    pub license_type: LicenseType,
    /// Where it stands by decision.
    pub lifecycle: Lifecycle,
    /// The last day before it was ended early.
    #[serde(with = "crate::date::maybe_day")]
    pub terminated_on: Option<Date>,
    /// Free words to find it by.
    pub tags: Vec<String>,
    /// Values of the organisation's own fields.
    pub custom: Vec<(CustomFieldId, String)>,
    /// The days of each term, with what was bought for it.
    pub terms: Vec<RowTerm>,
    /// Seats in hands.
    pub used: u32,
    /// What search looks through, in lower case.
    pub haystack: String,
}

/// One term of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowTerm {
    /// Its days.
    pub span: Span,
    /// Seats bought for it.
    pub seats: Seats,
    /// What they cost.
    pub cost: Option<Money>,
    /// When they were bought, the last time.
    #[serde(with = "crate::date::maybe_day")]
    pub purchased_on: Option<Date>,
    /// Whether it is taken to have begun by itself, to be confirmed.
    pub is_assumed: bool,
}

impl LicenseRow {
    /// The row of `license`, of which `used` seats are in hands.
    pub fn of(license: &License, workspace: &Workspace, used: u32) -> Self {
        let vendor = workspace.vendor_name(license.vendor_id);
        let owner = workspace.user_name(license.owner_id);
        let mut searched = vec![license.name.as_str(), vendor, owner];
        searched.push(workspace.vendor_name(license.supplier_id));
        for line in license.purchases.values() {
            searched.extend([line.purchase_order.as_str(), line.order_number.as_str()]);
        }
        searched.extend([license.licensed_to_name.as_str(), license.licensed_to_email.as_str()]);
        searched.extend(license.extra.values().map(String::as_str));
        searched.extend(license.custom.values().map(String::as_str));
        let Particulars { version_bought, version_used, edition, .. } = &license.particulars;
        let Particulars { department, cost_centre, location, contacts, .. } = &license.particulars;
        searched.extend([version_bought, version_used, edition, department].map(String::as_str));
        searched.extend([cost_centre, location, contacts].map(String::as_str));
        searched.extend(license.particulars.tags.iter().map(String::as_str));
        searched.extend(license.particulars.products.iter().map(String::as_str));
        searched.retain(|text| !text.is_empty());
        Self {
            id: license.id,
            name: license.name.clone(),
            vendor: vendor.to_owned(),
            owner: owner.to_owned(),
            license_type: license.license_type,
            lifecycle: license.lifecycle,
            terminated_on: license.particulars.terminated_on,
            tags: license.particulars.tags.iter().cloned().collect(),
            custom: license.custom.iter().map(|(id, text)| (*id, text.clone())).collect(),
            terms: license
                .terms
                .values()
                .map(|term| RowTerm {
                    span: term.span,
                    seats: license.seats_of(term.id),
                    cost: license.cost_of(term.id),
                    is_assumed: term.state == TermState::Assumed,
                    purchased_on: license.lines_of(term.id).filter_map(|l| l.purchased_on).max(),
                })
                .collect(),
            used,
            haystack: searched.join("\n").to_lowercase(),
        }
    }

    /// The rows of all licenses that are not deleted.
    pub fn all(workspace: &Workspace) -> Vec<Self> {
        let used: BTreeMap<_, _> = workspace.used_seats();
        workspace
            .present_licenses()
            .map(|l| Self::of(l, workspace, used.get(&l.id).copied().unwrap_or(0)))
            .collect()
    }

    /// The value of a field of the organisation's own.
    pub fn custom(&self, id: CustomFieldId) -> Option<&str> {
        self.custom.iter().find(|(field, _)| *field == id).map(|(_, value)| value.as_str())
    }

    /// The status on `today`.
    pub fn status(&self, today: Date, expiring_days: u16) -> Status {
        let lifecycle = self.lifecycle.on(self.terminated_on, today);
        match self.terms.as_slice() {
            [only] => status(lifecycle, &[only.span], today, expiring_days),
            many => {
                let spans: Vec<Span> = many.iter().map(|term| term.span).collect();
                status(lifecycle, &spans, today, expiring_days)
            }
        }
    }

    /// The term that counts on `today`.
    pub fn current_term(&self, today: Date) -> Option<&RowTerm> {
        if let [only] = self.terms.as_slice() {
            return Some(only);
        }
        let span = current(self.terms.iter().map(|term| term.span), today)?;
        self.terms.iter().find(|term| term.span == span)
    }

    /// The last valid day of the current term; `None` when it never ends.
    pub fn expires_on(&self, today: Date) -> Option<Date> {
        self.current_term(today).and_then(|term| term.span.last_day)
    }

    /// Days until then; negative when past.
    pub fn days_left(&self, today: Date) -> Option<i64> {
        self.current_term(today).and_then(|term| days_left(term.span, today))
    }

    /// Seats of the current term.
    pub fn seats(&self, today: Date) -> Seats {
        self.current_term(today).map_or(Seats::Unstated, |term| term.seats)
    }

    /// Cost of the current term.
    pub fn cost(&self, today: Date) -> Option<Money> {
        self.current_term(today).and_then(|term| term.cost)
    }
}
