//! What the licenses list and its address both mean: which rows, in which order.

mod custom;
mod order;
mod window;

use std::collections::BTreeMap;

use crate::custom_field::CustomField;
use crate::date::Date;
use crate::id::CustomFieldId;
use crate::license_type::LicenseType;
use crate::purchase::Seats;
use crate::row::LicenseRow;
use crate::status::Status;
use crate::term::TermState;

pub use self::custom::CustomTest;
pub use self::order::{MOST_KEYS, Order, Sort, SortKey, sorted};
pub use self::window::{DateRange, ExpiresFilter};

/// Which rows to show. An empty filter shows all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LicenseFilter {
    /// Words that must all occur.
    pub text: String,
    /// Only this type.
    pub license_type: Option<LicenseType>,
    /// Only this status.
    pub status: Option<Status>,
    /// Only those that this vendor made or sold, by name.
    pub vendor: Option<String>,
    /// Only this owner, by name.
    pub owner: Option<String>,
    /// Only those with this tag.
    pub tag: Option<String>,
    /// Only those whose last valid day is in this window.
    pub expires: Option<ExpiresFilter>,
    /// Only those with a purchase in this range.
    pub purchased: Option<DateRange>,
    /// Only those that lack this.
    pub missing: Option<Missing>,
    /// What the organisation's own fields must say.
    pub custom: BTreeMap<CustomFieldId, CustomTest>,
}

/// What a license may lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Missing {
    /// Any of owner, vendor, cost and seats.
    Anything,
    /// An owner.
    Owner,
    /// A vendor.
    Vendor,
    /// A cost of the current term.
    Cost,
    /// A number of seats, or that they are unlimited.
    Seats,
    /// A first day.
    StartDate,
    /// A day of purchase.
    PurchaseDate,
    /// Somebody's word that a term that began by itself is so.
    Confirmation,
}

/// What a day and a threshold mean for the whole list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calendar {
    /// Today in the workspace's zone.
    pub today: Date,
    /// The threshold of Expiring Soon, in days.
    pub expiring_days: u16,
}

impl LicenseFilter {
    /// Whether nothing is filtered out.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The indices of the rows that pass, in the rows' own order. `own` are the organisation's
    /// fields, which say how their values compare.
    pub fn apply(
        &self,
        rows: &[LicenseRow],
        order: &[u32],
        calendar: Calendar,
        own: &[CustomField],
    ) -> Vec<u32> {
        let words: Vec<String> = self.text.split_whitespace().map(str::to_lowercase).collect();
        let passes = |index: &u32| {
            rows.get(*index as usize).is_some_and(|row| {
                self.passes(row, &words, calendar) && self.passes_custom(row, own)
            })
        };
        order.iter().copied().filter(passes).collect()
    }

    fn passes(&self, row: &LicenseRow, words: &[String], calendar: Calendar) -> bool {
        let today = calendar.today;
        self.license_type.is_none_or(|t| row.license_type == t)
            && words.iter().all(|word| row.haystack.contains(word.as_str()))
            && self.vendor.as_ref().is_none_or(|name| row.vendor == *name || row.supplier == *name)
            && self.owner.as_ref().is_none_or(|owner| row.owner == *owner)
            && self.tag.as_ref().is_none_or(|tag| row.tags.contains(tag))
            && self.status.is_none_or(|s| row.status(today, calendar.expiring_days) == s)
            && self.expires.is_none_or(|window| window.admits(row.expires_on(today), today))
            && self.purchased.is_none_or(|range| {
                row.terms.iter().filter_map(|term| term.purchased_on).any(|day| range.has(day))
            })
            && self.missing.is_none_or(|missing| missing.is_lacking(row, today))
    }

    fn passes_custom(&self, row: &LicenseRow, own: &[CustomField]) -> bool {
        self.custom.iter().all(|(id, test)| {
            test.admits(row.custom(*id), own.iter().find(|field| field.id == *id))
        })
    }
}

impl Missing {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Anything,
        Self::Owner,
        Self::Vendor,
        Self::Cost,
        Self::Seats,
        Self::StartDate,
        Self::PurchaseDate,
        Self::Confirmation,
    ];

    /// The word that addresses hold.
    pub fn code(self) -> &'static str {
        match self {
            Self::Anything => "anything",
            Self::Owner => "owner",
            Self::Vendor => "vendor",
            Self::Cost => "cost",
            Self::Seats => "seats",
            Self::StartDate => "start",
            Self::PurchaseDate => "purchase",
            Self::Confirmation => "confirmation",
        }
    }

    /// Reads [`Self::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|missing| missing.code() == code)
    }

    fn is_lacking(self, row: &LicenseRow, today: Date) -> bool {
        let term = row.current_term(today);
        match self {
            Self::Anything => [Self::Owner, Self::Vendor, Self::Cost, Self::Seats]
                .into_iter()
                .any(|missing| missing.is_lacking(row, today)),
            Self::Owner => row.owner.is_empty(),
            Self::Vendor => row.vendor.is_empty(),
            Self::Cost => row.cost(today).is_none(),
            Self::Seats => row.seats(today) == Seats::Unstated,
            Self::StartDate => term.is_none_or(|term| term.span.start_on.is_none()),
            Self::PurchaseDate => term.is_none_or(|term| term.purchased_on.is_none()),
            Self::Confirmation => row.terms.iter().any(|t| t.state == TermState::Assumed),
        }
    }
}

#[cfg(test)]
mod tests;
