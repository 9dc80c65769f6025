//! The tabs of the page and their addresses.

use domain::id::LicenseId;
use leptos_router::params::ParamsMap;

use crate::routes;

/// The word of the tab in addresses.
pub(super) const TAB: &str = "tab";

/// A tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// Positions of products.
    Products,
    /// Positions of licenses.
    Licenses,
    /// Every seat in hands.
    Seats,
    /// How it stood before.
    OverTime,
}

impl Shown {
    /// All of them, in their order.
    pub(super) const ALL: [Self; 4] = [Self::Products, Self::Licenses, Self::Seats, Self::OverTime];

    /// The word that addresses hold.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Products => "products",
            Self::Licenses => "licenses",
            Self::Seats => "seats",
            Self::OverTime => "time",
        }
    }

    /// Reads [`Self::code`]; anything else is the first one.
    pub(super) fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|shown| shown.code() == code).unwrap_or(Self::Products)
    }

    /// What it is called.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Products => "Products",
            Self::Licenses => "Licenses",
            Self::Seats => "All seats",
            Self::OverTime => "Over time",
        }
    }

    /// The address of it with these filters.
    pub(super) fn address(self, filters: &[(&'static str, String)]) -> String {
        let mut params = ParamsMap::new();
        if self != Self::Products {
            params.replace(TAB, self.code().to_owned());
        }
        for (filter, wanted) in filters {
            params.replace(*filter, wanted.clone());
        }
        format!("{}{}", routes::COMPLIANCE, params.to_query_string())
    }
}

/// The seats of a license.
pub(super) fn seats_of(license: LicenseId) -> String {
    Shown::Seats.address(&[("license", license.to_string())])
}
