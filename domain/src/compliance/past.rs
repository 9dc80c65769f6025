//! How compliance stood on earlier days, as far as the dates of terms and seats tell.

use serde::{Deserialize, Serialize};

use super::{Position, Verdict};
use crate::date::{Date, add_months};
use crate::entitlement::{Standing, owned_on};
use crate::id::LicenseId;
use crate::license::License;
use crate::particulars::Metric;
use crate::purchase::Seats;
use crate::quantity::Quantity;
use crate::usage;
use crate::workspace::Workspace;

/// How it stood at the end of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastDay {
    /// Which.
    #[serde(with = "crate::date::day")]
    pub day: Date,
    /// Rights owned, where they are counted.
    pub owned: Quantity,
    /// Of which so many were used.
    pub used: Quantity,
    /// Rights that were missing, over all licenses.
    pub gap: Quantity,
    /// Licenses of each verdict, in the order of [`Verdict::ALL`].
    pub verdicts: Vec<u32>,
}

/// How it stood at the end of each of the last `months` months and stands on `today`, the oldest
/// first: of one license, or of all that are not deleted.
pub fn past(
    workspace: &Workspace,
    license: Option<LicenseId>,
    months: u16,
    today: Date,
) -> Vec<PastDay> {
    let days = (0..=i32::from(months)).rev().filter_map(|back| month_end(today, back));
    let wanted = |one: &&License| license.is_none_or(|id| one.id == id);
    days.map(|day| {
        let mut sum = PastDay {
            day,
            owned: Quantity::ZERO,
            used: Quantity::ZERO,
            gap: Quantity::ZERO,
            verdicts: vec![0; Verdict::ALL.len()],
        };
        for license in workspace.present_licenses().filter(wanted) {
            add(&mut sum, license, workspace, day);
        }
        sum
    })
    .collect()
}

fn add(sum: &mut PastDay, license: &License, workspace: &Workspace, day: Date) {
    let (owned, standing) = owned_on(license, day);
    let is_site = license.particulars.metric == Metric::Site && standing == Standing::InForce;
    let position = Position::new(owned, usage::used_on(license, workspace, day), is_site);
    if let Seats::Counted(n) = owned {
        sum.owned = sum.owned.plus(Quantity::whole(n));
        sum.used = sum.used.plus(position.used);
    }
    sum.gap = sum.gap.plus(position.gap());
    let at = Verdict::ALL.iter().position(|verdict| *verdict == position.verdict);
    if let Some(count) = at.and_then(|at| sum.verdicts.get_mut(at)) {
        *count += 1;
    }
}

/// The last day of the month so many months before `today`'s; of none, `today` itself.
fn month_end(today: Date, back: i32) -> Option<Date> {
    use chrono::Datelike as _;
    if back == 0 {
        return Some(today);
    }
    add_months(today.with_day(1)?, 1 - back)?.pred_opt()
}
