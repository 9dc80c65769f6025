//! Columns of the list beside the usual ones, each a plain text or a day.

use super::LicenseRow;
use crate::date::Date;

/// A column that is shown where somebody wants it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FurtherColumn {
    /// Who sold it.
    Supplier,
    /// The department that uses it.
    Department,
    /// The cost centre that pays for it.
    CostCentre,
    /// Where it is used.
    Location,
    /// First day of the current term.
    Starts,
    /// The last day on which a cancellation still counts.
    CancelBy,
    /// Last day of support or maintenance.
    SupportEnds,
}

impl FurtherColumn {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 7] = [
        Self::Supplier,
        Self::Department,
        Self::CostCentre,
        Self::Location,
        Self::Starts,
        Self::CancelBy,
        Self::SupportEnds,
    ];

    /// The word that addresses, preferences and saved views hold.
    pub fn code(self) -> &'static str {
        match self {
            Self::Supplier => "supplier",
            Self::Department => "department",
            Self::CostCentre => "cost_centre",
            Self::Location => "location",
            Self::Starts => "starts",
            Self::CancelBy => "cancel_by",
            Self::SupportEnds => "support_ends",
        }
    }

    /// Reads [`Self::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.code() == code)
    }

    /// What it is called.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Supplier => "Supplier",
            Self::Department => "Department",
            Self::CostCentre => "Cost centre",
            Self::Location => "Location",
            Self::Starts => "Starts",
            Self::CancelBy => "Cancel by",
            Self::SupportEnds => "Support ends",
        }
    }

    /// Whether it holds days.
    pub fn is_day(self) -> bool {
        matches!(self, Self::Starts | Self::CancelBy | Self::SupportEnds)
    }

    /// What stands in it on `today`: a text, an ISO day, or nothing.
    pub fn text(self, row: &LicenseRow, today: Date) -> String {
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let term = row.current_term(today);
        match self {
            Self::Supplier => row.supplier.clone(),
            Self::Department => row.department.clone(),
            Self::CostCentre => row.cost_centre.clone(),
            Self::Location => row.location.clone(),
            Self::Starts => day(term.and_then(|term| term.span.start_on)),
            Self::CancelBy => day(term.and_then(|term| term.cancel_by)),
            Self::SupportEnds => day(row.support_ends_on),
        }
    }
}
