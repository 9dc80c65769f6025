//! Who may be given a seat: the one rule that the license page, the pages of users and assets, bulk
//! assignment and import all ask, and that every command is held to.
//!
//! What two people do apart and merge later is not held to it: both seats stand, and the license
//! shows the gap.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::asset::AssetStatus;
use crate::assignment::{Assignment, Holder};
use crate::command::Change;
use crate::date::Date;
use crate::entitlement::{Standing, owned_on};
use crate::id::{AssignmentId, LicenseId};
use crate::license::License;
use crate::particulars::{Metric, OverUse};
use crate::purchase::Seats;
use crate::quantity::Quantity;
use crate::usage;
use crate::user::UserStatus;
use crate::workspace::Workspace;

/// What stands against a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Objection {
    /// There is no such license, or it is deleted.
    NoSuchLicense,
    /// The license is kept for the record only.
    Archived,
    /// The license was ended before its time.
    Terminated,
    /// The license has expired.
    Expired,
    /// The license has not begun, or waits to be approved.
    Pending,
    /// There is no such holder, or the record is deleted.
    NoSuchHolder,
    /// The person has left.
    HasLeft,
    /// The machine is out of use.
    Retired,
    /// They hold a seat of it, and one is enough for each.
    AlreadyHolds,
    /// The license does not have this product key.
    NoSuchKey,
    /// Nobody can hold so much or so little.
    BadQuantity,
    /// It would end before it begins.
    EndsBeforeStart,
    /// So much is left, and more is asked for.
    NoSeatsLeft {
        /// What is left.
        free: Quantity,
    },
}

/// How much an objection weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Weight {
    /// It is worth saying and no more.
    Notes,
    /// A person has to say that they mean it.
    Warns,
    /// It cannot be done.
    Blocks,
}

impl Objection {
    /// How much it weighs for a license of this policy.
    pub fn weight(self, policy: OverUse) -> Weight {
        match self {
            Self::NoSuchLicense
            | Self::Archived
            | Self::NoSuchHolder
            | Self::AlreadyHolds
            | Self::NoSuchKey
            | Self::BadQuantity
            | Self::EndsBeforeStart => Weight::Blocks,
            Self::Terminated | Self::Expired | Self::Pending | Self::HasLeft | Self::Retired => {
                Weight::Warns
            }
            Self::NoSeatsLeft { .. } => match policy {
                OverUse::Block => Weight::Blocks,
                OverUse::Warn | OverUse::Unknown => Weight::Warns,
                OverUse::Allow => Weight::Notes,
            },
        }
    }
}

/// What stands against one change of a seat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// The seat.
    pub id: AssignmentId,
    /// Everything that stands against it, and how much each weighs.
    pub objections: Vec<(Objection, Weight)>,
}

impl Judgement {
    /// The weight of the heaviest objection.
    pub fn weight(&self) -> Option<Weight> {
        self.objections.iter().map(|(_, weight)| *weight).max()
    }

    /// The first of the objections that weigh the most.
    pub fn heaviest(&self) -> Option<(Objection, Weight)> {
        let most = self.weight()?;
        self.objections.iter().find(|(_, weight)| *weight == most).copied()
    }
}

/// What stands against these changes on the day `on`, each after the ones before it. Whatever gives
/// a seat back or leaves it as it is has nothing against it.
pub fn judge(workspace: &Workspace, changes: &[Change<Assignment>], on: Date) -> Vec<Judgement> {
    judge_with(workspace, workspace, changes, on)
}

/// Like [`judge`], with users and assets as they are in `holders`.
pub(crate) fn judge_with(
    workspace: &Workspace,
    holders: &Workspace,
    changes: &[Change<Assignment>],
    on: Date,
) -> Vec<Judgement> {
    let mut judge = Judge { workspace, people: holders, on, licenses: BTreeMap::new() };
    changes.iter().filter_map(|change| judge.change(change)).collect()
}

/// What is known of a license while its changes are looked at one by one.
struct Ledger<'a> {
    license: &'a License,
    owned: Seats,
    used: Quantity,
    holders: BTreeSet<Holder>,
    standing: Standing,
}

struct Judge<'a> {
    workspace: &'a Workspace,
    /// Where users and assets are looked up.
    people: &'a Workspace,
    on: Date,
    licenses: BTreeMap<LicenseId, Ledger<'a>>,
}

impl<'a> Judge<'a> {
    /// `None` for a change that takes nothing.
    fn change(&mut self, change: &Change<Assignment>) -> Option<Judgement> {
        let before =
            change.before.as_ref().and_then(|seat| self.workspace.assignments.get(&seat.id));
        let before = before.filter(|seat| seat.is_active());
        let Some(after) = change.after.as_ref().filter(|seat| seat.is_active()) else {
            if let Some(before) = before {
                self.give_back(before, change.after.is_some());
            }
            return None;
        };
        let mut objections = shape(after);
        let Some(ledger) = self.ledger(after.license_id) else {
            objections.push(Objection::NoSuchLicense);
            return Some(judged(after, objections, OverUse::Block));
        };
        let policy = ledger.license.particulars.over_use;
        objections.extend(self.against(before, after));
        let judgement = judged(after, objections, policy);
        // Whoever cannot have one leaves room for the next.
        if judgement.weight() != Some(Weight::Blocks) {
            self.take(before, after);
        }
        Some(judgement)
    }

