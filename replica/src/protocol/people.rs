//! What the page asks about users, assets and the seats they hold, and what it is told.

use domain::asset::Asset;
use domain::assignment::Holder;
use domain::id::{AssetId, UserId};
use domain::listing::seats::SeatLine;
use domain::user::User;
use serde::{Deserialize, Serialize};

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
