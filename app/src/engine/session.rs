//! An open workspace: its documents, its place in storage, its line to other tabs.

mod exchange;
mod product_keys;
mod recovery;
mod shared;
mod turn;
mod undo;

use std::cell::RefCell;

use chrono::{DateTime, Utc};
use domain::command::{Command, Edit, check};
use domain::date::Date;
use domain::id::{KeyId, LicenseId, WorkspaceId};
use domain::renewal;
use replica::change_set::ChangeSet;
use replica::document::{Damage, DocumentError};
use replica::document_id::DocumentId;
use replica::inventory::{Inventory, OpenedInventory};
use replica::journal::Journal;
use replica::message::Source;
use replica::protocol::{
    Answer, DamagedPart, DocumentKind, Failure, FromEngine, LicenseDetail, PlainKey,
};
use replica::snapshot::Snapshot;
use replica::update;
use replica::vault::Vault;

use super::keeper::{Keeper, Shelf};
use super::leader::{self, Leader};
use super::mailbox::Mailbox;
use super::tabs::{News, TabMessage, Tabs};
use crate::platform::random;
use crate::storage::chunks::Loaded;
use crate::storage::device_keys::DeviceKeys;
use crate::storage::memberships::Membership;
use crate::storage::registry::{Card, Registration};
use undo::Steps;

/// The page takes in a message of so many records within a frame or two.
const RECORDS_A_MESSAGE: usize = 500;

/// Storage that was not there is looked after again this much later, in milliseconds.
const STORAGE_LOOKED_AFTER: u32 = 5_000;

/// What a session goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Footing {
    /// It is the device's first workspace, under an identity made up for want of storage.
    Nameless,
    /// Its identity is known; the names of its documents were made up for want of storage.
    Unregistered,
    /// It is registered in storage.
    Registered,
}

/// An open workspace.
#[derive(Debug)]
pub struct Session {
    pub(crate) registration: Registration,
    pub(crate) inventory: Inventory,
    pub(crate) vault: Vault,
    inventory_shelf: Shelf,
    vault_shelf: Shelf,
    pub(crate) keeper: Keeper,
    tabs: Option<Tabs>,
    leader: Leader,
    mailbox: Mailbox,
    /// This device's keys of it, as far as they were needed; those it seals with first.
    keys: Vec<DeviceKeys>,
    cached_revision: Option<u64>,
    /// The revision whose document was looked after last.
    tended: Option<u64>,
    /// What the list of workspaces was told last.
    noted: Option<Card>,
    /// Heads of the snapshot whose records are cached.
    cached_records: Option<[u8; 32]>,
    /// Stored chunks that could not be read, as far as somebody has tried to.
    pub(crate) damages: Vec<DamagedPart>,
    /// What has changed since somebody took note of it; `None` for everything.
    touched: RefCell<Option<ChangeSet>>,
    /// What can be taken back.
    pub(crate) steps: Steps,
    footing: Footing,
    /// Whether there were licenses in it of which nothing is stored any more: until a person says
    /// that it begins anew, nothing is written, and what is cached of it stays.
    pub(crate) is_gone: bool,
    /// Whether it could not be carried forward; another try would come to the same end.
    pub(crate) has_failed_to_carry: bool,
    /// How it is shared; `None` if it is on this device only.
    pub(crate) share: Option<Membership>,
}

impl Session {
    /// Opens a workspace of this device, the first one if none is named. One that this device does
    /// not know is made if it `is_new`; otherwise it was removed, or the browser has deleted all
    /// there was, and the first one is opened in its place.
    pub(crate) async fn open(
        named: Option<WorkspaceId>,
        is_new: bool,
        mut keeper: Keeper,
        mailbox: &Mailbox,
    ) -> Result<Self, DocumentError> {
        let made_up = WorkspaceId(random::uuid());
        let mut known = named;
        let mut come_in = None;
        if let Some(id) = named {
            come_in = leader::come_in(id).await;
            known = (is_new || !keeper.is_strange(id).await).then_some(id);
        }
        if known.is_none() {
            known = keeper.first(made_up).await;
            come_in = leader::come_in(known.unwrap_or(made_up)).await;
            if let Some(id) = known {
                mailbox.post(&FromEngine::Named(id));
            }
        }
        let id = known.unwrap_or(made_up);
        // News that comes while chunks are read waits in the queue, so none is missed.
        let tabs = Tabs::join(id, mailbox);
        let fresh = fresh(id);
        let registration = keeper.registration(fresh).await;
        let stored = keeper.load(registration.inventory).await;
        let stored_vault = keeper.load(registration.vault).await;
        let is_registered = !keeper.has_no_storage();
        let is_gone = is_registered
            && registration != fresh
            && stored.chunks.is_empty()
            && stored.damages.is_empty()
            && keeper.had_licenses(id).await;
        let records = keeper.cached_records(id).await;
        let OpenedInventory { inventory, damages, records_of } =
            Inventory::open_with(random::bytes16(), &stored.chunks, records.as_deref())?;
        let (vault, vault_damages) = Vault::open(random::bytes16(), &stored_vault.chunks)?;
        // Where storage does not answer, that is told, and nothing goes out.
        let share = keeper.membership(id).await.ok().flatten();
        let leader = Leader::stand(id, mailbox);
        drop(come_in);
        let mut session = Self {
            inventory_shelf: shelf(registration.inventory, &stored, &damages),
            vault_shelf: shelf(registration.vault, &stored_vault, &vault_damages),
            registration,
            inventory,
            vault,
            keeper,
            tabs,
            leader,
            mailbox: mailbox.clone(),
            keys: Vec::new(),
            cached_revision: None,
            tended: None,
            noted: None,
            cached_records: records_of,
            damages: Vec::new(),
            touched: RefCell::new(None),
            steps: Steps::default(),
            footing: match known {
                Some(_) if is_registered => Footing::Registered,
                Some(_) => Footing::Unregistered,
                None => Footing::Nameless,
            },
            is_gone,
            has_failed_to_carry: false,
            share,
        };
        session.note_damages(DocumentKind::Inventory, stored.damages.iter().chain(&damages));
        let of_vault = stored_vault.damages.iter().chain(&vault_damages);
        session.note_damages(DocumentKind::Vault, of_vault);
        Ok(session)
    }

