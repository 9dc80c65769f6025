//! What page and worker say to each other: typed, versioned, in a compact binary form.
//!
//! The page sends requests, each with a number; the worker answers every one of them, and tells
//! on its own what changed. The worker speaks first, with [`FromEngine::Ready`]: a request sent
//! before that would be lost.

use std::fmt;
use std::marker::PhantomData;

use chrono::{DateTime, Utc};
use domain::bulk::BulkChange;
use domain::command::{Command, Refusal};
use domain::csv::{Answers, Meaning, Preview, Unreadable};
use domain::custom_field::CustomField;
use domain::date::Date;
use domain::id::{AssignmentId, KeyId, LicenseId, WorkspaceId};
use domain::license::License;
use domain::problem::Field;
use domain::row::LicenseRow;
use domain::settings::Settings;
use domain::user::User;
use domain::vendor::Vendor;
use domain::view::SavedView;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::conflicts::Conflict;
use crate::export::Export;
use crate::history::{ChangeId, HistoryPage, Moment, Page};
use crate::message::RecordKind;
use crate::snapshot::Snapshot;

/// The version of these messages; page and worker of one build always agree, and say so.
pub const VERSION: u16 = 5;

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

/// What the page asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Request {
    /// Open a workspace. Answered by [`Answer::Opened`].
    Open {
        /// Which; `None` for the first one of this device, which the worker then names with
        /// [`FromEngine::Named`] as soon as storage tells which that is.
        workspace: Option<WorkspaceId>,
        /// The revision of the snapshot the page shows already.
        shown: Option<u64>,
    },
    /// Carry out a command, with the product keys to seal. Answered by [`Answer::Done`].
    Apply {
        /// The command.
        command: Box<Command>,
        /// Product keys it brings along.
        keys: Vec<PlainKey>,
        /// When.
        #[serde(with = "chrono::serde::ts_milliseconds")]
        at: DateTime<Utc>,
    },
    /// Tell all about a license. Answered by [`Answer::License`].
    License(LicenseId),
    /// Tell what happened, to a license or to all. Answered by [`Answer::History`].
    History {
        /// The license, or all.
        of: Option<LicenseId>,
        /// Which part.
        page: Page,
    },
    /// Set a license back to what it was at a change, whole or in one field. Answered by
    /// [`Answer::Done`].
    SetBack {
        /// Which.
        license: LicenseId,
        /// The change.
        change: ChangeId,
        /// Right before or right after it.
        moment: Moment,
        /// Only this field.
        field: Option<Field>,
        /// Now.
        #[serde(with = "chrono::serde::ts_milliseconds")]
        at: DateTime<Utc>,
    },
    /// Change many licenses at once. Answered by [`Answer::Changed`].
    Bulk {
        /// Which.
        ids: Vec<LicenseId>,
        /// How.
        change: BulkChange,
        /// Now.
        #[serde(with = "chrono::serde::ts_milliseconds")]
        at: DateTime<Utc>,
    },
    /// Tell which licenses are deleted. Answered by [`Answer::Bin`].
    Bin,
    /// Take back the last act of this tab, or take that back. Answered by [`Answer::Undone`].
    Undo {
        /// Take back the taking back instead.
        redo: bool,
        /// Now.
        #[serde(with = "chrono::serde::ts_milliseconds")]
        at: DateTime<Utc>,
    },
    /// Open a sealed key. Answered by [`Answer::Key`].
    Reveal {
        /// Whose.
        license: LicenseId,
        /// Which.
        key: KeyId,
    },
    /// Read a file and keep it. Answered by [`Answer::Preview`].
    ReadFile {
        /// Its bytes.
        #[serde(with = "serde_bytes")]
        bytes: Vec<u8>,
        /// Choices so far.
        answers: Answers,
        /// Now.
        #[serde(with = "chrono::serde::ts_milliseconds")]
        at: DateTime<Utc>,
        /// Today in the workspace's zone.
        #[serde(with = "domain::date::day")]
        today: Date,
    },
    /// Look at the kept file again with other choices. Answered by [`Answer::Preview`].
    Reconsider {
        /// Choices.
        answers: Answers,
        /// Now.
        #[serde(with = "chrono::serde::ts_milliseconds")]
        at: DateTime<Utc>,
        /// Today in the workspace's zone.
        #[serde(with = "domain::date::day")]
        today: Date,
    },
    /// Import the kept file as last previewed. Answered by [`Answer::Done`], or by
    /// [`Answer::Cancelled`] after [`Request::CancelImport`].
    Import {
        /// Now.
        #[serde(with = "chrono::serde::ts_milliseconds")]
        at: DateTime<Utc>,
    },
    /// Stop the import under way and leave everything as it was. Answered by [`Answer::Done`].
    CancelImport,
    /// Write everything into one file. Answered by [`Answer::File`].
    Backup {
        /// Now.
        #[serde(with = "chrono::serde::ts_milliseconds")]
        at: DateTime<Utc>,
    },
    /// Read a backup and keep it. Answered by [`Answer::BackupFound`].
    ReadBackup {
        /// Its bytes.
        #[serde(with = "serde_bytes")]
        bytes: Vec<u8>,
    },
    /// Make the kept backup a workspace of this device. Answered by [`Answer::Restored`].
    Restore {
        /// Identity the workspace gets when this device holds it already.
        fresh: WorkspaceId,
    },
    /// Delete a workspace that no tab has open from this device. Answered by [`Answer::Done`].
    Forget(WorkspaceId),
    /// Try again to store what is not stored yet. Answered by [`Answer::Done`].
    StoreAgain,
    /// Add the terms that have begun by themselves; only the leading tab does. Answered by
    /// [`Answer::Changed`].
    AssumeTerms {
        /// Now.
        #[serde(with = "chrono::serde::ts_milliseconds")]
        at: DateTime<Utc>,
        /// Today in the workspace's zone.
        #[serde(with = "domain::date::day")]
        today: Date,
    },
    /// Use the columns of the kept file as the person says. Answered by [`Answer::Preview`].
    MapColumns {
        /// What each means, from left to right.
        columns: Vec<Meaning>,
        /// Choices.
        answers: Answers,
        /// Now.
        #[serde(with = "chrono::serde::ts_milliseconds")]
        at: DateTime<Utc>,
        /// Today in the workspace's zone.
        #[serde(with = "domain::date::day")]
        today: Date,
    },
    /// Write a file for other programs. Answered by [`Answer::File`].
    Export(Export),
}

