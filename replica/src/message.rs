//! The label of a change: which command it carries out, on which license, touching which fields.
//!
//! A license is named by a short tag, not by its identity: in ten years of edits the labels would
//! otherwise be two thirds of the document. Labels are for the history a person reads. Rules never
//! depend on them, so an odd label from another version does no harm. No label ever holds a value,
//! least of all a product key; the one thing in it that somebody typed is their own name.

mod author;
mod label;

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use domain::command::{Change, Command, Edit, Import, RecordChange};
use domain::id::{KeyId, LicenseId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::recovery::RecoveryKind;
use crate::schema::license::{COVERAGE, CUSTOM, write};
use crate::schema::particulars::{DOWNGRADE, PEAK, PRODUCT};

pub use self::author::{Author, LONGEST_NAME};
pub use self::label::{Label, Source};

/// The first 36 bits of a record's identity, as six letters and digits: two of a hundred thousand
/// records share one with a chance of 1 in 14.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag([u8; Tag::LENGTH]);

impl Tag {
    const LENGTH: usize = 6;
    const DIGITS: &[u8; 64] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

    /// The tag of a record.
    pub fn of(id: impl Into<Uuid>) -> Self {
        let mut bits = id.into().as_u128();
        Self(std::array::from_fn(|_| {
            let digit = usize::try_from(bits >> 122).unwrap_or(0);
            bits <<= 6;
            Self::DIGITS.get(digit).copied().unwrap_or(b'0')
        }))
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.0).unwrap_or_default())
    }
}

impl FromStr for Tag {
    type Err = UnknownMessage;

    fn from_str(text: &str) -> Result<Self, UnknownMessage> {
        let bytes: [u8; Self::LENGTH] = text.as_bytes().try_into().map_err(|_| UnknownMessage)?;
        let is_ours = bytes.iter().all(|byte| Self::DIGITS.contains(byte));
        if is_ours { Ok(Self(bytes)) } else { Err(UnknownMessage) }
    }
}

/// What a change did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// Created a license.
    Create(Tag),
    /// Changed fields of licenses.
    Edit(Vec<Tag>, Vec<String>),
    /// Deleted licenses.
    Delete(Vec<Tag>),
    /// Took deletions back.
    Restore(Vec<Tag>),
    /// Added a term to a license.
    Renew(Tag),
    /// Added the terms that have begun by themselves to licenses.
    Assume(Vec<Tag>),
    /// Added so many licenses from a file, and changed these.
    Import(usize, Vec<Tag>),
    /// Took an import back that had added and changed these.
    Unimport(Vec<Tag>),
    /// Carried it out again.
    Reimport(Vec<Tag>),
    /// Changed settings.
    Settings,
    /// Changed these records of this kind; until labels named them there were none.
    Records(RecordKind, Vec<Uuid>),
    /// Gave seats of these licenses, took them back or changed them: which ones.
    Seats(Vec<Tag>, Vec<Tag>),
    /// Sealed or removed product keys, or set a recovery; the vault's own label.
    Keys,
    /// Gave a product key to somebody who looked at it or copied it. Such a change changes nothing.
    Gave(KeyUse, Tag, KeyId),
    /// Wrote so many product keys of these licenses into a file. It changes nothing either.
    ExportedKeys(usize, Vec<Tag>),
    /// Did something about the way back to product keys; in the inventory it changes nothing.
    Recovery(RecoveryAct),
    /// Began the document with the state of the one before (see [`crate::carry_forward`]).
    Carry,
}

/// What a person did about the recovery of product keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RecoveryAct {
    /// Set the passphrase, or made the code.
    Set(RecoveryKind),
    /// Took it away.
    Removed(RecoveryKind),
    /// Opened product keys on another device with one of them.
    Unlocked,
}

impl RecoveryAct {
    const ALL: [Self; 5] = [
        Self::Set(RecoveryKind::Passphrase),
        Self::Set(RecoveryKind::Code),
        Self::Removed(RecoveryKind::Passphrase),
        Self::Removed(RecoveryKind::Code),
        Self::Unlocked,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Set(RecoveryKind::Passphrase) => "set-passphrase",
            Self::Set(RecoveryKind::Code) => "set-code",
            Self::Removed(RecoveryKind::Passphrase) => "remove-passphrase",
            Self::Removed(RecoveryKind::Code) => "remove-code",
            Self::Unlocked => "unlock",
        }
    }
}