    /// Notes stored chunks that could not be read.
    pub(crate) fn note_damages<'a>(
        &mut self,
        of: DocumentKind,
        damages: impl IntoIterator<Item = &'a Damage> + 'a,
    ) {
        for Damage { key, flaw } in damages {
            // So much of a name is enough to tell it from the others.
            let part = DamagedPart { of, name: key.hash.chars().take(8).collect(), flaw: *flaw };
            if !self.damages.contains(&part) {
                self.damages.push(part);
            }
        }
    }

    /// What the page shows of it.
    pub(crate) fn snapshot(&self) -> Snapshot {
        Snapshot::of(self.inventory.workspace(), self.inventory.document().revision())
    }

    /// Notes that the page's cache is of this revision already.
    pub(crate) fn note_cached(&mut self, revision: u64) {
        self.cached_revision = Some(revision);
    }

    /// Carries out a command with the product keys it brings along.
    pub(crate) async fn apply(
        &mut self,
        command: &Command,
        keys: &[PlainKey],
        source: Source,
        at: DateTime<Utc>,
    ) -> Answer {
        if let Err(refusal) = check(self.inventory.workspace(), command) {
            return Answer::Refused(refusal);
        }
        let sealed = match self.seal_all(keys, |_| true).await {
            Ok(Some(sealed)) => sealed,
            Ok(None) => return Answer::Cancelled,
            Err(failure) => return Answer::Failed(failure),
        };
        match self.carry_out(command, &sealed, source, at).await {
            Ok(step) => {
                self.steps.note(step);
                Answer::Done
            }
            Err(answer) => answer,
        }
    }

    /// Whether both documents may be written: a command must not change one and fail at the other.
    pub(crate) fn check_writable(&self) -> Result<(), DocumentError> {
        if self.is_gone {
            return Err(DocumentError::Gone);
        }
        let may_write = self.share.as_ref().is_none_or(|s| s.is_live() && s.role.may_write());
        if !may_write {
            return Err(DocumentError::ReadOnly);
        }
        self.vault.document().check_writable()?;
        self.inventory.document().check_writable()
    }

    /// Adds the terms that have begun by themselves by `today`. One tab is enough to do it, and it
    /// is nobody's act, so there is nothing to take back.
    pub(crate) async fn assume_terms(&mut self, at: DateTime<Utc>, today: Date) -> Answer {
        let command = renewal::assume(self.inventory.workspace(), today);
        let may = self.leader.is_leading() && self.check_writable().is_ok();
        let Some(command) = command.filter(|_| may) else {
            return Answer::Changed(0);
        };
        match self.carry_out(&command, &[], Source::Automatic, at).await {
            Ok(_) => Answer::Changed(u32::try_from(command.n_licenses()).unwrap_or(u32::MAX)),
            Err(answer) => answer,
        }
    }

    /// All about a license.
    pub(crate) fn detail(&self, id: LicenseId, today: Date) -> Option<LicenseDetail> {
        let detail = update::detail(self.inventory.workspace(), id, today)?;
        Some(LicenseDetail { conflicts: self.inventory.conflicts(id), ..detail })
    }

    /// Stores what is not stored yet, and tells the page and other tabs.
    pub(crate) async fn store(&mut self) {
        if self.is_gone {
            return;
        }
        let stored = self
            .keeper
            .store(&mut [
                (self.vault.document_mut(), &mut self.vault_shelf),
                (self.inventory.document_mut(), &mut self.inventory_shelf),
            ])
            .await;
        if let Some(tabs) = &self.tabs {
            for (document, bytes) in stored {
                tabs.tell(&TabMessage::News(News { document, bytes }));
            }
        }
        self.mailbox.post(&FromEngine::Storage(self.keeper.state().clone()));
        if self.is_shared() {
            self.mailbox.settle_soon();
        }
        self.rest_soon();
    }

    /// Asks for a moment of rest: soon, or after a while if it is for looking after storage that
    /// was not there.
    pub(crate) fn rest_soon(&self) {
        if self.keeper.has_no_storage() {
            self.mailbox.rest_in(STORAGE_LOOKED_AFTER);
        } else {
            self.mailbox.rest_soon();
        }
    }

    /// Asks for a moment of rest after a longer while.
    pub(crate) fn rest_later(&self) {
        self.mailbox.rest_later();
    }

    /// What has changed since this was asked last; `None` for everything.
    pub(crate) fn take_touched(&mut self) -> Option<ChangeSet> {
        self.touched.replace(Some(ChangeSet::default()))
    }

    /// Tells the page what changed.
    pub(crate) fn tell_page(&self, changes: &ChangeSet) {
        if let Some(touched) = self.touched.borrow_mut().as_mut() {
            touched.add_all(changes.clone());
        }
        if !changes.is_empty() {
            let update = update::of(changes, self.inventory.workspace());
            for piece in update::in_pieces(update, RECORDS_A_MESSAGE) {
                self.mailbox.post(&FromEngine::Changed(piece));
            }
        }
    }

    /// What can wait: the cache for the next start, and folding chunks.
    pub(crate) async fn rest(&mut self) {
        if self.keeper.was_closed() {
            self.mailbox.post(&FromEngine::Storage(self.keeper.state().clone()));
            self.rest_soon();
            return;
        }
        if self.keeper.has_no_storage() {
            self.store_again().await;
            return;
        }
        if self.is_gone {
            return;
        }
        let revision = self.inventory.document().revision();
        if self.cached_revision != Some(revision) {
            let snapshot = self.snapshot();
            self.keeper.cache(self.registration.workspace, &snapshot).await;
            self.cached_revision = Some(revision);
        }
        let card = self.card();
        if self.noted.as_ref() != Some(&card) {
            self.keeper.note_card(self.registration.workspace, &card).await;
            self.noted = Some(card);
        }
        if self.leader.is_leading() {
            let document = self.inventory.document();
            self.keeper.fold(document, &mut self.inventory_shelf).await;
            self.keeper.fold(self.vault.document(), &mut self.vault_shelf).await;
            self.cache_records().await;
        }
    }

    fn card(&self) -> Card {
        let workspace = self.inventory.workspace();
        let n_licenses = u32::try_from(workspace.present_licenses().count()).unwrap_or(u32::MAX);
        Card { name: workspace.settings.name.clone(), n_licenses }
    }

    /// The records of a snapshot are cached when it is all there is, so that both are the same.
    async fn cache_records(&mut self) {
        let heads = self.inventory.document().heads_digest();
        if self.cached_records != Some(heads) && self.inventory_shelf.journal.is_folded(&heads) {
            let records = self.inventory.workspace();
            self.keeper.cache_records(self.registration.workspace, &heads, records).await;
            self.cached_records = Some(heads);
        }
    }

    /// Closes it, for another one to be opened.
    pub(crate) async fn close(mut self) -> Keeper {
        self.store().await;
        self.rest().await;
        self.leader.resign();
        self.keeper
    }
}

