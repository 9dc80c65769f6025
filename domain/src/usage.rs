//! How many rights of a license are used, by its metric.
//!
//! A seat that ended counts no more, unless seats of the license cannot move: then it stays used up.

use std::collections::BTreeMap;

use crate::asset::Asset;
use crate::assignment::{Assignment, Holder};
use crate::date::Date;
use crate::id::{AssetId, LicenseId, UserId};
use crate::license::License;
use crate::particulars::Metric;
use crate::quantity::Quantity;
use crate::workspace::Workspace;

/// Rights of one license that are used now.
pub fn used(license: &License, workspace: &Workspace) -> Quantity {
    let mut count = Count::of(license);
    workspace.assignments.of_license(license.id).for_each(|seat| count.add(seat, workspace));
    count.total(license)
}

/// Rights of one license that were used at the end of `day`, as far as its dates tell.
pub fn used_on(license: &License, workspace: &Workspace, day: Date) -> Quantity {
    let mut count = Count::of(license);
    for seat in workspace.assignments.of_license(license.id) {
        if seat.from_on.is_some_and(|from| from > day) {
            continue;
        }
        let was_held = seat.ended_on.is_some_and(|ended| ended > day);
        let seat = Assignment { ended_on: seat.ended_on.filter(|_| !was_held), ..seat.clone() };
        count.add(&seat, workspace);
    }
    if license.particulars.metric == Metric::Concurrent {
        let peaks = license.particulars.peaks.range(..=day);
        return peaks.map(|(_, peak)| Quantity::whole(*peak)).max().unwrap_or_default();
    }
    count.total(license)
}

/// Rights of every license that are used now, in one pass over all assignments.
pub fn of_all(workspace: &Workspace) -> BTreeMap<LicenseId, Quantity> {
    let mut counts: BTreeMap<LicenseId, (&License, Count<'_>)> = BTreeMap::new();
    for seat in workspace.assignments.values() {
        if let Some((_, count)) = counts.get_mut(&seat.license_id) {
            count.add(seat, workspace);
        } else if let Some(license) = workspace.licenses.get(&seat.license_id) {
            let mut count = Count::of(license);
            count.add(seat, workspace);
            counts.insert(license.id, (license, count));
        }
    }
    let mut all = BTreeMap::new();
    all.extend(counts.into_iter().map(|(id, (license, count))| (id, count.total(license))));
    all
}

/// What one assignment uses up of a license, were it alone.
pub fn weight(seat: &Assignment, license: &License, workspace: &Workspace) -> Quantity {
    let of_machine = |count: fn(&Asset) -> Option<u32>| {
        // What was typed wins over what the machine is known to have.
        if let (Holder::Asset(id), Quantity::ONE) = (&seat.holder, seat.quantity) {
            let known = workspace.assets.get(id).and_then(count).filter(|n| *n > 0);
            known.map_or(seat.quantity, Quantity::whole)
        } else {
            seat.quantity
        }
    };
    match license.particulars.metric {
        Metric::Core => of_machine(|asset| asset.cores),
        Metric::Processor => of_machine(|asset| asset.processors),
        Metric::User
        | Metric::Device
        | Metric::UserOrDevice
        | Metric::Concurrent
        | Metric::Site
        | Metric::Consumption
        | Metric::Other
        | Metric::Unknown => seat.quantity,
    }
}

/// Whether an assignment counts: it is held, or used up for good.
pub fn counts(seat: &Assignment, license: &License) -> bool {
    seat.is_active() || !license.reassignable
}

/// Who a right is for where a person has it with all their machines.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Party {
    User(UserId),
    Asset(AssetId),
    Other(Holder),
}

fn party(holder: &Holder, workspace: &Workspace) -> Party {
    match holder {
        Holder::User(id) => Party::User(*id),
        Holder::Asset(id) => match workspace.assets.get(id).and_then(|asset| asset.holder_id) {
            Some(user) => Party::User(user),
            None => Party::Asset(*id),
        },
        other @ (Holder::Department(_) | Holder::Location(_) | Holder::Other(_)) => {
            Party::Other(other.clone())
        }
    }
}

struct Count<'a> {
    license: &'a License,
    sum: Quantity,
    /// The most that each person or machine has in one hand.
    parties: BTreeMap<Party, Quantity>,
}

impl<'a> Count<'a> {
    fn of(license: &'a License) -> Self {
        Self { license, sum: Quantity::ZERO, parties: BTreeMap::new() }
    }

    fn add(&mut self, seat: &Assignment, workspace: &Workspace) {
        if !counts(seat, self.license) {
            return;
        }
        let weight = weight(seat, self.license, workspace);
        if self.license.particulars.metric == Metric::UserOrDevice {
            let most = self.parties.entry(party(&seat.holder, workspace)).or_default();
            *most = weight.max(*most);
        } else {
            self.sum = self.sum.plus(weight);
        }
    }

    fn total(&self, license: &License) -> Quantity {
        match license.particulars.metric {
            Metric::Concurrent => {
                let peaks = license.particulars.peaks.values();
                peaks.max().copied().map(Quantity::whole).unwrap_or_default()
            }
            Metric::UserOrDevice => {
                self.parties.values().fold(Quantity::ZERO, |sum, most| sum.plus(*most))
            }
            Metric::User
            | Metric::Device
            | Metric::Core
            | Metric::Processor
            | Metric::Site
            | Metric::Consumption
            | Metric::Other
            | Metric::Unknown => self.sum,
        }
    }
}