/// What a person did with a product key in plain text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeyUse {
    /// Looked at it.
    Revealed,
    /// Copied it.
    Copied,
}

impl KeyUse {
    fn verb(self) -> &'static str {
        match self {
            Self::Revealed => "reveal",
            Self::Copied => "copy",
        }
    }
}

/// Records beside licenses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RecordKind {
    /// Vendors.
    Vendors,
    /// Users.
    Users,
    /// Assets.
    Assets,
    /// Custom fields.
    CustomFields,
    /// Saved views.
    Views,
    /// Kits.
    Kits,
    /// Reviews.
    Reviews,
    /// Requests.
    Requests,
}

impl RecordKind {
    const ALL: [Self; 8] = [
        Self::Vendors,
        Self::Users,
        Self::Assets,
        Self::CustomFields,
        Self::Views,
        Self::Kits,
        Self::Reviews,
        Self::Requests,
    ];

    /// The kind of a change.
    pub fn of(change: &RecordChange) -> Self {
        match change {
            RecordChange::Vendor(_) => Self::Vendors,
            RecordChange::User(_) => Self::Users,
            RecordChange::Asset(_) => Self::Assets,
            RecordChange::CustomField(_) => Self::CustomFields,
            RecordChange::View(_) => Self::Views,
            RecordChange::Kit(_) => Self::Kits,
            RecordChange::Review(_) => Self::Reviews,
            RecordChange::Request(_) => Self::Requests,
        }
    }

    /// The kind of changes that were made together.
    pub fn of_all(changes: &[RecordChange]) -> Self {
        changes.first().map_or(Self::Vendors, Self::of)
    }

    fn code(self) -> &'static str {
        match self {
            Self::Vendors => "vendors",
            Self::Users => "users",
            Self::Assets => "assets",
            Self::CustomFields => "custom_fields",
            Self::Views => "views",
            Self::Kits => "kits",
            Self::Reviews => "reviews",
            Self::Requests => "requests",
        }
    }
}

/// The label is none of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a label of ours")]
pub struct UnknownMessage;

impl Message {
    /// The label of `command`.
    pub fn of(command: &Command) -> Self {
        match command {
            Command::CreateLicense { license, .. } => Self::Create(Tag::of(license.id)),
            Command::EditLicenses { edits, .. } => {
                let ids = edits.iter().map(|edit| Tag::of(edit.after.id)).collect();
                Self::Edit(ids, touched(edits))
            }
            Command::AssumeTerms { edits } => {
                Self::Assume(edits.iter().map(|edit| Tag::of(edit.after.id)).collect())
            }
            Command::DeleteLicenses { ids, .. } => Self::Delete(tags(ids)),
            Command::RestoreLicenses { ids } => Self::Restore(tags(ids)),
            Command::RenewLicense { id, .. } => Self::Renew(Tag::of(*id)),
            Command::ImportLicenses(import) => Self::of_import(import),
            Command::ChangeSettings { .. } => Self::Settings,
            Command::ChangeRecords(changes) => {
                let kind = RecordKind::of_all(changes);
                let changes = changes.iter().filter(|change| RecordKind::of(change) == kind);
                Self::Records(kind, changes.filter_map(RecordChange::id).collect())
            }
            Command::ChangeSeats(changes) => {
                let licenses = changes.licenses();
                let seats = changes.seats.iter().filter_map(Change::record);
                let seats = seats.map(|seat| Tag::of(seat.id)).collect();
                Self::Seats(licenses.into_iter().map(Tag::of).collect(), seats)
            }
            Command::TurnImport(turned) => {
                let edited = turned.edits.iter().map(|edit| edit.after.id);
                let ids: Vec<LicenseId> = turned.licenses.iter().copied().chain(edited).collect();
                let is_undo = turned.deleted_at.is_some();
                if is_undo { Self::Unimport(tags(&ids)) } else { Self::Reimport(tags(&ids)) }
            }
        }
    }

