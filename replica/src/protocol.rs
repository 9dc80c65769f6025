//! What page and worker say to each other: typed, versioned, in a compact binary form.
//!
//! The page sends requests, each with a number; the worker answers every one of them, and tells
//! on its own what changed. The worker speaks first, with [`FromEngine::Ready`]: a request sent
//! before that would be lost.

mod packed;
mod people;
mod request;
mod reviews;
mod secret;
mod team;

use chrono::{DateTime, Utc};
use domain::assignment::Assignment;
use domain::command::Refusal;
use domain::compliance::LicensePosition;
use domain::compliance::PastDay;
use domain::compliance::Summary;
use domain::csv::{Preview, Unreadable, roster};
use domain::custom_field::CustomField;
use domain::id::{LicenseId, UserId, WorkspaceId};
use domain::kit::KitSeats;
use domain::license::License;
use domain::listing::Window;
use domain::listing::assets::AssetLine;
use domain::listing::groups::SeatGroup;
use domain::listing::positions::{PositionLine, ProductLine};
use domain::listing::seats::SeatLine;
use domain::listing::users::UserLine;
use domain::row::LicenseRow;
use domain::seat_plan::SeatPlan;
use domain::settings::Settings;
use domain::user::UserName;
use domain::vendor::Vendor;
use domain::view::SavedView;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::conflicts::Conflict;
use crate::document::Flaw;
use crate::history::HistoryPage;
use crate::message::RecordKind;
use crate::recovery::{RecoveryState, RecoveryTrouble};
use crate::snapshot::Snapshot;
use crate::team::api::RelayInfo;

pub use packed::Packed;
pub use people::{AssetDetail, HolderChoice, HolderKind, ListKind, Question, UserDetail};
pub use request::{FileTask, Request, Task};
pub use reviews::{KitLine, RequestLine, ReviewDetail, ReviewSummary};
pub use secret::{PlainKey, PlainKeys, Secret};
pub use team::{
    Ended, InviteFound, InviteLink, LineState, Other, RelayTrouble, Share, SyncMore, SyncNotice,
    SyncState, TeamState, TeamTask, WasReadable, Weight,
};

/// The version of these messages; page and worker of one build always agree, and say so.
pub const VERSION: u16 = 10;

/// Numbers the page gives its requests.
pub type RequestId = u32;

/// A message from the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToEngine {
    /// To match the answer with.
    pub id: RequestId,
    /// What is asked.
    pub request: Request,
}

/// A message from the worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FromEngine {
    /// It listens now.
    Ready {
        /// Its [`VERSION`].
        version: u16,
    },
    /// The answer to a request.
    Answer {
        /// Which request.
        id: RequestId,
        /// What it got.
        answer: Answer,
    },
    /// Records changed, here or in another tab.
    Changed(Update),
    /// How far a long request is.
    Progress {
        /// Which request.
        id: RequestId,
        /// Records done.
        done: u32,
        /// Records in all.
        total: u32,
    },
    /// How storage stands.
    Storage(StorageState),
    /// The open workspace, where the page did not say which.
    Named(WorkspaceId),
    /// How this device and the relay stand.
    Sync(SyncState),
    /// The workspace is another one now, all of it.
    Anew(Box<Snapshot>),
}

