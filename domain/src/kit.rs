//! Kits: sets of licenses that are assigned together, such as all that a new colleague needs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::assigning::Objection;
use crate::assignment::Holder;
use crate::date::Date;
use crate::id::{KitId, LicenseId};
use crate::quantity::Quantity;
use crate::seat_plan::{self, Candidate, Who, candidate};
use crate::workspace::Workspace;

/// A named set of licenses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kit {
    /// Identity.
    pub id: KitId,
    /// What it is called.
    pub name: String,
    /// How many seats of each license.
    pub licenses: BTreeMap<LicenseId, Quantity>,
    /// Anything else.
    pub note: String,
}

impl Kit {
    /// An empty one of this name.
    pub fn new(id: KitId, name: &str) -> Self {
        Self { id, name: name.to_owned(), licenses: BTreeMap::new(), note: String::new() }
    }
}

/// What assigning one license of a kit would come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitSeats {
    /// Which license.
    pub license_id: LicenseId,
    /// What it is called; empty for one that is gone.
    pub license: String,
    /// So many seats for each.
    pub quantity: Quantity,
    /// Those who get it, and what a person should know of each before.
    pub ready: Vec<(Candidate, Vec<Objection>)>,
    /// Those who have it already.
    pub has: Vec<Candidate>,
    /// Those who cannot have it, and why.
    pub blocked: Vec<(Candidate, Objection)>,
}

/// What assigning `kit` to each of `holders` would come to on the day `on`, license by license in
/// the order of their names. What is blocked is named, and the rest can still be given.
pub fn plan(workspace: &Workspace, kit: &Kit, holders: &[Holder], on: Date) -> Vec<KitSeats> {
    let of_one = |(license, quantity): (&LicenseId, &Quantity)| {
        of_license(workspace, *license, *quantity, holders, on)
    };
    let mut plan: Vec<KitSeats> = kit.licenses.iter().map(of_one).collect();
    plan.sort_by_cached_key(|seats| seats.license.to_lowercase());
    plan
}

fn of_license(
    workspace: &Workspace,
    license_id: LicenseId,
    quantity: Quantity,
    holders: &[Holder],
    on: Date,
) -> KitSeats {
    let (has, lack): (Vec<&Holder>, Vec<&Holder>) =
        holders.iter().partition(|holder| holds(workspace, license_id, holder));
    let who = Who::Holders(lack.iter().copied().cloned().collect());
    let plan = seat_plan::plan(workspace, license_id, &who, quantity, on);
    let (ready, blocked) = if let Some(plan) = plan {
        (plan.ready, plan.skipped)
    } else {
        let gone = |holder: &Holder| (candidate(workspace, holder), Objection::NoSuchLicense);
        (Vec::new(), lack.into_iter().map(gone).collect())
    };
    KitSeats {
        license_id,
        license: workspace.license_name(Some(license_id)).to_owned(),
        quantity,
        ready,
        has: has.into_iter().map(|holder| candidate(workspace, holder)).collect(),
        blocked,
    }
}

fn holds(workspace: &Workspace, license: LicenseId, holder: &Holder) -> bool {
    let mut seats = workspace.assignments.of_holder(holder);
    seats.any(|seat| seat.is_active() && seat.license_id == license)
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;

    use super::*;
    use crate::assignment::Assignment;
    use crate::id::{AssignmentId, UserId};
    use crate::license::License;
    use crate::license_type::LicenseType;
    use crate::lifecycle::Lifecycle;
    use crate::user::User;

    #[test]
    fn what_is_blocked_is_named_and_the_rest_is_offered() {
        let mut workspace = Workspace::default();
        let mut kit = Kit::new(KitId(Uuid::nil()), "Designer");
        for (n, name) in [(1, "Figma"), (2, "Atlas"), (3, "Old")] {
            let id = LicenseId(Uuid::from_u128(n));
            let mut license = License::new(id, LicenseType::OpenSource, DateTime::UNIX_EPOCH);
            name.clone_into(&mut license.name);
            if name == "Old" {
                license.lifecycle = Lifecycle::Archived;
            }
            workspace.licenses.insert(id, license);
            kit.licenses.insert(id, Quantity::ONE);
        }
        kit.licenses.insert(LicenseId(Uuid::from_u128(9)), Quantity::ONE);
        let [kim, lee] = [1, 2].map(|n| UserId(Uuid::from_u128(n)));
        workspace.users.insert(kim, User::new(kim, "Kim"));
        workspace.users.insert(lee, User::new(lee, "Lee"));
        let held = AssignmentId(Uuid::from_u128(1));
        let figma = LicenseId(Uuid::from_u128(1));
        let seat = Assignment::new(held, figma, Holder::User(kim), Quantity::ONE, None);
        workspace.assignments.insert(held, seat);

        let holders = [Holder::User(kim), Holder::User(lee)];
        let plan = plan(&workspace, &kit, &holders, Date::default());
        let told: Vec<_> = plan
            .iter()
            .map(|seats| {
                let (ready, has) = (seats.ready.len(), seats.has.len());
                let why = seats.blocked.first().map(|(_, why)| *why);
                (seats.license.as_str(), ready, has, seats.blocked.len(), why)
            })
            .collect();
        assert_eq!(
            told,
            [
                ("", 0, 0, 2, Some(Objection::NoSuchLicense)),
                ("Atlas", 2, 0, 0, None),
                ("Figma", 1, 1, 0, None),
                ("Old", 0, 0, 2, Some(Objection::Archived)),
            ]
        );
    }
}
