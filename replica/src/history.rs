//! What happened, from the document itself: every change is kept with its time and its label, and
//! the document can be read as it was before and after each.

use std::collections::BTreeMap;

use automerge::{Automerge, ChangeHash, ChangeMetadata, ObjId, ReadDoc};
use chrono::{DateTime, Utc};
use domain::difference::{self, Difference};
use domain::id::LicenseId;
use domain::license::{KeyLabel, License};
use domain::workspace::Workspace;
use serde::{Deserialize, Serialize};

use crate::message::{KeyUse, LicenseTag, Message, RecordKind, RecoveryAct};
use crate::schema;
use crate::tree;

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
    /// What.
    pub act: Act,
    /// The first few licenses it touched, by name as they are called now.
    pub licenses: Vec<(LicenseId, String)>,
    /// How many it touched.
    pub n_licenses: u32,
    /// What it changed of the license in question.
    pub differences: Vec<Difference>,
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
    /// A product key was looked at or copied; what anybody may read of it, unless it is gone.
    GaveKey(KeyUse, Option<KeyLabel>),
    /// So many product keys were written into a file.
    ExportedKeys(u32),
    /// Something was done about the way back to product keys.
    Recovery(RecoveryAct),
}

/// Which part of a history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// So many of the latest entries are left out.
    pub skip: u32,
    /// At most so many.
    pub most: u32,
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
}

/// Before or after a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Moment {
    /// Right before it.
    Before,
    /// Right after it.
    After,
}

/// How many licenses an entry names.
const NAMED: usize = 3;

