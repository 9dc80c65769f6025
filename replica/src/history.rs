//! What happened, from the document itself: every change is kept with its time and its label, and
//! the document can be read as it was before and after each.

mod read;
mod records;
mod requests;
mod seats;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use domain::difference::{Difference, Said};
use domain::id::{AssetId, LicenseId, UserId};
use domain::license::KeyLabel;
use domain::quantity::Quantity;
use serde::{Deserialize, Serialize};

use crate::message::{Author, KeyUse, RecordKind, RecoveryAct, Source};

pub(crate) use self::read::{license_at, read};

/// Names a change: the hash Automerge gives it.
pub type ChangeId = [u8; 32];

/// One act, as a history shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryEntry {
    /// Its change.
    pub change: ChangeId,
    /// When, to the second.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
    /// Whose act it was, as they call themselves.
    pub author: Option<Author>,
    /// What.
    pub act: Act,
    /// Where it came from.
    pub source: Source,
    /// The first few licenses it touched, or all; in the history of one license, that one.
    pub licenses: Vec<TouchedLicense>,
    /// How many it touched.
    pub n_licenses: u32,
    /// What it changed beside licenses.
    pub records: Vec<TouchedRecord>,
    /// The first few seats it gave or took back, or all.
    pub seats: Vec<TouchedSeat>,
    /// How many of these there are.
    pub n_seats: u32,
}

/// A license that an act touched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TouchedLicense {
    /// Which.
    pub id: LicenseId,
    /// What it is called now.
    pub name: String,
    /// What the act changed of it.
    pub differences: Vec<Difference>,
}

/// A vendor, a custom field, a saved view or the settings, changed by an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TouchedRecord {
    /// What it was called after the act, or before it if it is gone; settings have no name.
    pub name: String,
    /// What the act changed of it.
    pub differences: Vec<RecordDifference>,
}

/// A field of such a record that is not the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordDifference {
    /// Which.
    pub field: RecordField,
    /// What it was.
    pub before: Said,
    /// What it became.
    pub after: Said,
}

/// A field of a record beside licenses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RecordField {
    /// Its name; of settings, that of the workspace.
    Name,
    /// Settings: the time zone.
    TimeZone,
    /// Settings: the currency.
    Currency,
    /// Settings: days before an expiration.
    ExpiringDays,
    /// Vendor: other names it goes by.
    Aliases,
    /// Vendor: the one it turned out to be.
    MergedInto,
    /// Custom field: what its values are.
    Kind,
    /// Custom field: its choices.
    Choices,
    /// Custom field: whether forms leave it out.
    IsRetired,
    /// View: what the list's address says.
    Query,
    /// View: its columns.
    Columns,
    /// User: e-mail addresses.
    Emails,
    /// User: login name.
    Username,
    /// User: the organisation's number for them.
    EmployeeNumber,
    /// User: department.
    Department,
    /// User, asset: location.
    Location,
    /// User: manager.
    Manager,
    /// User: company.
    Company,
    /// User: where they stand.
    UserStatus,
    /// User: first day.
    StartOn,
    /// User: last day.
    EndOn,
    /// User, asset: notes.
    Notes,
    /// User, asset: whether the record is deleted.
    Deleted,
    /// Asset: tag.
    AssetTag,
    /// Asset: serial number.
    Serial,
    /// Asset: category.
    Category,
    /// Asset: where it stands.
    AssetStatus,
    /// Asset: whose it is.
    Holder,
    /// Asset: cores.
    Cores,
    /// Asset: processors.
    Processors,
    /// Asset: when it was taken out of use.
    RetiredOn,
    /// Kit: its licenses.
    KitLicenses,
    /// Review: what is looked over.
    Scope,
    /// Review: by when.
    DueOn,
    /// Review: when it was applied.
    ClosedOn,
    /// Review: how many seats.
    SeatsReviewed,
    /// Review: how many stay.
    Kept,
    /// Review: how many are taken back.
    Released,
    /// Request: of which license.
    License,
    /// Request: for whom.
    RequestedFor,
    /// Request: how many seats.
    Quantity,
    /// Request: what for.
    Reason,
    /// Request: where it stands.
    RequestState,
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Act {
    /// Created in the form.
    Created,
    /// Came from a file, with so many others.
    Imported(u32),
    /// Changed by a file of so many.
    Updated(u32),
    /// The import that brought or changed it was taken back.
    ImportUndone,
    /// That import was carried out again.
    ImportRedone,
    /// Fields were changed, by the names the document gives them.
    Edited(Vec<String>),
    /// Deleted.
    Deleted,
    /// The deletion was taken back.
    Restored,
    /// A term was added.
    Renewed,
    /// Terms began by themselves.
    Assumed,
    /// Settings of the workspace were changed.
    Settings,
    /// Records of this kind were changed.
    Records(RecordKind),
    /// Seats were given, taken back or changed.
    Seats,
    /// A product key was looked at or copied; what anybody may read of it, unless it is gone.
    GaveKey(KeyUse, Option<KeyLabel>),
    /// So many product keys were written into a file.
    ExportedKeys(u32),
    /// Something was done about the way back to product keys.
    Recovery(RecoveryAct),
}

/// Whose history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Subject {
    /// The whole workspace's.
    All,
    /// A license's.
    License(LicenseId),
    /// A user's.
    User(UserId),
    /// An asset's.
    Asset(AssetId),
}

/// What happened to a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SeatAct {
    /// It was given.
    Given,
    /// It was taken back.
    Ended,
    /// That it was given or taken back was undone.
    Undone,
    /// It was changed in another way.
    Changed,
}

/// A seat that an act touched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TouchedSeat {
    /// What happened to it.
    pub act: SeatAct,
    /// What its license is called now.
    pub license: String,
    /// What its holder is called now.
    pub holder: String,
    /// How many seats.
    pub quantity: Quantity,
    /// Why it ended, or what was said of it.
    pub note: String,
}

/// Which part of a history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// So many of the latest entries are left out.
    pub skip: u32,
    /// At most so many.
    pub most: u32,
    /// Every license of every entry, with what was changed of it: for a file. It may then take
    /// several parts to tell `most` of them. Otherwise each entry tells of a few.
    pub whole: bool,
}

/// A part of a history, the latest first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct HistoryPage {
    /// The entries.
    pub entries: Vec<HistoryEntry>,
    /// How many there are in all, as far as was read.
    pub total: u32,
    /// Whether there are closed documents that were not read for this (see [`crate::archive`]).
    pub has_earlier: bool,
    /// Whether it ends early because much had to be read for it; the rest is asked for next.
    pub is_cut: bool,
    /// Whether a closed document could not be read.
    pub is_partial: bool,
}

/// Before or after a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Moment {
    /// Right before it.
    Before,
    /// Right after it.
    After,
}