    /// The label of an import.
    pub fn of_import(import: &Import) -> Self {
        let edited = import.edits.iter().map(|edit| Tag::of(edit.after.id));
        Self::Import(import.licenses.len(), edited.collect())
    }

    /// The licenses it names; an import names those it changed.
    pub fn licenses(&self) -> &[Tag] {
        match self {
            Self::Create(id) | Self::Renew(id) | Self::Gave(_, id, _) => std::slice::from_ref(id),
            Self::Edit(ids, _)
            | Self::Delete(ids)
            | Self::Restore(ids)
            | Self::Seats(ids, _)
            | Self::ExportedKeys(_, ids)
            | Self::Assume(ids)
            | Self::Import(_, ids)
            | Self::Unimport(ids)
            | Self::Reimport(ids) => ids,
            Self::Settings | Self::Records(..) | Self::Keys | Self::Recovery(_) | Self::Carry => {
                &[]
            }
        }
    }
}

/// Top-level fields that differ, by the names the document gives them.
fn touched(edits: &[Edit]) -> Vec<String> {
    let mut touched = BTreeSet::new();
    for edit in edits {
        let (before, after) = (write(&edit.before), write(&edit.after));
        let keys = before.keys().chain(after.keys());
        let differing = keys.filter(|key| before.get(*key) != after.get(*key));
        // What follows the point is a value, or an identity that nobody reads.
        touched.extend(differing.map(|key| {
            if key.starts_with(CUSTOM) {
                "custom".to_owned()
            } else if key.starts_with(PRODUCT) {
                "products".to_owned()
            } else if key.starts_with(DOWNGRADE) {
                "older_products".to_owned()
            } else if key.starts_with(PEAK) {
                "peaks".to_owned()
            } else if key.starts_with(COVERAGE) {
                "coverage".to_owned()
            } else {
                key.clone()
            }
        }));
    }
    touched.into_iter().collect()
}

fn tags(ids: &[LicenseId]) -> Vec<Tag> {
    ids.iter().map(|id| Tag::of(*id)).collect()
}

fn listed(ids: &[impl fmt::Display]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

fn listed_in(text: &str) -> Result<Vec<Tag>, UnknownMessage> {
    text.split(',').map(str::parse::<Tag>).collect()
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Create(id) => write!(f, "create {id}"),
            Self::Edit(ids, fields) => write!(f, "edit {} {}", listed(ids), fields.join(",")),
            Self::Delete(ids) => write!(f, "delete {}", listed(ids)),
            Self::Restore(ids) => write!(f, "restore {}", listed(ids)),
            Self::Renew(id) => write!(f, "renew {id}"),
            Self::Assume(ids) => write!(f, "assume {}", listed(ids)),
            Self::Import(n, ids) if ids.is_empty() => write!(f, "import {n}"),
            Self::Import(n, ids) => write!(f, "import {n} {}", listed(ids)),
            Self::Unimport(ids) => write!(f, "unimport {}", listed(ids)),
            Self::Reimport(ids) => write!(f, "reimport {}", listed(ids)),
            Self::Settings => f.write_str("settings"),
            Self::Records(kind, ids) if ids.is_empty() => write!(f, "records {}", kind.code()),
            Self::Records(kind, ids) => write!(f, "records {} {}", kind.code(), listed(ids)),
            Self::Seats(ids, seats) => write!(f, "seats {} {}", listed(ids), listed(seats)),
            Self::Keys => f.write_str("keys"),
            Self::Carry => f.write_str("carry"),
            Self::Gave(how, id, key) => write!(f, "{} {id} {key}", how.verb()),
            Self::Recovery(act) => write!(f, "recovery {}", act.word()),
            Self::ExportedKeys(n, ids) => write!(f, "export-keys {n} {}", listed(ids)),
        }
    }
}

impl FromStr for Message {
    type Err = UnknownMessage;

