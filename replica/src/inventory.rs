//! The document of a workspace: licenses, vendors, users, assignments, settings.

#[cfg(test)]
mod tests;
pub(crate) mod write;

use automerge::sync::{self, State};
use automerge::{Automerge, ChangeHash, ObjId, ReadDoc};
use chrono::{DateTime, Utc};
use domain::command::{Command, Refusal, check, check_import};
use domain::id::LicenseId;
use domain::license::License;
use domain::quantity::Quantity;
use domain::workspace::Workspace;

use crate::carry_forward::CarryError;
use crate::change_set::ChangeSet;
use crate::conflicts::{self, Conflict};
use crate::document::{Damage, Document, DocumentError, Flaw, Opened};
use crate::history::{self, Act, ChangeId, HistoryPage, Moment, Page, SeatAct, Subject};
use crate::import_run::ImportRun;
use crate::journal::ChunkKey;
use crate::message::{Author, Label, Message, Source};
use crate::protocol::OverSince;
use crate::records;
use crate::schema::{self, Root};
use crate::tree::{self, Fields};

/// So many acts are looked at to find when a license became over-used.
const MOST_LOOKED_AT: u32 = 100;

/// The inventory: the document, and the same facts as plain records.
#[derive(Debug)]
pub struct Inventory {
    document: Document,
    roots: Roots,
    workspace: Workspace,
    /// Whose acts are carried out here, if they said.
    author: Option<Author>,
}

/// The root maps of an inventory.
#[derive(Debug, Clone)]
pub(crate) struct Roots {
    pub(crate) settings: ObjId,
    pub(crate) vendors: ObjId,
    pub(crate) licenses: ObjId,
    pub(crate) users: ObjId,
    pub(crate) assets: ObjId,
    pub(crate) assignments: ObjId,
    pub(crate) custom_fields: ObjId,
    pub(crate) views: ObjId,
    pub(crate) kits: ObjId,
    pub(crate) reviews: ObjId,
    pub(crate) requests: ObjId,
}

/// An inventory that was opened from its chunks.
#[derive(Debug)]
pub struct OpenedInventory {
    /// The inventory.
    pub inventory: Inventory,
    /// Chunks that could not be used.
    pub damages: Vec<Damage>,
    /// Heads of the snapshot whose cached records were used.
    pub records_of: Option<[u8; 32]>,
}

/// Why a command was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    /// It makes no sense on these records.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The document failed.
    #[error(transparent)]
    Document(#[from] DocumentError),
}

impl Inventory {
    /// An empty inventory that writes as `actor`, a fresh random one.
    pub fn new(actor: [u8; 16]) -> Result<Self, DocumentError> {
        let mut inventory = Self::of(Document::new(schema::inventory_genesis()?, actor))?;
        inventory.project();
        Ok(inventory)
    }

    /// The inventory of these chunks, and the chunks that could not be used.
    pub fn open(
        actor: [u8; 16],
        chunks: &[(ChunkKey, Vec<u8>)],
    ) -> Result<(Self, Vec<Damage>), DocumentError> {
        let opened = Self::open_with(actor, chunks, None)?;
        Ok((opened.inventory, opened.damages))
    }

    /// Like [`Self::open`], faster if `cached` are the records of the snapshot among the chunks
    /// (see [`records`]).
    pub fn open_with(
        actor: [u8; 16],
        chunks: &[(ChunkKey, Vec<u8>)],
        cached: Option<&[u8]>,
    ) -> Result<OpenedInventory, DocumentError> {
        let Opened { document, damages, base } = Document::open(schema::INVENTORY, actor, chunks)?;
        let mut inventory = Self::of(document)?;
        let known = base
            .zip(cached)
            .and_then(|(base, cached)| Some((records::decode(cached, &base.heads)?, base)));
        let records_of = known.as_ref().map(|(_, base)| base.heads);
        match known {
            Some((workspace, base)) => {
                inventory.workspace = workspace;
                inventory.refresh(&mut ChangeSet::of(&base.since));
            }
            None => inventory.project(),
        }
        Ok(OpenedInventory { inventory, damages, records_of })
    }

