//! Seats that are left of licenses that refuse to be over-used, while a file is read: an import is
//! held to the rule of [`crate::assigning`] as every other way is.

use std::collections::BTreeMap;

use crate::date::Date;
use crate::entitlement::{Standing, owned_on};
use crate::id::LicenseId;
use crate::license::License;
use crate::particulars::{Metric, OverUse};
use crate::purchase::Seats;
use crate::quantity::Quantity;
use crate::usage;
use crate::workspace::Workspace;

/// What is left of each license whose seats are limited for good.
#[derive(Debug, Default)]
pub(crate) struct Rooms(BTreeMap<LicenseId, Quantity>);

impl Rooms {
    /// Notes what is left of `license`. One that has expired keeps the holders it had: what counts
    /// is what was bought for its last term.
    pub(crate) fn open(&mut self, license: &License, workspace: &Workspace, today: Date) {
        let is_counted = !matches!(license.particulars.metric, Metric::Concurrent | Metric::Site);
        if !is_counted || license.particulars.over_use != OverUse::Block {
            return;
        }
        let seats = match owned_on(license, today) {
            (seats, Standing::InForce) => seats,
            (none, _) => license.current_term(today).map_or(none, |term| license.seats_of(term.id)),
        };
        if let Seats::Counted(n) = seats {
            let used = usage::used(license, workspace);
            self.0.insert(license.id, Quantity::whole(n).less(used));
        }
    }

    /// Takes one seat of a license; `false` if none is left.
    pub(crate) fn take(&mut self, license: LicenseId) -> bool {
        let Some(left) = self.0.get_mut(&license) else { return true };
        let has_room = *left >= Quantity::ONE;
        if has_room {
            *left = left.less(Quantity::ONE);
        }
        has_room
    }
}