fn fresh(workspace: WorkspaceId) -> Registration {
    Registration {
        workspace,
        bound_to: workspace,
        inventory: DocumentId(random::bytes16()),
        vault: DocumentId(random::bytes16()),
    }
}

fn shelf(id: DocumentId, stored: &Loaded, damages: &[Damage]) -> Shelf {
    let mut journal = Journal::default();
    for (key, bytes) in &stored.chunks {
        // A damaged chunk is not in the journal, so it is never deleted.
        if !damages.iter().any(|damage| damage.key == *key) {
            journal.add(key.clone(), bytes.len());
        }
    }
    Shelf { id, journal }
}

/// Product keys a command takes away.
fn dropped_keys(command: &Command) -> Vec<KeyId> {
    match command {
        Command::EditLicenses { edits, .. } => keys_dropped_by(edits),
        Command::TurnImport(turned) => keys_dropped_by(&turned.edits),
        Command::CreateLicense { .. }
        | Command::DeleteLicenses { .. }
        | Command::RestoreLicenses { .. }
        | Command::RenewLicense { .. }
        | Command::ImportLicenses(_)
        | Command::ChangeSettings { .. }
        | Command::AssumeTerms { .. }
        | Command::ChangeRecords(_)
        | Command::ChangeSeats(_) => Vec::new(),
    }
}

fn keys_dropped_by(edits: &[Edit]) -> Vec<KeyId> {
    let dropped = edits.iter().flat_map(|Edit { before, after }| {
        before.keys.keys().filter(|id| !after.keys.contains_key(id)).copied()
    });
    dropped.collect()
}

/// What a document's error means for the person.
pub(crate) fn of_document(error: &DocumentError) -> Failure {
    match error {
        DocumentError::TooNew { .. } => Failure::TooNew,
        DocumentError::Gone => Failure::Gone,
        DocumentError::ReadOnly => Failure::ReadOnly,
        DocumentError::Automerge(_) | DocumentError::NoRoot(_) => {
            Failure::Internal(error.to_string())
        }
    }
}