    /// The inventory that begins with `carried`, the state of `old`, and writes as `actor`.
    ///
    /// # Errors
    /// [`CarryError::Differs`] unless both hold the same records: then `old` must be kept.
    pub fn carried(carried: Automerge, old: &Self, actor: [u8; 16]) -> Result<Self, CarryError> {
        let mut inventory = Self::of(Document::new(carried, actor))?;
        inventory.project();
        inventory.author.clone_from(&old.author);
        if inventory.workspace == old.workspace { Ok(inventory) } else { Err(CarryError::Differs) }
    }

    /// The inventory as it was at `heads`, without whatever came after them; it writes as `actor`.
    ///
    /// # Errors
    /// What Automerge refuses; then this one stays as it is.
    pub fn rewound(&self, heads: &[ChangeHash], actor: [u8; 16]) -> Result<Self, DocumentError> {
        let doc = self.document.automerge().fork_at(heads)?;
        let mut inventory = Self::of(Document::new(doc, actor))?;
        inventory.project();
        inventory.author.clone_from(&self.author);
        Ok(inventory)
    }

    /// Without its records: the caller reads them, or has them.
    fn of(document: Document) -> Result<Self, DocumentError> {
        let roots = Roots {
            settings: document.root(Root::Settings.key())?,
            vendors: document.root(Root::Vendors.key())?,
            licenses: document.root(Root::Licenses.key())?,
            users: document.root(Root::Users.key())?,
            assets: document.root(Root::Assets.key())?,
            assignments: document.root(Root::Assignments.key())?,
            custom_fields: document.root(Root::CustomFields.key())?,
            views: document.root(Root::Views.key())?,
            kits: document.root(Root::Kits.key())?,
            reviews: document.root(Root::Reviews.key())?,
            requests: document.root(Root::Requests.key())?,
        };
        Ok(Self { document, roots, workspace: Workspace::default(), author: None })
    }

    /// The records.
    pub fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// The document, to save or compare.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The document, to mark what is stored.
    pub fn document_mut(&mut self) -> &mut Document {
        &mut self.document
    }

    /// Says whose acts are carried out from now on.
    pub fn set_author(&mut self, author: Option<Author>) {
        self.author = author;
    }

    /// Carries `command` out as one transaction, as a form or a file asks for it.
    pub fn apply(&mut self, command: &Command, at: DateTime<Utc>) -> Result<ChangeSet, ApplyError> {
        self.apply_from(Source::Form, command, at)
    }

    /// Carries `command` out as one transaction, and says where it came from.
    pub fn apply_from(
        &mut self,
        source: Source,
        command: &Command,
        at: DateTime<Utc>,
    ) -> Result<ChangeSet, ApplyError> {
        if let Command::ImportLicenses(import) = command {
            let mut run = self.begin_import(import)?;
            while run.step(usize::MAX)?.is_some() {}
            return Ok(run.commit(at));
        }
        check(&self.workspace, command)?;
        let roots = self.roots.clone();
        let label = Label::new(Message::of(command), source, self.author.as_ref());
        self.document.transact(&label, at, |tx| write::write(tx, &roots, command))?;
        let mut changes = ChangeSet::touched_by(command);
        self.refresh(&mut changes);
        Ok(changes)
    }