/// The history of one license, or of all.
pub(crate) fn read(
    doc: &Automerge,
    licenses: &ObjId,
    workspace: &Workspace,
    of: Option<LicenseId>,
    page: Page,
) -> HistoryPage {
    let created_in = of
        .and_then(|id| doc.get(licenses, id.to_string()).ok().flatten())
        .and_then(|(_, object)| doc.hash_for_opid(&object));
    let changes = doc.get_changes_meta(&[]);
    let mut told: Vec<(&ChangeMetadata<'_>, Message)> = changes
        .iter()
        .filter_map(|change| {
            let message: Message = change.message.as_deref()?.parse().ok()?;
            let is_of = match (of, &message) {
                (None, message) => !matches!(message, Message::Keys | Message::Carry),
                (Some(_), Message::Import(..)) if Some(change.hash) == created_in => true,
                (Some(id), message) => message.licenses().contains(&LicenseTag::of(id)),
            };
            is_of.then_some((change, message))
        })
        .collect();
    // Changes of devices that worked apart come in no order of time.
    told.sort_by_key(|(change, _)| change.timestamp);
    told.reverse();
    let known: BTreeMap<LicenseTag, LicenseId> =
        workspace.licenses.keys().map(|id| (LicenseTag::of(*id), *id)).collect();
    let total = u32::try_from(told.len()).unwrap_or(u32::MAX);
    let part = told.into_iter().skip(page.skip as usize).take(page.most as usize);
    let entries = part.filter_map(|(change, message)| {
        let only = match (&message, message.licenses()) {
            (Message::Import(1.., _), _) => None,
            (_, [only]) => known.get(only).copied(),
            _ => None,
        };
        let differences = of
            .or(only)
            .map(|id| differences(doc, licenses, workspace, id, change))
            .unwrap_or_default();
        let is_new = of.is_none() || created_in == Some(change.hash);
        entry(change, message, is_new, workspace, &known, differences)
    });
    HistoryPage { entries: entries.collect(), total, has_earlier: false }
}

fn entry(
    change: &ChangeMetadata<'_>,
    message: Message,
    is_new: bool,
    workspace: &Workspace,
    known: &BTreeMap<LicenseTag, LicenseId>,
    differences: Vec<Difference>,
) -> Option<HistoryEntry> {
    let tags = message.licenses();
    let ids = tags.iter().filter_map(|tag| known.get(tag));
    let name = |id: &LicenseId| workspace.licenses.get(id).map(|l| l.name.clone());
    let licenses = ids.take(NAMED).map(|id| (*id, name(id).unwrap_or_default())).collect();
    let n_licenses = u32::try_from(tags.len()).unwrap_or(u32::MAX);
    let of_file = |n: usize| u32::try_from(n.saturating_add(tags.len())).unwrap_or(u32::MAX);
    let act = match &message {
        Message::Create(_) => Act::Created,
        Message::Edit(_, fields) => Act::Edited(fields.clone()),
        Message::Delete(_) => Act::Deleted,
        Message::Restore(_) => Act::Restored,
        Message::Renew(_) => Act::Renewed,
        Message::Assume(_) => Act::Assumed,
        Message::Import(n @ 1.., _) if is_new => Act::Imported(of_file(*n)),
        Message::Import(n, _) => Act::Updated(of_file(*n)),
        Message::Unimport(_) => Act::ImportUndone,
        Message::Reimport(_) => Act::ImportRedone,
        Message::Settings => Act::Settings,
        Message::Records(kind) => Act::Records(*kind),
        Message::Keys | Message::Carry => return None,
        Message::Gave(how, tag, key) => {
            let license = known.get(tag).and_then(|id| workspace.licenses.get(id));
            Act::GaveKey(*how, license.and_then(|license| license.keys.get(key)).cloned())
        }
        Message::ExportedKeys(n, _) => Act::ExportedKeys(u32::try_from(*n).unwrap_or(u32::MAX)),
        Message::Recovery(act) => Act::Recovery(*act),
    };
    Some(HistoryEntry {
        change: change.hash.0,
        at: DateTime::from_timestamp(change.timestamp, 0)?,
        act,
        licenses,
        n_licenses,
        differences,
    })
}

fn differences(
    doc: &Automerge,
    licenses: &ObjId,
    workspace: &Workspace,
    id: LicenseId,
    change: &ChangeMetadata<'_>,
) -> Vec<Difference> {
    let before = read_at(doc, licenses, id, &change.deps);
    let after = read_at(doc, licenses, id, &[change.hash]);
    match (before, after) {
        (Some(before), Some(after)) => difference::between(&before, &after, workspace),
        // What a new license began with is seen on its page.
        (None, _) | (_, None) => Vec::new(),
    }
}

/// A license as it was right after a change, or right before it.
pub(crate) fn license_at(
    doc: &Automerge,
    licenses: &ObjId,
    id: LicenseId,
    change: ChangeId,
    moment: Moment,
) -> Option<License> {
    let meta = doc.get_change_meta_by_hash(&ChangeHash(change))?;
    match moment {
        Moment::Before => read_at(doc, licenses, id, &meta.deps),
        Moment::After => read_at(doc, licenses, id, &[meta.hash]),
    }
}

fn read_at(doc: &Automerge, root: &ObjId, id: LicenseId, heads: &[ChangeHash]) -> Option<License> {
    let (_, object) = doc.get_at(root, id.to_string(), heads).ok().flatten()?;
    Some(schema::license::read(id, &tree::read_at(doc, &object, heads)))
}

#[cfg(test)]
mod tests {
    use domain::command::{Command, Named};
    use domain::id::KeyId;
    use domain::license_type::LicenseType;
    use uuid::Uuid;

    use super::*;
    use crate::inventory::Inventory;
    use crate::journal::ChunkKey;

    const ALL: Page = Page { skip: 0, most: 10 };

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).unwrap()
    }

    /// An inventory of one license with one product key.
    fn inventory() -> (Inventory, LicenseId, KeyId) {
        let (id, key) = (LicenseId(Uuid::from_u128(1 << 100)), KeyId(Uuid::from_u128(2)));
        let mut license = License::new(id, LicenseType::Trial, at(0));
        let label = KeyLabel { label: "Lab".to_owned(), last4: "4F2A".to_owned() };
        license.keys.insert(key, label);
        let mut inventory = Inventory::new([1; 16]).unwrap();
        let create = Command::CreateLicense { license: Box::new(license), named: Named::default() };
        inventory.apply(&create, at(1)).unwrap();
        (inventory, id, key)
    }

    #[test]
    fn what_was_done_with_a_key_is_told_and_changes_nothing_else() {
        let (mut inventory, id, key) = inventory();
        let before = inventory.workspace().clone();
        inventory.document_mut().mark_stored();
        let tag = LicenseTag::of(id);
        inventory.note(&Message::Gave(KeyUse::Revealed, tag, key), at(2)).unwrap();
        inventory.note(&Message::Gave(KeyUse::Copied, tag, key), at(3)).unwrap();
        inventory.note(&Message::ExportedKeys(1, vec![tag]), at(4)).unwrap();
        let chunk = inventory.document().unsaved().unwrap();
        let snapshot = inventory.document().save();

        let label = inventory.workspace().licenses[&id].keys[&key].clone();
        let expected = [
            Act::ExportedKeys(1),
            Act::GaveKey(KeyUse::Copied, Some(label.clone())),
            Act::GaveKey(KeyUse::Revealed, Some(label)),
            Act::Created,
        ];
        let name = ChunkKey::snapshot(&inventory.document().heads_digest());
        let (from_snapshot, _) = Inventory::open([2; 16], &[(name, snapshot)]).unwrap();
        let (mut elsewhere, ..) = self::inventory();
        let changes = elsewhere.merge(&chunk).unwrap();
        assert!(changes.is_empty());
        assert!(!elsewhere.document().has_gaps());
        for inventory in [&inventory, &from_snapshot, &elsewhere] {
            assert_eq!(*inventory.workspace(), before);
            for of in [None, Some(id)] {
                let page = inventory.history(of, ALL);
                let acts: Vec<Act> = page.entries.iter().map(|entry| entry.act.clone()).collect();
                assert_eq!(acts, expected);
                assert!(page.entries.iter().all(|entry| entry.differences.is_empty()));
            }
        }
        let stranger = LicenseId(Uuid::from_u128(9 << 100));
        assert_eq!(inventory.history(Some(stranger), ALL).total, 0);
    }

    #[test]
    fn of_a_key_that_is_gone_the_use_is_still_told() {
        let (mut inventory, id, key) = inventory();
        inventory.note(&Message::Gave(KeyUse::Revealed, LicenseTag::of(id), key), at(2)).unwrap();
        let before = inventory.workspace().licenses[&id].clone();
        let after = License { keys: BTreeMap::new(), ..before.clone() };
        inventory.apply(&Command::edit(before, after), at(3)).unwrap();
        let page = inventory.history(Some(id), ALL);
        assert_eq!(page.entries[1].act, Act::GaveKey(KeyUse::Revealed, None));
    }
}
