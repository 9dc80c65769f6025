//! Whether what is used is allowed: the effective position of each license and product (d4 of the
//! formulas).

mod downgrade;
mod past;
mod product;
mod summary;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::asset::AssetStatus;
use crate::assignment::{Assignment, Holder};
use crate::date::Date;
use crate::entitlement::{Standing, owned_on};
use crate::id::LicenseId;
use crate::license::License;
use crate::money::Money;
use crate::particulars::Metric;
use crate::price;
use crate::purchase::Seats;
use crate::quantity::Quantity;
use crate::usage;
use crate::user::UserStatus;
use crate::workspace::Workspace;

pub use self::past::{PastDay, past};
pub(crate) use self::product::add_money;
pub use self::product::{ProductPosition, products};
pub use self::summary::{Summary, Totals, summary};

/// Whether what is used is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Verdict {
    /// More is used than owned.
    UnderLicensed,
    /// It is used, and nothing was ever bought.
    Unlicensed,
    /// More is owned than anybody needs.
    OverLicensed,
    /// It is owned and not used at all.
    Unused,
    /// As it should be.
    Compliant,
    /// There is no limit.
    Unlimited,
}

impl Verdict {
    /// All of them, the most urgent first.
    pub const ALL: [Self; 6] = [
        Self::UnderLicensed,
        Self::Unlicensed,
        Self::OverLicensed,
        Self::Unused,
        Self::Compliant,
        Self::Unlimited,
    ];

    /// The word that addresses and files hold.
    pub fn code(self) -> &'static str {
        match self {
            Self::UnderLicensed => "under_licensed",
            Self::Unlicensed => "unlicensed",
            Self::OverLicensed => "over_licensed",
            Self::Unused => "unused",
            Self::Compliant => "compliant",
            Self::Unlimited => "unlimited",
        }
    }

    /// Reads [`Self::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.code() == code)
    }
}

/// How much is owned and used, and what that means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// Rights.
    pub owned: Seats,
    /// Of which so many are used.
    pub used: Quantity,
    /// Used ones in the hands of people who left and of machines out of use.
    pub stranded: Quantity,
    /// Used ones that nobody has used for a while.
    pub idle: Quantity,
    /// What it means.
    pub verdict: Verdict,
}

/// Seats that were not used for so many days are idle, unless a person says otherwise.
pub const IDLE_AFTER: u16 = 90;

/// A position is too large above so many percent of what is owned (d4), and above one seat.
const TOLERANCE_PERCENT: u64 = 10;

impl Position {
    /// A position of these figures; `is_site` where a valid right covers everybody.
    pub fn new(owned: Seats, used: Quantity, is_site: bool) -> Self {
        let verdict = verdict(owned, used, is_site);
        Self { owned, used, stranded: Quantity::ZERO, idle: Quantity::ZERO, verdict }
    }

    /// Rights that nobody uses.
    pub fn free(&self) -> Quantity {
        self.counted().map_or(Quantity::ZERO, |owned| owned.less(self.used))
    }

    /// Rights that are missing.
    pub fn gap(&self) -> Quantity {
        match self.verdict {
            Verdict::UnderLicensed | Verdict::Unlicensed => {
                self.used.less(self.counted().unwrap_or_default())
            }
            Verdict::OverLicensed | Verdict::Unused | Verdict::Compliant | Verdict::Unlimited => {
                Quantity::ZERO
            }
        }
    }

    /// Used of owned, in percent; `None` where there is no limit or nothing is owned.
    pub fn utilisation(&self) -> Option<u64> {
        let owned = self.counted().filter(|owned| !owned.is_zero())?;
        Some(self.used.hundredths().saturating_mul(100) / owned.hundredths())
    }

    /// What is owned, where that is a number; nothing said is none.
    fn counted(&self) -> Option<Quantity> {
        match self.owned {
            Seats::Counted(n) => Some(Quantity::whole(n)),
            Seats::Unstated => Some(Quantity::ZERO),
            Seats::Unlimited => None,
        }
    }
}

fn verdict(owned: Seats, used: Quantity, is_site: bool) -> Verdict {
    let (owned, was_bought) = match owned {
        Seats::Unlimited => return Verdict::Unlimited,
        Seats::Unstated => (Quantity::ZERO, false),
        Seats::Counted(n) => (Quantity::whole(n), true),
    };
    if is_site {
        return Verdict::Compliant;
    }
    if used > owned {
        // With nothing owned, both words of (d4) would fit: what was never bought is unlicensed.
        return if was_bought { Verdict::UnderLicensed } else { Verdict::Unlicensed };
    }
    let spare = owned.less(used);
    let tenth = Quantity::of_hundredths(owned.hundredths() * TOLERANCE_PERCENT / 100);
    if used.is_zero() && !owned.is_zero() {
        Verdict::Unused
    } else if spare > tenth.max(Quantity::ONE) {
        Verdict::OverLicensed
    } else {
        Verdict::Compliant
    }
}