/// A product key in the clear, on its way from the form into the vault.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlainKey {
    /// The license it belongs to.
    pub license: LicenseId,
    /// Its identity.
    pub key: KeyId,
    /// The key itself.
    pub secret: Secret,
}

/// Part of an answer that only the page that asked knows how to read, so that no other page brings
/// the code for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packed<T> {
    #[serde(with = "serde_bytes")]
    bytes: Vec<u8>,
    of: PhantomData<T>,
}

impl<T: Serialize + DeserializeOwned> Packed<T> {
    /// Packs it.
    pub fn of(content: &T) -> Self {
        Self { bytes: encode(content).unwrap_or_default(), of: PhantomData }
    }

    /// Unpacks it; `None` only for what [`Self::of`] has not packed.
    pub fn open(&self) -> Option<T> {
        decode(&self.bytes)
    }
}

/// Text that never shows in logs or panics.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl fmt::Debug for PlainKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PlainKey({}, {})", self.license, self.key)
    }
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
}

/// The answer to a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// The workspace is open.
    Opened {
        /// What the page must show, unless it shows just that already.
        snapshot: Option<Box<Snapshot>>,
        /// Stored chunks that could not be read and were set aside.
        damaged: u32,
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
    /// What a backup holds.
    BackupFound(Packed<BackupSummary>),
    /// The restored workspace, to be opened.
    Restored(WorkspaceId),
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
    pub users: Vec<User>,
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
    /// The browser offers no storage here, as in some private windows.
    Unavailable,
    /// Anything else, for the log.
    Other(String),
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
    /// Seats in hands, by name of the holder.
    pub assignments: Vec<AssignmentLine>,
    /// Fields that two people set at once.
    pub conflicts: Vec<Conflict>,
}

/// A seat in somebody's hands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssignmentLine {
    /// Which.
    pub id: AssignmentId,
    /// The holder's name.
    pub holder: String,
    /// The holder's e-mail address, or empty.
    pub email: String,
    /// How many seats.
    pub quantity: u32,
    /// Since when.
    #[serde(with = "domain::date::maybe_day")]
    pub from_on: Option<Date>,
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
    /// Whether this device holds the same workspace already.
    pub already_here: bool,
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
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_product_key_shows_in_no_debug_output() {
        let key = PlainKey {
            license: LicenseId(Uuid::nil()),
            key: KeyId(Uuid::nil()),
            secret: Secret("PLANTED".to_owned()),
        };
        let answer = Answer::Key(Secret("PLANTED".to_owned()));
        assert!(!format!("{key:?} {answer:?}").contains("PLANTED"));
    }

    #[test]
    fn messages_survive_the_trip() {
        let message = FromEngine::Progress { id: 7, done: 250, total: 10_000 };
        assert_eq!(decode(&encode(&message).unwrap()), Some(message));
        assert_eq!(decode::<FromEngine>(&[250, 1, 2]), None);
    }
}
