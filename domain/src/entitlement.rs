//! How many rights a license gives on a day.

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::license::License;
use crate::license_type::LicenseType;
use crate::purchase::Seats;
use crate::status::Status;
use crate::term::TermState;

/// Whether a license gives any right on a day, and why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Standing {
    /// It does.
    InForce,
    /// Its last valid day is past.
    Expired,
    /// It has not begun, or waits to be approved.
    Pending,
    /// It was ended before its time.
    Terminated,
    /// It is kept for the record only.
    Archived,
}

/// The rights of `license` on `day`: the seats of all terms that cover it together (d4: expired,
/// pending, terminated and archived give none). Open-source software of which nobody said a number
/// has no limit.
pub fn owned_on(license: &License, day: Date) -> (Seats, Standing) {
    let standing = match license.status(day, 0) {
        Status::Active | Status::ExpiringSoon => Standing::InForce,
        Status::Expired => Standing::Expired,
        Status::Pending => Standing::Pending,
        Status::Terminated => Standing::Terminated,
        Status::Archived => Standing::Archived,
    };
    if standing != Standing::InForce {
        let seats = if has_any(license) { Seats::Counted(0) } else { Seats::Unstated };
        return (seats, standing);
    }
    let counts = license
        .terms
        .values()
        .filter(|term| term.state != TermState::Planned && term.span.covers(day));
    let seats = counts.fold(Seats::Unstated, |sum, term| sum.plus(license.seats_of(term.id)));
    if seats == Seats::Unstated && license.license_type == LicenseType::OpenSource {
        return (Seats::Unlimited, standing);
    }
    (seats, standing)
}

/// Whether anybody ever said how many seats it has.
fn has_any(license: &License) -> bool {
    license.purchases.values().any(|line| line.seats != Seats::Unstated)
}