/// The position of a license, and why it is that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LicensePosition {
    /// The figures.
    pub position: Position,
    /// Whether it gives any right.
    pub standing: Standing,
    /// What the missing rights cost, where a price is known.
    pub true_up: Option<Money>,
    /// What rights that nobody uses cost each year, where a price is known.
    pub waste: Option<Money>,
}

/// The position of `license` on `today`; seats that nobody used for `idle_after` days are idle.
pub fn position(
    license: &License,
    workspace: &Workspace,
    today: Date,
    idle_after: u16,
) -> LicensePosition {
    let (owned, standing) = owned_on(license, today);
    let is_site = license.particulars.metric == Metric::Site && standing == Standing::InForce;
    let mut position = Position::new(owned, usage::used(license, workspace), is_site);
    for seat in workspace.assignments.of_license(license.id).filter(|seat| seat.is_active()) {
        let weight = usage::weight(seat, license, workspace);
        if is_stranded(&seat.holder, workspace) {
            position.stranded = position.stranded.plus(weight);
        } else if is_idle(seat, today, idle_after) {
            position.idle = position.idle.plus(weight);
        }
    }
    let gap = position.gap();
    let true_up = if gap.is_zero() { None } else { price::of_one_more(license) };
    let spare = if position.verdict == Verdict::Unlimited || is_site {
        Quantity::ZERO
    } else {
        position.free().plus(position.idle).plus(position.stranded)
    };
    let waste = if spare.is_zero() { None } else { price::of_a_year(license) };
    LicensePosition {
        position,
        standing,
        true_up: true_up.and_then(|price| price.times(gap)),
        waste: waste.and_then(|price| price.times(spare)),
    }
}

/// Whether a seat is in the hands of somebody who left, or of a machine out of use.
pub fn is_stranded(holder: &Holder, workspace: &Workspace) -> bool {
    match holder {
        Holder::User(id) => workspace
            .users
            .get(id)
            .is_none_or(|user| user.status == UserStatus::Left || user.deleted_at.is_some()),
        Holder::Asset(id) => workspace
            .assets
            .get(id)
            .is_none_or(|asset| asset.status == AssetStatus::Retired || asset.deleted_at.is_some()),
        Holder::Department(_) | Holder::Location(_) | Holder::Other(_) => false,
    }
}

/// Whether nobody has used a seat for more than so many days, as far as anybody has told.
pub fn is_idle(seat: &Assignment, today: Date, idle_after: u16) -> bool {
    seat.last_used_on.is_some_and(|day| (today - day).num_days() > i64::from(idle_after))
}

/// The positions of all licenses, kept up as records change.
#[derive(Debug, Clone, Default)]
pub struct Positions {
    of_licenses: BTreeMap<LicenseId, LicensePosition>,
    today: Option<Date>,
}

impl Positions {
    /// Works out those of `touched` anew, or all of them on another day.
    pub fn refresh(
        &mut self,
        workspace: &Workspace,
        touched: impl IntoIterator<Item = LicenseId>,
        today: Date,
    ) {
        if self.today == Some(today) {
            touched.into_iter().for_each(|id| self.work_out(id, workspace, today));
        } else {
            self.of_licenses.clear();
            self.today = Some(today);
            workspace.licenses.keys().for_each(|id| self.work_out(*id, workspace, today));
        }
    }

    fn work_out(&mut self, id: LicenseId, workspace: &Workspace, today: Date) {
        let present = workspace.licenses.get(&id).filter(|license| license.deleted_at.is_none());
        match present {
            Some(license) => {
                let found = position(license, workspace, today, IDLE_AFTER);
                self.of_licenses.insert(id, found);
            }
            None => drop(self.of_licenses.remove(&id)),
        }
    }

    /// Those of all licenses that are not deleted.
    pub fn of_licenses(&self) -> &BTreeMap<LicenseId, LicensePosition> {
        &self.of_licenses
    }
}

/// What products a license gives a right to: those it names, or the one it is called after.
pub fn products_of(license: &License) -> BTreeSet<String> {
    if license.particulars.products.is_empty() {
        BTreeSet::from([license.name.clone()])
    } else {
        license.particulars.products.clone()
    }
}

#[cfg(test)]
mod tests;
