//! What happened to a license, from the document itself.

use automerge::{Automerge, ObjId, ReadDoc};
use chrono::{DateTime, Utc};
use domain::id::LicenseId;
use serde::{Deserialize, Serialize};

use crate::message::Message;

/// One act, as the History tab shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryEntry {
    /// When, to the second.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
    /// What.
    pub act: Act,
}

/// What was done to a license.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Act {
    /// It was created in the form.
    Created,
    /// It came from a file, with so many others.
    Imported(u32),
    /// Fields were changed, by the names the document gives them.
    Edited(Vec<String>),
    /// It was deleted.
    Deleted,
    /// The deletion was taken back.
    Restored,
    /// A term was added.
    Renewed,
}

/// The history of one license, the latest first.
pub(crate) fn of_license(doc: &Automerge, licenses: &ObjId, id: LicenseId) -> Vec<HistoryEntry> {
    let created_in = doc
        .get(licenses, id.to_string())
        .ok()
        .flatten()
        .and_then(|(_, object)| doc.hash_for_opid(&object));
    let mut entries: Vec<HistoryEntry> = doc
        .get_changes_meta(&[])
        .iter()
        .filter_map(|change| {
            let message: Message = change.message.as_deref()?.parse().ok()?;
            let act = match message {
                Message::Import(n) if Some(change.hash) == created_in => {
                    Act::Imported(u32::try_from(n).unwrap_or(u32::MAX))
                }
                ref of_it if of_it.license() != Some(id) => return None,
                Message::Create(_) => Act::Created,
                Message::Edit(_, fields) => Act::Edited(fields),
                Message::Delete(_) => Act::Deleted,
                Message::Restore(_) => Act::Restored,
                Message::Renew(_) => Act::Renewed,
                Message::Import(_) | Message::Settings | Message::Keys => return None,
            };
            Some(HistoryEntry { at: DateTime::from_timestamp(change.timestamp, 0)?, act })
        })
        .collect();
    entries.reverse();
    entries
}