/// The answer to a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// The workspace is open.
    Opened {
        /// What the page must show, unless it shows just that already.
        snapshot: Option<Box<Snapshot>>,
        /// Stored chunks that could not be read and were set aside; see [`Task::Damages`].
        damaged: u32,
        /// The device knows the workspace and that there were licenses in it, but nothing of it is
        /// stored any more. Until [`Task::BeginAnew`] nothing is written.
        is_gone: bool,
    },
    /// It is done, and on disk unless [`FromEngine::Storage`] says otherwise.
    Done,
    /// It was cancelled; nothing changed.
    Cancelled,
    /// It makes no sense on the records as they are now.
    Refused(Refusal),
    /// It could not be done.
    Failed(Failure),
    /// All about a license; `None` when there is no such license.
    License(Option<Packed<LicenseDetail>>),
    /// What happened.
    History(Packed<HistoryPage>),
    /// Deleted licenses, the latest deletion first.
    Bin(Packed<Vec<BinLine>>),
    /// So many licenses were changed; the others were so already.
    Changed(u32),
    /// What was taken back; `None` when there was nothing.
    Undone(Option<Deed>),
    /// A product key in the clear.
    Key(Secret),
    /// What an import would do.
    Preview(Packed<Preview>),
    /// The file is not one that can be imported.
    Unreadable(Unreadable),
    /// A file to save.
    File(#[serde(with = "serde_bytes")] Vec<u8>),
    /// A backup to save.
    Backup {
        /// The file.
        #[serde(with = "serde_bytes")]
        bytes: Vec<u8>,
        /// Whether the whole history is in it: a closed document that does not read is left out.
        is_whole: bool,
    },
    /// Stored chunks that could not be read, as far as somebody has tried to.
    Damages(Packed<Vec<DamagedPart>>),
    /// What a backup holds.
    BackupFound(Packed<BackupSummary>),
    /// The restored workspace, to be opened.
    Restored(WorkspaceId),
    /// How the recovery of product keys stands.
    Recovery(Packed<RecoveryState>),
    /// A part of the list of users.
    Users(Packed<Window<UserLine>>),
    /// A part of the list of assets.
    Assets(Packed<Window<AssetLine>>),
    /// A part of the list of seats.
    Seats(Packed<Window<SeatLine>>),
    /// A part of the list of positions of licenses.
    Positions(Packed<Window<PositionLine>>),
    /// A part of the list of positions of products.
    Products(Packed<Window<ProductLine>>),
    /// The identities of all lines that were asked for, in order.
    Ids(Packed<Vec<Uuid>>),
    /// All about a user; `None` when there is none.
    User(Option<Packed<UserDetail>>),
    /// All about an asset; `None` when there is none.
    Asset(Option<Packed<AssetDetail>>),
    /// Who a seat can be given to.
    Holders(Packed<Vec<HolderChoice>>),
    /// What giving seats would come to; `None` without the license.
    SeatPlan(Option<Packed<SeatPlan>>),
    /// Since when more is used than owned, and by whom, as far as the history tells.
    OverSince(Packed<Option<OverSince>>),
    /// How compliance stood at the end of each of these days.
    Past(Packed<Vec<PastDay>>),
    /// All kits, by name.
    Kits(Packed<Vec<KitLine>>),
    /// What assigning a kit would come to; `None` without the kit.
    KitPlan(Option<Packed<Vec<KitSeats>>>),
    /// All reviews, the last started first.
    Reviews(Packed<Vec<ReviewSummary>>),
    /// All about a review; `None` when there is none.
    Review(Option<Packed<ReviewDetail>>),
    /// All requests, whoever asked first first.
    Requests(Packed<Vec<RequestLine>>),
    /// What all positions come to.
    ComplianceSummary(Packed<Summary>),
    /// Seats summed up.
    SeatGroups(Packed<Vec<SeatGroup>>),
    /// What an import of a list would do.
    RecordsPreview(Packed<roster::Preview>),
    /// How the workspace is shared; `None` if it is on this device only.
    Team(Option<Packed<TeamState>>),
    /// What answers at an address.
    Relay(Packed<RelayInfo>),
    /// What an invitation is for.
    Invite(Packed<InviteFound>),
    /// Licenses whose product keys somebody who is gone could read.
    WereReadable(Packed<Vec<WasReadable>>),
}

/// Why something could not be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Failure {
    /// No workspace is open.
    NotOpen,
    /// No file was read before.
    NoFile,
    /// The part of the app that does this could not be loaded.
    NotLoaded,
    /// Another import is under way.
    Busy,
    /// The sample file could not be loaded.
    NoSample,
    /// A tab has the workspace open that was to be deleted.
    StillOpen,
    /// This device does not hold the key that opens the product key.
    KeyNotHere,
    /// This member may not see product keys, so this device has no key to seal one with.
    NoKeyToSealWith,
    /// The sealed key was tampered with, or belongs to another license.
    KeyDamaged,
    /// There is no such product key.
    NoSuchKey,
    /// The browser refuses cryptography here (not a secure address).
    NoCryptography,
    /// The file is not a backup of ours, or is damaged.
    NotABackup,
    /// The document was written by a newer version of the app; this one only reads it.
    TooNew,
    /// There is no room or no place to store it.
    NotStored(StorageTrouble),
    /// Anything else, for the log.
    Internal(String),
    /// There are more rows than a workbook can hold.
    TooLong,
    /// The recovery passphrase or code opens nothing.
    Recovery(RecoveryTrouble),
    /// What was stored of the workspace is gone, and nobody has said yet that it begins anew.
    Gone,
    /// This member may read the workspace, not change it.
    ReadOnly,
    /// The relay did not do it.
    Relay(RelayTrouble),
}

/// An act of this tab that can be taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deed {
    /// What was done.
    pub kind: DeedKind,
    /// To how many licenses.
    pub n_licenses: u32,
    /// The name of the license, if it was one.
    pub name: String,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeedKind {
    /// A license was created.
    Create,
    /// Licenses were changed.
    Edit,
    /// Licenses were deleted.
    Delete,
    /// Deletions were taken back.
    Restore,
    /// A license was renewed.
    Renew,
    /// A file was imported.
    Import,
    /// Settings were changed.
    Settings,
    /// Records of this kind were changed.
    Records(RecordKind),
    /// Seats were given or taken back.
    Seats,
}

/// A deleted license.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BinLine {
    /// Which.
    pub id: LicenseId,
    /// What it is called.
    pub name: String,
    /// Its vendor's name, or empty.
    pub vendor: String,
    /// When it was deleted.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub deleted_at: DateTime<Utc>,
}

