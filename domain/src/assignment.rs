//! Seats in hands. More may be assigned than owned: over-use is shown, and who may go on assigning is
//! decided in [`crate::assigning`].

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::id::{AssetId, AssignmentId, KeyId, LicenseId, UserId};
use crate::quantity::Quantity;

/// A number of seats of one license in the hands of one holder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// Identity.
    pub id: AssignmentId,
    /// Whose seats.
    pub license_id: LicenseId,
    /// In whose hands.
    pub holder: Holder,
    /// How many.
    pub quantity: Quantity,
    /// The product key that goes with it.
    pub key_id: Option<KeyId>,
    /// Since when, if anybody knows.
    #[serde(with = "crate::date::maybe_day")]
    pub from_on: Option<Date>,
    /// The last day it is meant for.
    #[serde(with = "crate::date::maybe_day")]
    pub until_on: Option<Date>,
    /// When the software was last used, as far as anybody has told.
    #[serde(with = "crate::date::maybe_day")]
    pub last_used_on: Option<Date>,
    /// Anything else.
    pub note: String,
    /// Until when it was held; `None` while it is.
    #[serde(with = "crate::date::maybe_day")]
    pub ended_on: Option<Date>,
    /// Why it ended.
    pub end_note: String,
}

/// Who or what holds a seat.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Holder {
    /// A person.
    User(UserId),
    /// A machine. Whose it is, is looked up where it matters, and never copied here.
    Asset(AssetId),
    /// A department, by its name.
    Department(String),
    /// A location, by its name.
    Location(String),
    /// Anything else, such as a room or a service.
    Other(String),
}

impl Assignment {
    /// One seat, or so many, in somebody's hands from a day on.
    pub fn new(
        id: AssignmentId,
        license_id: LicenseId,
        holder: Holder,
        quantity: Quantity,
        from_on: Option<Date>,
    ) -> Self {
        Self {
            id,
            license_id,
            holder,
            quantity,
            key_id: None,
            from_on,
            until_on: None,
            last_used_on: None,
            note: String::new(),
            ended_on: None,
            end_note: String::new(),
        }
    }

    /// Whether it is held now.
    pub fn is_active(&self) -> bool {
        self.ended_on.is_none()
    }

    /// The same, ended on `day` for this reason.
    #[must_use]
    pub fn ended(&self, day: Date, end_note: &str) -> Self {
        Self { ended_on: Some(day), end_note: end_note.to_owned(), ..self.clone() }
    }
}
