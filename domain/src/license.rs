//! The license: a right to use software, with its terms, purchases and key labels.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::coverage::Coverage;
use crate::date::Date;
use crate::id::{
    CoverageId, CustomFieldId, KeyId, LicenseId, PurchaseId, TermId, UserId, VendorId,
};
use crate::license_type::LicenseType;
use crate::lifecycle::Lifecycle;
use crate::money::Money;
use crate::particulars::Particulars;
use crate::purchase::{Purchase, Seats};
use crate::status::{Status, status_of_terms};
use crate::term::{Term, current_of};

/// A right to use software.
///
/// Seats and status are never stored: they are computed from purchases, assignments and dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct License {
    /// Identity.
    pub id: LicenseId,
    /// What it is called.
    pub name: String,
    /// What kind of right it is.
    pub license_type: LicenseType,
    /// Where it stands by decision.
    pub lifecycle: Lifecycle,
    /// Who makes the software.
    pub vendor_id: Option<VendorId>,
    /// Who sold it.
    pub supplier_id: Option<VendorId>,
    /// Who answers for it.
    pub owner_id: Option<UserId>,
    /// The license it is a part of, such as that of a suite.
    pub parent_id: Option<LicenseId>,
    /// Whether a released seat may go to somebody else.
    pub reassignable: bool,
    /// Last day of support or maintenance, beside a right that may last longer.
    #[serde(with = "crate::date::maybe_day")]
    pub support_ends_on: Option<Date>,
    /// Who it is made out to.
    pub licensed_to_name: String,
    /// The address it is made out to.
    pub licensed_to_email: String,
    /// What only some licenses need to have said about them.
    pub particulars: Particulars,
    /// Free text.
    pub notes: String,
    /// What a file said that has no field here, by the file's own heading.
    pub extra: BTreeMap<String, String>,
    /// Values of the organisation's own fields, canonical text (see [`crate::custom_field`]).
    pub custom: BTreeMap<CustomFieldId, String>,
    /// Its periods, at least one.
    pub terms: BTreeMap<TermId, Term>,
    /// What was bought.
    pub purchases: BTreeMap<PurchaseId, Purchase>,
    /// Support and maintenance, period by period.
    pub coverages: BTreeMap<CoverageId, Coverage>,
    /// Its product keys, as far as anybody may read them.
    pub keys: BTreeMap<KeyId, KeyLabel>,
    /// When it was recorded.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub created_at: DateTime<Utc>,
    /// When it was deleted; a deleted license can be restored.
    #[serde(with = "chrono::serde::ts_milliseconds_option")]
    pub deleted_at: Option<DateTime<Utc>>,
}

/// The readable part of a product key. The key itself is sealed in the vault.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct KeyLabel {
    /// What the key is for, or empty.
    pub label: String,
    /// The last four characters; empty for keys too short to show any of.
    pub last4: String,
}

impl KeyLabel {
    /// Keys up to this many characters show nothing: four of eight would give too much away.
    const SHOWS_NOTHING_UP_TO: usize = 8;

    /// The label of `key`.
    pub fn of_key(key: &str) -> Self {
        let visible: Vec<char> = key.chars().filter(|c| c.is_alphanumeric()).collect();
        let last4 = if visible.len() > Self::SHOWS_NOTHING_UP_TO {
            visible.iter().skip(visible.len() - 4).collect()
        } else {
            String::new()
        };
        Self { label: String::new(), last4 }
    }

    /// Where it stands in a list: by its label, and by the number at the end of that, so that the
    /// tenth of a series does not follow the first.
    pub fn place(&self) -> (String, u64) {
        let words = self.label.trim_end_matches(|c: char| c.is_ascii_digit());
        let number = self.label.get(words.len()..).and_then(|digits| digits.parse().ok());
        (words.to_lowercase(), number.unwrap_or(0))
    }
}

impl License {
    /// A license of which nothing is known but its type.
    pub fn new(id: LicenseId, license_type: LicenseType, created_at: DateTime<Utc>) -> Self {
        Self {
            id,
            name: String::new(),
            license_type,
            lifecycle: Lifecycle::InService,
            vendor_id: None,
            supplier_id: None,
            owner_id: None,
            parent_id: None,
            reassignable: true,
            support_ends_on: None,
            licensed_to_name: String::new(),
            licensed_to_email: String::new(),
            particulars: Particulars::default(),
            notes: String::new(),
            extra: BTreeMap::new(),
            custom: BTreeMap::new(),
            terms: BTreeMap::new(),
            purchases: BTreeMap::new(),
            coverages: BTreeMap::new(),
            keys: BTreeMap::new(),
            created_at,
            deleted_at: None,
        }
    }

    /// The status on `today`.
    pub fn status(&self, today: Date, expiring_days: u16) -> Status {
        let lifecycle = self.lifecycle.on(self.particulars.terminated_on, today);
        let terms = self.terms.values().map(|term| (term.span, term.state));
        status_of_terms(lifecycle, terms, today, expiring_days)
    }

    /// The term that counts on `today`.
    pub fn current_term(&self, today: Date) -> Option<&Term> {
        current_of(self.terms.values(), |term| (term.span, term.state), today)
    }

    /// The last day of support or maintenance: of its periods, or as it was said of the license.
    pub fn support_ends_on(&self) -> Option<Date> {
        let periods = self.coverages.values().map(|coverage| coverage.span.last_day);
        periods.chain([self.support_ends_on]).max().flatten()
    }

    /// Seats of the lines that pay for `term`.
    pub fn seats_of(&self, term: TermId) -> Seats {
        self.unsorted_lines(term).map(|line| line.seats).fold(Seats::Unstated, Seats::plus)
    }

    /// What the lines of `term` cost together; `None` without a price or across currencies.
    pub fn cost_of(&self, term: TermId) -> Option<Money> {
        let mut totals = self.unsorted_lines(term).filter_map(Purchase::total);
        let first = totals.next()?;
        totals.try_fold(first, Money::checked_add)
    }

    /// The lines that pay for `term`, in the order in which they were bought; what nobody knows the
    /// day of was there first.
    pub fn lines_of(&self, term: TermId) -> impl Iterator<Item = &Purchase> {
        let mut lines: Vec<&Purchase> = self.unsorted_lines(term).collect();
        lines.sort_by_key(|line| (line.purchased_on, line.id));
        lines.into_iter()
    }

    pub(crate) fn unsorted_lines(&self, term: TermId) -> impl Iterator<Item = &Purchase> {
        self.purchases.values().filter(move |line| line.term_id == term)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_key_shows_its_last_four_characters_and_a_short_one_nothing() {
        assert_eq!(KeyLabel::of_key("4c2713a1-5b73-4ecb-b2e9-62bf0ff57165").last4, "7165");
        assert_eq!(KeyLabel::of_key("AB12-CD34").last4, "");
        assert_eq!(KeyLabel::of_key("").last4, "");
    }
}
