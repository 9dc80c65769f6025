//! Reading a history from the document.

use std::collections::BTreeMap;

use automerge::{Automerge, ChangeHash, ChangeMetadata, ObjId, ReadDoc};
use chrono::DateTime;
use domain::difference::{self, Difference};
use domain::id::LicenseId;
use domain::license::License;
use domain::workspace::Workspace;

use super::records;
use super::{Act, ChangeId, HistoryEntry, HistoryPage, Moment, Page, TouchedLicense};
use crate::message::{Label, LicenseTag, Message};
use crate::schema;
use crate::tree;

/// How many licenses or records an entry tells of.
pub(super) const NAMED: usize = 3;

/// A part of a whole history ends early after reading so many licenses: a second or so.
pub(super) const MOST_READ: usize = 2_000;

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
    let mut told: Vec<(&ChangeMetadata<'_>, Label)> = changes
        .iter()
        .filter_map(|change| {
            let label: Label = change.message.as_deref()?.parse().ok()?;
            let is_of = match (of, &label.message) {
                (None, message) => !matches!(message, Message::Keys | Message::Carry),
                (Some(_), Message::Import(..)) if Some(change.hash) == created_in => true,
                (Some(id), message) => message.licenses().contains(&LicenseTag::of(id)),
            };
            is_of.then_some((change, label))
        })
        .collect();
    // Changes of devices that worked apart come in no order of time.
    told.sort_by_key(|(change, _)| change.timestamp);
    told.reverse();
    let known = workspace.licenses.keys().map(|id| (LicenseTag::of(*id), *id)).collect();
    let mut reader = Reader { doc, licenses, workspace, known, whole: page.whole, n_read: 0 };
    let mut part = HistoryPage {
        total: u32::try_from(told.len()).unwrap_or(u32::MAX),
        ..HistoryPage::default()
    };
    for (change, label) in told.into_iter().skip(page.skip as usize).take(page.most as usize) {
        if page.whole && reader.n_read >= MOST_READ {
            part.is_cut = true;
            break;
        }
        let is_new = of.is_none() || created_in == Some(change.hash);
        part.entries.extend(reader.entry(change, label, of, is_new));
    }
    part
}

struct Reader<'a> {
    doc: &'a Automerge,
    licenses: &'a ObjId,
    workspace: &'a Workspace,
    known: BTreeMap<LicenseTag, LicenseId>,
    whole: bool,
    /// So many licenses were read.
    n_read: usize,
}

impl Reader<'_> {
    fn entry(
        &mut self,
        change: &ChangeMetadata<'_>,
        label: Label,
        of: Option<LicenseId>,
        is_new: bool,
    ) -> Option<HistoryEntry> {
        let Label { message, source, author } = label;
        let at = DateTime::from_timestamp(change.timestamp, 0)?;
        let act = self.act(&message, is_new)?;
        let most = if self.whole { usize::MAX } else { NAMED };
        let named = || message.licenses().iter().filter_map(|tag| self.known.get(tag)).copied();
        let ids: Vec<LicenseId> = of.map_or_else(|| named().take(most).collect(), |id| vec![id]);
        let licenses = ids.into_iter().map(|id| self.touched(id, &message, change)).collect();
        Some(HistoryEntry {
            change: change.hash.0,
            at,
            author,
            act,
            source,
            licenses,
            n_licenses: u32::try_from(message.licenses().len()).unwrap_or(u32::MAX),
            records: records::touched(self.doc, self.workspace, &message, change, most),
        })
    }

    fn act(&self, message: &Message, is_new: bool) -> Option<Act> {
        let n_tags = message.licenses().len();
        let of_file = |n: usize| u32::try_from(n.saturating_add(n_tags)).unwrap_or(u32::MAX);
        Some(match message {
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
            Message::Records(kind, _) => Act::Records(*kind),
            Message::Keys | Message::Carry => return None,
            Message::Gave(how, tag, key) => {
                let license = self.known.get(tag).and_then(|id| self.workspace.licenses.get(id));
                Act::GaveKey(*how, license.and_then(|license| license.keys.get(key)).cloned())
            }
            Message::ExportedKeys(n, _) => Act::ExportedKeys(u32::try_from(*n).unwrap_or(u32::MAX)),
            Message::Recovery(act) => Act::Recovery(*act),
        })
    }

    fn touched(
        &mut self,
        id: LicenseId,
        message: &Message,
        change: &ChangeMetadata<'_>,
    ) -> TouchedLicense {
        let name = self.workspace.licenses.get(&id).map(|license| license.name.clone());
        // Nothing else changes what a license says.
        let can_differ = matches!(
            message,
            Message::Edit(..)
                | Message::Renew(_)
                | Message::Assume(_)
                | Message::Import(..)
                | Message::Unimport(_)
                | Message::Reimport(_)
        );
        let differences = if can_differ { self.differences(id, change) } else { Vec::new() };
        TouchedLicense { id, name: name.unwrap_or_default(), differences }
    }

    fn differences(&mut self, id: LicenseId, change: &ChangeMetadata<'_>) -> Vec<Difference> {
        self.n_read += 1;
        let before = read_at(self.doc, self.licenses, id, &change.deps);
        let after = read_at(self.doc, self.licenses, id, &[change.hash]);
        match (before, after) {
            (Some(before), Some(after)) => difference::between(&before, &after, self.workspace),
            // What a new license began with is seen on its page.
            (None, _) | (_, None) => Vec::new(),
        }
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
