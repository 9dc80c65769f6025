//! The list of all seats in hands.

use serde::{Deserialize, Serialize};

use super::{SortKey, Source, haystack};
use crate::assignment::{Assignment, Holder};
use crate::compliance::is_stranded;
use crate::date::Date;
use crate::id::AssignmentId;
use crate::license::KeyLabel;
use crate::money::Money;
use crate::price;
use crate::usage::weight;
use crate::workspace::Workspace;

/// A line of the list of seats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatLine {
    /// The seat.
    pub seat: Assignment,
    /// What its license is called.
    pub license: String,
    /// The license's vendor, or empty.
    pub vendor: String,
    /// What may be read of the product key that goes with it.
    pub key: Option<KeyLabel>,
    /// What its holder is called.
    pub holder: String,
    /// The holder's e-mail address, or empty.
    pub email: String,
    /// The department it belongs to: the holder's, or that of whose machine it is; or empty.
    pub department: String,
    /// Whose machine it is, where a machine holds it; or empty.
    pub owner: String,
    /// What it costs each year, where a price is known.
    pub cost: Option<Money>,
    /// Whether the holder has left, or is out of use.
    pub is_stranded: bool,
}

/// Where the list comes from.
#[derive(Debug, Clone, Copy)]
pub struct SeatsHeld<'a> {
    /// All records.
    pub workspace: &'a Workspace,
    /// Today in the workspace's zone.
    pub today: Date,
}

impl SeatsHeld<'_> {
    pub(super) fn seat(&self, id: AssignmentId) -> Option<&Assignment> {
        self.workspace.assignments.get(&id)
    }

    pub(super) fn vendor(&self, seat: &Assignment) -> &str {
        let license = self.workspace.licenses.get(&seat.license_id);
        self.workspace.vendor_name(license.and_then(|license| license.vendor_id))
    }

    /// Whose machine it is.
    fn owner(&self, seat: &Assignment) -> &str {
        match &seat.holder {
            Holder::Asset(id) => {
                let asset = self.workspace.assets.get(id);
                self.workspace.user_name(asset.and_then(|asset| asset.holder_id))
            }
            Holder::User(_) | Holder::Department(_) | Holder::Location(_) | Holder::Other(_) => "",
        }
    }

    pub(super) fn department<'b>(&'b self, seat: &'b Assignment) -> &'b str {
        let user = match &seat.holder {
            Holder::User(id) => self.workspace.users.get(id),
            Holder::Asset(id) => {
                let holder = self.workspace.assets.get(id).and_then(|asset| asset.holder_id);
                holder.and_then(|id| self.workspace.users.get(&id))
            }
            Holder::Department(name) => return name,
            Holder::Location(_) | Holder::Other(_) => None,
        };
        user.map_or("", |user| user.department.as_str())
    }

    pub(super) fn cost(&self, seat: &Assignment) -> Option<Money> {
        let license = self.workspace.licenses.get(&seat.license_id)?;
        price::of_a_year(license)?.times(weight(seat, license, self.workspace))
    }
}

impl Source for SeatsHeld<'_> {
    type Id = AssignmentId;
    type Line = SeatLine;

    fn all(&self) -> Vec<(AssignmentId, String)> {
        let is_present = |seat: &&Assignment| {
            let license = self.workspace.licenses.get(&seat.license_id);
            seat.is_active() && license.is_some_and(|license| license.deleted_at.is_none())
        };
        let searched = self.workspace.assignments.values().filter(is_present).map(|seat| {
            let license = self.workspace.license_name(Some(seat.license_id));
            let holder = self.workspace.holder_name(&seat.holder);
            let email = self.workspace.holder_email(&seat.holder);
            let (owner, department) = (self.owner(seat), self.department(seat));
            let words = [license, self.vendor(seat), &holder, email, owner, department];
            (seat.id, haystack(&words))
        });
        searched.collect()
    }

    fn key(&self, id: AssignmentId, column: &str) -> SortKey {
        let Some(seat) = self.seat(id) else { return SortKey::Nothing };
        match column {
            "holder" => SortKey::text(&self.workspace.holder_name(&seat.holder)),
            "email" => SortKey::text(self.workspace.holder_email(&seat.holder)),
            "department" => SortKey::text(self.department(seat)),
            "vendor" => SortKey::text(self.vendor(seat)),
            "seats" => SortKey::quantity(seat.quantity),
            "since" => SortKey::day(seat.from_on),
            "until" => SortKey::day(seat.until_on),
            "last-used" => SortKey::day(seat.last_used_on),
            "cost" => self.cost(seat).map_or(SortKey::Nothing, |cost| SortKey::Number(cost.minor)),
            _ => SortKey::text(self.workspace.license_name(Some(seat.license_id))),
        }
    }

    fn passes(&self, id: AssignmentId, filter: &str, wanted: &str) -> bool {
        let Some(seat) = self.seat(id) else { return false };
        match filter {
            "department" => self.department(seat) == wanted,
            "vendor" => self.vendor(seat) == wanted,
            "license" => seat.license_id.to_string() == wanted,
            "holder" => match &seat.holder {
                Holder::User(_) => wanted == "user",
                Holder::Asset(_) => wanted == "asset",
                Holder::Department(_) | Holder::Location(_) | Holder::Other(_) => wanted == "other",
            },
            "state" => match wanted {
                "left" => is_stranded(&seat.holder, self.workspace),
                "overdue" => seat.until_on.is_some_and(|until| until < self.today),
                _ => true,
            },
            "idle" => {
                let days = wanted.parse::<i64>().unwrap_or(0);
                seat.last_used_on.is_some_and(|day| (self.today - day).num_days() >= days)
            }
            _ => true,
        }
    }

    fn line(&self, id: AssignmentId) -> Option<SeatLine> {
        let seat = self.seat(id)?;
        let license = self.workspace.licenses.get(&seat.license_id)?;
        Some(SeatLine {
            license: license.name.clone(),
            vendor: self.vendor(seat).to_owned(),
            key: seat.key_id.and_then(|key| license.keys.get(&key)).cloned(),
            holder: self.workspace.holder_name(&seat.holder),
            email: self.workspace.holder_email(&seat.holder).to_owned(),
            department: self.department(seat).to_owned(),
            owner: self.owner(seat).to_owned(),
            cost: self.cost(seat),
            is_stranded: is_stranded(&seat.holder, self.workspace),
            seat: seat.clone(),
        })
    }

    fn offered(&self, id: AssignmentId) -> Vec<(&'static str, String)> {
        let Some(seat) = self.seat(id) else { return Vec::new() };
        vec![
            ("department", self.department(seat).to_owned()),
            ("vendor", self.vendor(seat).to_owned()),
        ]
    }
}
