//! Reading a history from the document.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use automerge::{Automerge, ChangeHash, ChangeMetadata, ObjId, ReadDoc};
use chrono::DateTime;
use domain::difference::{self, Difference};
use domain::id::{AssetId, AssignmentId, LicenseId, UserId};
use domain::license::License;
use domain::workspace::Workspace;

use super::records;
use super::seats;
use super::{
    Act, ChangeId, HistoryEntry, HistoryPage, Moment, Page, Subject, TouchedLicense, TouchedSeat,
};
use crate::message::{Label, Message, RecordKind, Tag};
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
    of: Subject,
    page: Page,
) -> HistoryPage {
    let license = if let Subject::License(id) = of { Some(id) } else { None };
    let tags = seats::tags_of(workspace, of);
    let created_in = license
        .and_then(|id| doc.get(licenses, id.to_string()).ok().flatten())
        .and_then(|(_, object)| doc.hash_for_opid(&object));
    let changes = doc.get_changes_meta(&[]);
    let mut told: Vec<(&ChangeMetadata<'_>, Label)> = changes
        .iter()
        .filter_map(|change| {
            let label: Label = change.message.as_deref()?.parse().ok()?;
            let is_of = match (of, &label.message) {
                (Subject::All, message) => !matches!(message, Message::Keys | Message::Carry),
                (Subject::License(_), Message::Import(..)) if Some(change.hash) == created_in => {
                    true
                }
                (Subject::License(id), message) => message.licenses().contains(&Tag::of(id)),
                (_, Message::Seats(_, seats)) => seats.iter().any(|seat| tags.contains(seat)),
                (Subject::User(UserId(id)), Message::Records(RecordKind::Users, ids))
                | (Subject::Asset(AssetId(id)), Message::Records(RecordKind::Assets, ids)) => {
                    ids.contains(&id)
                }
                (Subject::User(_) | Subject::Asset(_), _) => false,
            };
            is_of.then_some((change, label))
        })
        .collect();
    // Changes of devices that worked apart come in no order of time.
    told.sort_by_key(|(change, _)| change.timestamp);
    told.reverse();
    let known = workspace.licenses.keys().map(|id| (Tag::of(*id), *id)).collect();
    let mut reader = Reader {
        doc,
        licenses,
        workspace,
        known,
        known_seats: OnceCell::new(),
        of,
        whole: page.whole,
        n_read: 0,
    };
    let mut part = HistoryPage {
        total: u32::try_from(told.len()).unwrap_or(u32::MAX),
        ..HistoryPage::default()
    };
    for (change, label) in told.into_iter().skip(page.skip as usize).take(page.most as usize) {
        if page.whole && reader.n_read >= MOST_READ {
            part.is_cut = true;
            break;
        }
        let is_new = of == Subject::All || created_in == Some(change.hash);
        part.entries.extend(reader.entry(change, label, license, is_new));
    }
    part
}

struct Reader<'a> {
    doc: &'a Automerge,
    licenses: &'a ObjId,
    workspace: &'a Workspace,
    known: BTreeMap<Tag, LicenseId>,
    /// Seats by their tags, when somebody asks.
    known_seats: OnceCell<BTreeMap<Tag, AssignmentId>>,
    of: Subject,
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
            n_seats: if let Message::Seats(_, seats) = &message {
                u32::try_from(seats.len()).unwrap_or(u32::MAX)
            } else {
                0
            },
            seats: self.seats(&message, change, most),
            records: records::touched(self.doc, self.workspace, &message, change, most),
        })
    }

    /// The seats a change touched; in the history of one record, those of that.
    fn seats(
        &self,
        message: &Message,
        change: &ChangeMetadata<'_>,
        most: usize,
    ) -> Vec<TouchedSeat> {
        let Message::Seats(_, tags) = message else { return Vec::new() };
        let known = self.known_seats.get_or_init(|| {
            self.workspace.assignments.keys().map(|id| (Tag::of(*id), *id)).collect()
        });
        let ids = tags.iter().filter_map(|tag| known.get(tag)).copied();
        seats::touched(self.doc, self.workspace, self.of, ids, change, most)
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
            Message::Seats(..) => Act::Seats,
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