    /// Begins an import that can be carried out in steps and cancelled between them.
    pub fn begin_import<'a>(
        &'a mut self,
        import: &'a domain::command::Import,
    ) -> Result<ImportRun<'a>, ApplyError> {
        check_import(&self.workspace, import)?;
        let tx = self.document.begin()?;
        let label = Label::new(Message::of_import(import), Source::Import, self.author.as_ref());
        Ok(ImportRun::new(tx, &self.roots, &mut self.workspace, import, label))
    }

    /// Notes in the history that something was done that changes no record.
    pub fn note(&mut self, message: &Message, at: DateTime<Utc>) -> Result<(), DocumentError> {
        let label = Label::new(message.clone(), Source::Form, self.author.as_ref());
        self.document.note(&label, at)
    }

    /// Takes in changes from elsewhere.
    pub fn merge(&mut self, bytes: &[u8]) -> Result<ChangeSet, DocumentError> {
        let patches = self.document.merge(bytes)?;
        let mut changes = ChangeSet::of(&patches);
        self.refresh(&mut changes);
        Ok(changes)
    }

    /// Takes in what another device says about it.
    pub fn receive(
        &mut self,
        state: &mut State,
        message: sync::Message,
    ) -> Result<ChangeSet, DocumentError> {
        let patches = self.document.receive(state, message)?;
        let mut changes = ChangeSet::of(&patches);
        self.refresh(&mut changes);
        Ok(changes)
    }

    /// Takes in a chunk from storage.
    ///
    /// # Errors
    /// When it is damaged; then nothing of it is taken in.
    pub fn merge_chunk(&mut self, key: &ChunkKey, bytes: &[u8]) -> Result<ChangeSet, Flaw> {
        let patches = self.document.merge_chunk(key, bytes)?;
        let mut changes = ChangeSet::of(&patches);
        self.refresh(&mut changes);
        Ok(changes)
    }

    /// What happened, to one record or to all, the latest first.
    pub fn history(&self, of: Subject, page: Page) -> HistoryPage {
        history::read(self.document.automerge(), &self.roots.licenses, &self.workspace, of, page)
    }

    /// Since when and by whom `gap` more seats of a license are used than owned, as its history tells.
    pub fn over_since(&self, id: LicenseId, gap: Quantity) -> Option<OverSince> {
        if gap.is_zero() {
            return None;
        }
        let page = Page { skip: 0, most: MOST_LOOKED_AT, whole: true };
        let entries = self.history(Subject::License(id), page).entries;
        let (mut given, mut over) = (Quantity::ZERO, None::<OverSince>);
        // From the last one back: the seats that make up the gap.
        for entry in entries.into_iter().filter(|entry| entry.act == Act::Seats) {
            let seats = entry.seats.iter().filter(|seat| seat.act == SeatAct::Given);
            let sum = seats.fold(Quantity::ZERO, |sum, seat| sum.plus(seat.quantity));
            if sum.is_zero() {
                continue;
            }
            given = given.plus(sum);
            let by = &mut over.get_or_insert(OverSince { since: entry.at, by: Vec::new() }).by;
            let author = entry.author.map(|author| author.name().to_owned());
            by.extend(author.filter(|name| !by.contains(name)));
            if let Some(over) = &mut over {
                over.since = entry.at;
            }
            if given >= gap {
                break;
            }
        }
        over
    }

    /// A license as it was right after a change, or right before it.
    pub fn license_at(&self, id: LicenseId, change: ChangeId, moment: Moment) -> Option<License> {
        let doc = self.document.automerge();
        history::license_at(doc, &self.roots.licenses, id, change, moment)
    }

    /// Fields of a license that two people set at once.
    pub fn conflicts(&self, id: LicenseId) -> Vec<Conflict> {
        conflicts::of(self.document.automerge(), &self.roots.licenses, &self.workspace, id)
    }

    /// Reads everything from the document into empty records, in one pass.
    fn project(&mut self) {
        let doc = self.document.automerge();
        let all = |root: &ObjId| {
            tree::read(doc, root).into_iter().filter_map(|(key, tree)| match tree {
                tree::Tree::Map(fields) => Some((key, fields)),
                tree::Tree::Text(_)
                | tree::Tree::Int(_)
                | tree::Tree::Bool(_)
                | tree::Tree::Bytes(_) => None,
            })
        };
        let workspace = &mut self.workspace;
        workspace.settings = schema::settings::read(&tree::read(doc, &self.roots.settings));
        workspace.vendors.extend(all(&self.roots.vendors).filter_map(|(key, fields)| {
            key.parse().ok().map(|id| (id, schema::vendor::read(id, &fields)))
        }));
        workspace.users.extend(all(&self.roots.users).filter_map(|(key, fields)| {
            key.parse().ok().map(|id| (id, schema::user::read(id, &fields)))
        }));
        workspace.assets.extend(all(&self.roots.assets).filter_map(|(key, fields)| {
            key.parse().ok().map(|id| (id, schema::asset::read(id, &fields)))
        }));
        workspace.assignments.extend(all(&self.roots.assignments).filter_map(|(key, fields)| {
            let id = key.parse().ok()?;
            Some((id, schema::assignment::read(id, &fields)?))
        }));
        workspace.custom_fields.extend(all(&self.roots.custom_fields).filter_map(
            |(key, fields)| {
                key.parse().ok().map(|id| (id, schema::custom_field::read(id, &fields)))
            },
        ));
        workspace.views.extend(all(&self.roots.views).filter_map(|(key, fields)| {
            key.parse().ok().map(|id| (id, schema::view::read(id, &fields)))
        }));
        workspace.kits.extend(all(&self.roots.kits).filter_map(|(key, fields)| {
            key.parse().ok().map(|id| (id, schema::kit::read(id, &fields)))
        }));
        workspace.reviews.extend(all(&self.roots.reviews).filter_map(|(key, fields)| {
            key.parse().ok().map(|id| (id, schema::review::read(id, &fields)))
        }));
        workspace.requests.extend(all(&self.roots.requests).filter_map(|(key, fields)| {
            let id = key.parse().ok()?;
            Some((id, schema::request::read(id, &fields)?))
        }));
        workspace.licenses.extend(all(&self.roots.licenses).filter_map(|(key, fields)| {
            key.parse().ok().map(|id| (id, schema::license::read(id, &fields)))
        }));
    }

    /// Reads the touched records anew, and notes the licenses of seats that were there before.
    fn refresh(&mut self, changes: &mut ChangeSet) {
        let doc = self.document.automerge();
        let record = |root: &ObjId, key: String| -> Option<Fields> {
            let (value, id) = doc.get(root, key).ok()??;
            value.is_object().then(|| tree::read(doc, &id))
        };
        let workspace = &mut self.workspace;
        if changes.settings {
            workspace.settings = schema::settings::read(&tree::read(doc, &self.roots.settings));
        }
        for id in &changes.vendors {
            let found = record(&self.roots.vendors, id.to_string());
            replace(&mut workspace.vendors, *id, found.map(|f| schema::vendor::read(*id, &f)));
        }
        for id in &changes.users {
            let found = record(&self.roots.users, id.to_string());
            replace(&mut workspace.users, *id, found.map(|f| schema::user::read(*id, &f)));
        }
        for id in &changes.assets {
            let found = record(&self.roots.assets, id.to_string());
            replace(&mut workspace.assets, *id, found.map(|f| schema::asset::read(*id, &f)));
        }
        for id in &changes.custom_fields {
            let found = record(&self.roots.custom_fields, id.to_string());
            let read = found.map(|f| schema::custom_field::read(*id, &f));
            replace(&mut workspace.custom_fields, *id, read);
        }
        for id in &changes.views {
            let found = record(&self.roots.views, id.to_string());
            replace(&mut workspace.views, *id, found.map(|f| schema::view::read(*id, &f)));
        }
        for id in &changes.kits {
            let found = record(&self.roots.kits, id.to_string());
            replace(&mut workspace.kits, *id, found.map(|f| schema::kit::read(*id, &f)));
        }
        for id in &changes.reviews {
            let found = record(&self.roots.reviews, id.to_string());
            replace(&mut workspace.reviews, *id, found.map(|f| schema::review::read(*id, &f)));
        }
        for id in &changes.requests {
            let found = record(&self.roots.requests, id.to_string());
            let read = found.and_then(|f| schema::request::read(*id, &f));
            replace(&mut workspace.requests, *id, read);
        }
        for id in &changes.licenses {
            let found = record(&self.roots.licenses, id.to_string());
            replace(&mut workspace.licenses, *id, found.map(|f| schema::license::read(*id, &f)));
        }
        for id in &changes.assignments {
            let found = record(&self.roots.assignments, id.to_string());
            let read = found.and_then(|f| schema::assignment::read(*id, &f));
            let before = workspace.assignments.get(id).map(|seat| seat.license_id);
            changes.seat_licenses.extend(before);
            match read {
                Some(seat) => drop(workspace.assignments.insert(*id, seat)),
                None => drop(workspace.assignments.remove(*id)),
            }
        }
    }
}

fn replace<K: Ord, V>(map: &mut std::collections::BTreeMap<K, V>, key: K, value: Option<V>) {
    match value {
        Some(value) => drop(map.insert(key, value)),
        None => drop(map.remove(&key)),
    }
}
