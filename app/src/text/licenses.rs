//! Words around the list of licenses.

use domain::date::Date;
use domain::filter::{DateRange, ExpiresFilter, Missing, SortKey};
use domain::quantity::Quantity;

use super::license::counted;
use crate::platform::intl;

/// How many licenses and seats there are, such as `50 licenses · 2,282 seats`.
pub fn summary(n_licenses: usize, n_seats: u64, n_unlimited: usize) -> String {
    if n_licenses == 0 {
        return "No licenses yet".to_owned();
    }
    let seats = usize::try_from(n_seats).unwrap_or(usize::MAX);
    let mut parts =
        vec![counted(n_licenses, "license", "licenses"), counted(seats, "seat", "seats")];
    if n_unlimited > 0 {
        parts.push(format!("{} without a limit", intl::count(n_unlimited as u64)));
    }
    parts.join(" · ")
}

/// How many of all licenses the list shows.
pub fn showing(n_shown: usize, n_all: usize) -> String {
    format!("Showing {} of {}", intl::count(n_shown as u64), intl::count(n_all as u64))
}

/// The heading of a column.
pub fn column(key: SortKey) -> &'static str {
    match key {
        SortKey::Name => "Name",
        SortKey::Vendor => "Vendor",
        SortKey::Type => "Type",
        SortKey::Status => "Status",
        SortKey::Seats => "Seats",
        SortKey::Used => "Used",
        SortKey::Expires => "Expires",
        SortKey::Cost => "Cost",
        SortKey::Owner => "Owner",
        SortKey::Purchased => "Purchased",
        // It is called what the organisation calls it.
        SortKey::Further(column) => column.heading(),
        SortKey::Custom(_) => "",
    }
}

/// Fewer seats are free than should be.
pub const TOO_FEW_FREE: &str = "few free";

/// A window of last valid days.
pub fn expires(window: ExpiresFilter) -> String {
    match window {
        ExpiresFilter::WithinDays(days) => format!("Within {days} days"),
        ExpiresFilter::Past => "In the past".to_owned(),
        ExpiresFilter::Never => "Never".to_owned(),
        ExpiresFilter::Between(range) => between(range),
    }
}

/// What a license may lack.
pub fn missing(what: Missing) -> &'static str {
    match what {
        Missing::Anything => "Owner, vendor, cost or seats",
        Missing::Owner => "Owner",
        Missing::Vendor => "Vendor",
        Missing::Cost => "Cost",
        Missing::Seats => "Seats",
        Missing::StartDate => "Start date",
        Missing::PurchaseDate => "Purchase date",
        Missing::Confirmation => "Confirmation of a renewal",
    }
}

/// A range of days.
pub fn between(range: DateRange) -> String {
    let day = |day: Option<Date>| day.map(intl::date);
    match (day(range.from), day(range.to)) {
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => format!("From {from}"),
        (None, Some(to)) => format!("Until {to}"),
        (None, None) => String::new(),
    }
}

/// Seats in hands beyond the seats owned.
pub fn over(n: Quantity) -> String {
    format!("{} over", intl::quantity(n))
}

/// A file that the browser would not save.
pub const NOT_SAVED: &str =
    "The browser did not save the file. Allow downloads for this page, then try again.";