/// Records that changed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Update {
    /// Rows that are new or different.
    pub rows: Vec<LicenseRow>,
    /// Licenses that are gone from the list.
    pub removed: Vec<LicenseId>,
    /// Vendors that are new or different.
    pub vendors: Vec<Vendor>,
    /// Users that are new or different.
    pub users: Vec<UserName>,
    /// Users that are gone.
    pub removed_users: Vec<UserId>,
    /// New settings.
    pub settings: Option<Settings>,
    /// All custom fields, if any changed.
    pub custom_fields: Option<Vec<CustomField>>,
    /// All saved views, if any changed.
    pub views: Option<Vec<SavedView>>,
}

/// How storage stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum StorageState {
    /// Everything is stored.
    Stored,
    /// Changes are kept in memory only.
    Unstored(StorageTrouble),
}

/// Why changes are not stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum StorageTrouble {
    /// The browser gives no more space.
    QuotaExceeded,
    /// Another tab holds an older version of the database open.
    Blocked,
    /// A newer version of the app has the database now.
    Replaced,
    /// The browser offers no storage here, as in some private windows.
    Unavailable,
    /// Anything else, for the log.
    Other(String),
}

/// A stored chunk that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DamagedPart {
    /// Of which document.
    pub of: DocumentKind,
    /// The beginning of its name; empty for one that has none.
    pub name: String,
    /// What is wrong with it.
    pub flaw: Flaw,
}

/// A document of a workspace, as a person may think of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DocumentKind {
    /// The inventory.
    Inventory,
    /// The sealed product keys.
    Vault,
    /// A closed document (see [`crate::archive`]).
    History,
}

/// All about a license.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LicenseDetail {
    /// The record.
    pub license: License,
    /// Its vendor's name, or empty.
    pub vendor: String,
    /// Its supplier's name, or empty.
    pub supplier: String,
    /// Its owner's name, or empty.
    pub owner: String,
    /// The license it is a part of.
    pub parent: Option<(LicenseId, String)>,
    /// The licenses that are a part of it, by name.
    pub parts: Vec<(LicenseId, String)>,
    /// Seats in hands, by name of the holder.
    pub assignments: Vec<AssignmentLine>,
    /// Whether what is used is allowed, on the day that was asked for.
    pub position: LicensePosition,
    /// Fields that two people set at once.
    pub conflicts: Vec<Conflict>,
}

/// Since when more is used than owned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverSince {
    /// When the first seat was given that was not owned.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub since: DateTime<Utc>,
    /// Who gave seats from then on, as far as they said.
    pub by: Vec<String>,
}

/// A seat in somebody's hands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssignmentLine {
    /// It.
    pub seat: Assignment,
    /// The holder's name.
    pub name: String,
    /// The holder's e-mail address, or empty.
    pub email: String,
    /// Whether the holder has left, or is out of use.
    pub is_stranded: bool,
}

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupSummary {
    /// The workspace's name, or empty.
    pub name: String,
    /// When it was made.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub made_at: DateTime<Utc>,
    /// Licenses that are not deleted.
    pub n_licenses: u32,
    /// Users.
    pub n_users: u32,
    /// Sealed product keys.
    pub n_keys: u32,
    /// Whether this device can open them.
    pub keys_open_here: bool,
    /// Whether a recovery passphrase or code can open them anywhere.
    pub has_recovery: bool,
    /// Whether this device holds the same workspace already.
    pub already_here: bool,
    /// Closed documents that it lacks, and with each a part of the history.
    pub n_missing: u32,
}

/// Bytes for `postMessage`; `None` only when a value cannot be encoded, which none here is.
pub fn encode<T: Serialize>(message: &T) -> Option<Vec<u8>> {
    postcard::to_allocvec(message).ok()
}

/// Reads [`encode`]; `None` for anything else.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

#[cfg(test)]
mod tests {

    use domain::id::KeyId;

    use super::*;

    #[test]
    fn a_product_key_shows_in_no_debug_output() {
        let key = PlainKey {
            license: LicenseId(Uuid::nil()),
            key: KeyId(Uuid::nil()),
            secret: Secret("PLANTED".to_owned()),
        };
        let answer = Answer::Key(Secret("PLANTED".to_owned()));
        let exported = PlainKeys { keys: vec![key.clone()], n_locked: 0 };
        let packed = Packed::of(&exported);
        let shown = format!("{key:?} {answer:?} {exported:?} {packed:?}");
        assert!(!shown.contains("PLANTED"));
        assert!(!shown.contains("80, 76, 65"), "nor its bytes: {shown}");
    }

    #[test]
    fn messages_survive_the_trip() {
        let message = FromEngine::Progress { id: 7, done: 250, total: 10_000 };
        assert_eq!(decode(&encode(&message).unwrap()), Some(message));
        assert_eq!(decode::<FromEngine>(&[250, 1, 2]), None);
    }
}
