//! Seats in hands. More may be assigned than owned: over-use is shown, not forbidden.

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::id::{AssetId, AssignmentId, LicenseId, UserId};

/// A number of seats of one license in the hands of one holder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// Identity.
    pub id: AssignmentId,
    /// Whose seats.
    pub license_id: LicenseId,
    /// In whose hands.
    pub holder: Holder,
    /// How many, at least 1.
    pub quantity: u32,
    /// Since when, if anybody knows.
    #[serde(with = "crate::date::maybe_day")]
    pub from_on: Option<Date>,
    /// Until when it was held; `None` while it is.
    #[serde(with = "crate::date::maybe_day")]
    pub ended_on: Option<Date>,
}

/// Who or what holds a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Holder {
    /// A person.
    User(UserId),
    /// A machine.
    Asset(AssetId),
}

impl Assignment {
    /// Whether it uses seats now.
    pub fn is_active(&self) -> bool {
        self.ended_on.is_none()
    }
}
