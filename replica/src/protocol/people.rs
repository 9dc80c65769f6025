//! What the page asks about users, assets and the seats they hold, and what it is told.

use domain::asset::Asset;
use domain::assignment::Holder;
use domain::date::Date;
use domain::id::LicenseId;
use domain::id::{AssetId, UserId};
use domain::listing::ListQuery;
use domain::listing::groups::GroupBy;
use domain::listing::seats::SeatLine;
use domain::quantity::Quantity;
use domain::seat_plan::Who;
use domain::user::User;
use serde::{Deserialize, Serialize};

#[cfg(doc)]
use super::Answer;
use super::{Request, Task};

/// A long list that the worker keeps (see [`domain::listing`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ListKind {
    /// Users.
    Users,
    /// Deleted users.
    DeletedUsers,
    /// Assets.
    Assets,
    /// Deleted assets.
    DeletedAssets,
    /// Seats in hands.
    Seats,
    /// Positions of licenses.
    Positions,
    /// Positions of products.
    Products,
}

/// All about a user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserDetail {
    /// The record.
    pub user: User,
    /// Who they answer to, or empty.
    pub manager: String,
    /// Seats they hold, by license.
    pub seats: Vec<SeatLine>,
    /// Seats they held, the last ended first.
    pub ended: Vec<SeatLine>,
    /// Their machines.
    pub assets: Vec<(AssetId, String)>,
    /// Seats that their machines hold.
    pub of_assets: Vec<SeatLine>,
    /// Those who answer to them.
    pub reports: Vec<(UserId, String)>,
}

/// All about an asset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssetDetail {
    /// The record.
    pub asset: Asset,
    /// Whose it is, or empty.
    pub holder: String,
    /// Seats it holds, by license.
    pub seats: Vec<SeatLine>,
    /// Seats it held, the last ended first.
    pub ended: Vec<SeatLine>,
}

/// Somebody or something a seat can be given to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolderChoice {
    /// Who or what.
    pub holder: Holder,
    /// What they are called.
    pub name: String,
    /// What tells them from others of that name: an address, a department, a serial number.
    pub about: String,
    /// Whether they hold a seat of the license already.
    pub holds: bool,
    /// Whether they have left, or are out of use.
    pub is_gone: bool,
}

/// Which holders are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum HolderKind {
    /// Users.
    User,
    /// Assets.
    Asset,
}

/// What the page asks about people and seats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Question {
    /// Tell since when so many more seats are used than owned, and by whom. Answered by
    /// [`Answer::OverSince`].
    OverSince {
        /// Of which license.
        license: LicenseId,
        /// How many more.
        gap: Quantity,
    },
    /// Tell a part of a list. Answered by the list's own answer, such as [`Answer::Users`].
    List {
        /// Which.
        list: ListKind,
        /// What is asked of it.
        query: ListQuery,
        /// The place of the first line.
        from: u32,
        /// At most so many lines.
        most: u32,
        /// Today in the workspace's zone.
        #[serde(with = "domain::date::day")]
        today: Date,
    },
    /// Tell the identities of all lines of a list. Answered by [`Answer::Ids`].
    ListIds {
        /// Which.
        list: ListKind,
        /// What is asked of it.
        query: ListQuery,
        /// Today in the workspace's zone.
        #[serde(with = "domain::date::day")]
        today: Date,
    },
    /// Tell all about a user. Answered by [`Answer::User`].
    User {
        /// Which.
        id: UserId,
        /// Today in the workspace's zone.
        #[serde(with = "domain::date::day")]
        today: Date,
    },
    /// Tell all about an asset. Answered by [`Answer::Asset`].
    Asset {
        /// Which.
        id: AssetId,
        /// Today in the workspace's zone.
        #[serde(with = "domain::date::day")]
        today: Date,
    },
    /// Tell who a seat can be given to, by the beginning of what is typed. Answered by
    /// [`Answer::Holders`].
    FindHolders {
        /// Which kind.
        kind: HolderKind,
        /// Every one of these words must be found.
        text: String,
        /// Of which license, to mark who holds a seat of it.
        license: Option<LicenseId>,
        /// At most so many.
        most: u32,
    },
    /// Tell what giving seats would come to. Answered by [`Answer::SeatPlan`].
    PlanSeats {
        /// Of which license.
        license: LicenseId,
        /// To whom.
        who: Who,
        /// How many each.
        quantity: Quantity,
        /// From when.
        #[serde(with = "domain::date::day")]
        on: Date,
    },
    /// Tell how compliance stood at the end of each of the last so many months, and stands now.
    /// Answered by [`Answer::Past`].
    Past {
        /// Of one license, or of all.
        license: Option<LicenseId>,
        /// So many months back.
        months: u16,
        /// Today in the workspace's zone.
        #[serde(with = "domain::date::day")]
        today: Date,
    },
    /// Tell what all positions come to. Answered by [`Answer::ComplianceSummary`].
    ComplianceSummary {
        /// Today in the workspace's zone.
        #[serde(with = "domain::date::day")]
        today: Date,
    },
    /// Sum up seats of the list. Answered by [`Answer::SeatGroups`].
    SeatGroups {
        /// What is asked of the list.
        query: ListQuery,
        /// By what.
        by: GroupBy,
        /// Today in the workspace's zone.
        #[serde(with = "domain::date::day")]
        today: Date,
    },
}

impl From<Question> for Request {
    fn from(question: Question) -> Self {
        Task::Ask(question).into()
    }
}