    fn from_str(label: &str) -> Result<Self, UnknownMessage> {
        let mut words = label.split(' ');
        let verb = words.next().unwrap_or("");
        let object = words.next().unwrap_or("");
        let id = || object.parse::<Tag>().map_err(|_| UnknownMessage);
        let ids = || listed_in(object);
        let mut gave = |how| {
            let key = words.next().and_then(|word| word.parse().ok()).ok_or(UnknownMessage)?;
            Ok(Self::Gave(how, id()?, key))
        };
        match verb {
            "create" => Ok(Self::Create(id()?)),
            "edit" => {
                let fields = words.next().unwrap_or("").split(',').filter(|f| !f.is_empty());
                Ok(Self::Edit(ids()?, fields.map(str::to_owned).collect()))
            }
            "delete" => Ok(Self::Delete(ids()?)),
            "restore" => Ok(Self::Restore(ids()?)),
            "renew" => Ok(Self::Renew(id()?)),
            "assume" => Ok(Self::Assume(ids()?)),
            "import" => {
                let n = object.parse().map_err(|_| UnknownMessage)?;
                // Until imports could change licenses there was no list.
                Ok(Self::Import(n, words.next().map(listed_in).transpose()?.unwrap_or_default()))
            }
            "unimport" => Ok(Self::Unimport(ids()?)),
            "reimport" => Ok(Self::Reimport(ids()?)),
            "settings" => Ok(Self::Settings),
            "records" => {
                let kind = RecordKind::ALL.into_iter().find(|kind| kind.code() == object);
                let ids = words.next().unwrap_or("").split(',').filter_map(|id| id.parse().ok());
                Ok(Self::Records(kind.ok_or(UnknownMessage)?, ids.collect()))
            }
            "seats" => Ok(Self::Seats(ids()?, listed_in(words.next().unwrap_or(""))?)),
            "keys" => Ok(Self::Keys),
            "carry" => Ok(Self::Carry),
            "reveal" => gave(KeyUse::Revealed),
            "copy" => gave(KeyUse::Copied),
            "recovery" => {
                let act = RecoveryAct::ALL.into_iter().find(|act| act.word() == object);
                act.map(Self::Recovery).ok_or(UnknownMessage)
            }
            "export-keys" => {
                let n = object.parse().map_err(|_| UnknownMessage)?;
                Ok(Self::ExportedKeys(n, listed_in(words.next().unwrap_or(""))?))
            }
            _ => Err(UnknownMessage),
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::id::LicenseId;

    use super::*;

    #[test]
    fn a_label_reads_back_and_a_strange_one_is_refused() {
        let id: LicenseId = "67e55044-10b1-426f-9247-bb680e5fe0c8".parse().unwrap();
        let id = Tag::of(id);
        let key = KeyId(Uuid::from_u128(7));
        let labels = [
            Message::Create(id),
            Message::Edit(vec![id, id], vec!["name".to_owned(), "terms".to_owned()]),
            Message::Edit(vec![id], vec![]),
            Message::Delete(vec![id]),
            Message::Restore(vec![id, id]),
            Message::Renew(id),
            Message::Assume(vec![id, id]),
            Message::Import(50, vec![]),
            Message::Import(0, vec![id, id]),
            Message::Unimport(vec![id]),
            Message::Reimport(vec![id, id]),
            Message::Settings,
            Message::Records(RecordKind::CustomFields, vec![]),
            Message::Records(RecordKind::Vendors, vec![Uuid::from_u128(1), Uuid::from_u128(2)]),
            Message::Seats(vec![id], vec![id, id]),
            Message::Keys,
            Message::Carry,
            Message::Gave(KeyUse::Revealed, id, key),
            Message::Gave(KeyUse::Copied, id, key),
            Message::ExportedKeys(3, vec![id, id]),
        ];
        let recovery = RecoveryAct::ALL.map(Message::Recovery);
        let kinds = RecordKind::ALL.map(|kind| Message::Records(kind, vec![Uuid::from_u128(3)]));
        for label in labels.into_iter().chain(recovery).chain(kinds) {
            assert_eq!(label.to_string().parse(), Ok(label));
        }
        assert_eq!("edit nothing".parse::<Message>(), Err(UnknownMessage));
        assert_eq!("".parse::<Message>(), Err(UnknownMessage));
        assert_eq!(format!("reveal {id} what").parse::<Message>(), Err(UnknownMessage));
    }
}