    fn ledger(&mut self, id: LicenseId) -> Option<&mut Ledger<'a>> {
        if !self.licenses.contains_key(&id) {
            let license = self.workspace.licenses.get(&id).filter(|l| l.deleted_at.is_none())?;
            let (owned, standing) = owned_on(license, self.on);
            let seats = self.workspace.assignments.of_license(id);
            let holders = seats.filter(|seat| seat.is_active()).map(|seat| seat.holder.clone());
            let (used, holders) = (usage::used(license, self.workspace), holders.collect());
            self.licenses.insert(id, Ledger { license, owned, used, holders, standing });
        }
        self.licenses.get_mut(&id)
    }

    fn give_back(&mut self, before: &Assignment, is_kept: bool) {
        let people = self.people;
        let Some(ledger) = self.ledger(before.license_id) else { return };
        // A seat that cannot move stays used up, unless it never was.
        if ledger.license.reassignable || !is_kept {
            ledger.used = ledger.used.less(usage::weight(before, ledger.license, people));
        }
        ledger.holders.remove(&before.holder);
    }

    fn against(&self, before: Option<&Assignment>, after: &Assignment) -> Vec<Objection> {
        let (people, mut found) = (self.people, Vec::new());
        let Some(ledger) = self.licenses.get(&after.license_id) else { return found };
        let license = ledger.license;
        if before.is_none_or(|before| before.holder != after.holder) {
            found.extend(holder(&after.holder, people));
            if license.particulars.once_per_holder && ledger.holders.contains(&after.holder) {
                found.push(Objection::AlreadyHolds);
            }
        }
        if after.key_id.is_some_and(|key| !license.keys.contains_key(&key)) {
            found.push(Objection::NoSuchKey);
        }
        if before.is_none() {
            found.extend(standing(ledger.standing));
        }
        let (held, weight) = self.weights(license, before, after);
        // Names may outnumber seats where only the peak counts, and a site has no number.
        let is_counted = !matches!(license.particulars.metric, Metric::Concurrent | Metric::Site);
        if let (Seats::Counted(owned), true) = (ledger.owned, is_counted) {
            let free = Quantity::whole(owned).less(ledger.used);
            if weight.less(held) > free {
                found.push(Objection::NoSeatsLeft { free });
            }
        }
        found
    }

    fn take(&mut self, before: Option<&Assignment>, after: &Assignment) {
        let Some(license) = self.licenses.get(&after.license_id).map(|l| l.license) else { return };
        let (held, weight) = self.weights(license, before, after);
        if let Some(ledger) = self.licenses.get_mut(&after.license_id) {
            ledger.used = ledger.used.less(held).plus(weight);
            ledger.holders.insert(after.holder.clone());
        }
    }

    /// What a seat used up before, and what it uses up after.
    fn weights(
        &self,
        license: &License,
        before: Option<&Assignment>,
        after: &Assignment,
    ) -> (Quantity, Quantity) {
        let weight = |seat| usage::weight(seat, license, self.people);
        (before.map_or(Quantity::ZERO, weight), weight(after))
    }
}

fn judged(seat: &Assignment, objections: Vec<Objection>, policy: OverUse) -> Judgement {
    let weighed = objections.into_iter().map(|why| (why, why.weight(policy)));
    Judgement { id: seat.id, objections: weighed.collect() }
}

/// What is wrong with a seat by itself.
fn shape(seat: &Assignment) -> Vec<Objection> {
    let ends_early = seat.from_on.zip(seat.until_on).is_some_and(|(from, until)| until < from);
    let quantity = (!seat.quantity.is_assignable()).then_some(Objection::BadQuantity);
    quantity.into_iter().chain(ends_early.then_some(Objection::EndsBeforeStart)).collect()
}

fn holder(holder: &Holder, workspace: &Workspace) -> Option<Objection> {
    match holder {
        Holder::User(id) => {
            match workspace.users.get(id).filter(|user| user.deleted_at.is_none()) {
                None => Some(Objection::NoSuchHolder),
                Some(user) => (user.status == UserStatus::Left).then_some(Objection::HasLeft),
            }
        }
        Holder::Asset(id) => {
            match workspace.assets.get(id).filter(|asset| asset.deleted_at.is_none()) {
                None => Some(Objection::NoSuchHolder),
                Some(asset) => (asset.status == AssetStatus::Retired).then_some(Objection::Retired),
            }
        }
        Holder::Department(name) | Holder::Location(name) | Holder::Other(name) => {
            name.trim().is_empty().then_some(Objection::NoSuchHolder)
        }
    }
}

fn standing(standing: Standing) -> Option<Objection> {
    match standing {
        Standing::InForce => None,
        Standing::Archived => Some(Objection::Archived),
        Standing::Terminated => Some(Objection::Terminated),
        Standing::Expired => Some(Objection::Expired),
        Standing::Pending => Some(Objection::Pending),
    }
}

#[cfg(test)]
mod tests;
