//! What both documents have in common: opening from chunks, saving, merging.

use std::fmt;

use automerge::sync::{Message, State};
use automerge::transaction::{CommitOptions, Transaction};
use automerge::{
    ActorId, Automerge, AutomergeError, ChangeHash, LoadOptions, ObjId, OnPartialLoad, Patch,
    PatchLog, ROOT, ReadDoc, VerificationMode,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::journal::{ChunkKey, ChunkKind};
use crate::schema::{self, Beginning};
use crate::sync::receive::receive;

/// An Automerge document and how much of it is in storage.
#[derive(Debug)]
pub struct Document {
    doc: Automerge,
    stored: Vec<ChangeHash>,
    actor: ActorId,
    has_written: bool,
}

/// What goes wrong with a document.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// Automerge refused.
    #[error("the document refused: {0}")]
    Automerge(#[from] AutomergeError),
    /// A root map is missing: not a document of ours.
    #[error("no map {0:?} at the root of the document")]
    NoRoot(&'static str),
    /// It was written by a newer version of the app.
    #[error("the document has schema {found}, and this version writes {known}")]
    TooNew {
        /// Its schema.
        found: i64,
        /// Ours.
        known: i64,
    },
    /// Whoever uses this device may read it, not write.
    #[error("the document is for reading only")]
    ReadOnly,
    /// What was stored of it is gone, and nobody has said yet that it begins anew.
    #[error("what was stored of the document is gone")]
    Gone,
}

/// A chunk that could not be used; it is set aside, and the rest opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// Which chunk.
    pub key: ChunkKey,
    /// What is wrong with it.
    pub flaw: Flaw,
}

/// What is wrong with a chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Flaw {
    /// Its content is not what it was named after.
    Changed,
    /// It does not decode, or only in part.
    Undecodable,
    /// What lies in its place is no chunk at all, or nothing.
    NoChunk,
}

/// A document that was opened from its chunks.
#[derive(Debug)]
pub struct Opened {
    /// The document.
    pub document: Document,
    /// Chunks that could not be used.
    pub damages: Vec<Damage>,
    /// The snapshot it was opened from, if there was one.
    pub base: Option<Base>,
}

/// The first snapshot of a document, and what came on top of it.
#[derive(Debug)]
pub struct Base {
    /// [`Document::heads_digest`] of the snapshot.
    pub heads: [u8; 32],
    /// What all other chunks changed.
    pub since: Vec<Patch>,
}

impl Document {
    /// A document that begins with `genesis` and writes as `actor`.
    ///
    /// Two tabs, or a tab and its restored twin, must never share an actor: pass a fresh random
    /// one at each start, and keep it nowhere.
    pub fn new(genesis: Automerge, actor: [u8; 16]) -> Self {
        Self { doc: genesis, stored: Vec::new(), actor: ActorId::from(actor), has_written: false }
    }

    /// Opens a document from its stored chunks: snapshots first, then increments. Without a
    /// snapshot it begins with the first fixed change of `beginning`. Later ones that it lacks are
    /// added; they are not in storage then.
    ///
    /// A chunk whose content does not match its name, or that does not decode, is left out and
    /// reported. Changes that depend on a missing one wait inside and are reported too.
    pub fn open(
        beginning: Beginning,
        actor: [u8; 16],
        chunks: &[(ChunkKey, Vec<u8>)],
    ) -> Result<Opened, DocumentError> {
        let mut damages = Vec::new();
        let of_kind = |kind| chunks.iter().filter(move |(key, _)| key.kind == kind);
        let mut snapshots = of_kind(ChunkKind::Snapshot);
        let first = snapshots.find_map(|(key, bytes)| {
            load_whole(key, bytes).map_err(|flaw| damages.push(damage(key, flaw))).ok()
        });
        let (mut doc, heads) = match first {
            Some((doc, heads)) => (doc, Some(heads)),
            None => ((beginning.first)()?, None),
        };
        let mut log = if heads.is_some() { PatchLog::active() } else { PatchLog::inactive() };
        let mut is_fresh = heads.is_none();
        for (key, bytes) in snapshots.chain(of_kind(ChunkKind::Incremental)) {
            match take_in(&mut doc, key, bytes, &mut log) {
                Ok(()) => is_fresh = false,
                Err(flaw) => damages.push(damage(key, flaw)),
            }
        }
        let mut stored = if is_fresh { Vec::new() } else { doc.get_heads() };
        if beginning.is_incomplete(&doc)? {
            let mut whole = (beginning.whole)()?;
            let added = whole.get_heads();
            doc.merge_and_log_patches(&mut whole, &mut log)?;
            if !is_fresh {
                // One that something stored builds on was stored with it.
                stored = doc.get_heads();
                stored.retain(|head| !added.contains(head));
            }
        }
        let base = heads.map(|heads| Base { heads, since: doc.make_patches(&mut log) });
        let document = Self { doc, stored, actor: ActorId::from(actor), has_written: false };
        Ok(Opened { document, damages, base })
    }

    /// How many changes it holds.
    pub fn n_changes(&self) -> u64 {
        self.doc.stats().num_changes
    }

    /// Changes that cannot be shown because something they build on is missing.
    pub fn has_gaps(&self) -> bool {
        !self.doc.get_missing_deps(&[]).is_empty()
    }

    /// Whether this version may write: not into a document of a newer one.
    pub fn check_writable(&self) -> Result<(), DocumentError> {
        let found = schema::version_of(&self.doc);
        if found > schema::SCHEMA_VERSION {
            return Err(DocumentError::TooNew { found, known: schema::SCHEMA_VERSION });
        }
        Ok(())
    }

    /// Runs one transaction: one act of a person, at the moment `at`.
    pub fn transact<T>(
        &mut self,
        label: &dyn fmt::Display,
        at: DateTime<Utc>,
        act: impl FnOnce(&mut Transaction<'_>) -> Result<T, AutomergeError>,
    ) -> Result<T, DocumentError> {
        let mut tx = self.begin()?;
        match act(&mut tx) {
            Ok(value) => {
                tx.commit_with(options(label, at));
                Ok(value)
            }
            Err(error) => {
                tx.rollback();
                Err(error.into())
            }
        }
    }

    /// Adds a change that changes nothing but says what was done.
    pub(crate) fn note(
        &mut self,
        label: &dyn fmt::Display,
        at: DateTime<Utc>,
    ) -> Result<(), DocumentError> {
        self.prepare()?;
        self.doc.empty_commit(options(label, at));
        Ok(())
    }

    /// Begins a transaction that the caller commits with [`options`] or rolls back.
    pub(crate) fn begin(&mut self) -> Result<Transaction<'_>, DocumentError> {
        self.prepare()?;
        Ok(self.doc.transaction())
    }

    /// The actor is known to the document from its first change on.
    fn prepare(&mut self) -> Result<(), DocumentError> {
        self.check_writable()?;
        if !self.has_written {
            self.doc.set_actor(self.actor.clone());
            self.has_written = true;
        }
        Ok(())
    }

    /// Gives room back that editing left behind: the document is copied, and copies are exact.
    pub fn trim(&mut self) {
        self.doc = self.doc.clone();
    }

    /// Takes in changes from elsewhere and tells what they changed.
    pub fn merge(&mut self, bytes: &[u8]) -> Result<Vec<Patch>, DocumentError> {
        let mut log = PatchLog::active();
        self.doc.load_incremental_log_patches(bytes, &mut log)?;
        Ok(self.doc.make_patches(&mut log))
    }

    /// Takes in what another device says about the document, and tells what that changed.
    pub fn receive(
        &mut self,
        state: &mut State,
        message: Message,
    ) -> Result<Vec<Patch>, DocumentError> {
        let mut log = PatchLog::active();
        receive(&mut self.doc, state, message, &mut log)?;
        Ok(self.doc.make_patches(&mut log))
    }

    /// Takes in a sync message without telling what it changed, which costs less.
    ///
    /// # Errors
    /// [`DocumentError`] if it does not read.
    pub fn receive_quietly(
        &mut self,
        state: &mut State,
        message: Message,
    ) -> Result<(), DocumentError> {
        Ok(receive(&mut self.doc, state, message, &mut PatchLog::inactive())?)
    }

    /// How many changes it holds that are not among `heads` and what they build on.
    pub fn n_changes_after(&self, heads: &[ChangeHash]) -> usize {
        self.doc.get_changes_meta(heads).len()
    }

    /// Takes in a chunk from storage, as strictly as [`Self::open`] does, and tells what it changed.
    pub fn merge_chunk(&mut self, key: &ChunkKey, bytes: &[u8]) -> Result<Vec<Patch>, Flaw> {
        let mut log = PatchLog::active();
        take_in(&mut self.doc, key, bytes, &mut log)?;
        Ok(self.doc.make_patches(&mut log))
    }

    /// The changes that are not in storage yet, as one chunk; `None` when there are none.
    pub fn unsaved(&self) -> Option<Vec<u8>> {
        let bytes = self.doc.save_after(&self.stored);
        (!bytes.is_empty()).then_some(bytes)
    }

    /// Tells the document that all it holds now is in storage, or on its way there.
    pub fn mark_stored(&mut self) {
        self.stored = self.doc.get_heads();
    }

    /// Tells the document that nothing of it is in storage any more.
    pub fn mark_unstored(&mut self) {
        self.stored = Vec::new();
    }

    /// The whole document as one snapshot.
    pub fn save(&self) -> Vec<u8> {
        self.doc.save()
    }

    /// A number that changes with every change: the first eight bytes of a hash over the heads.
    pub fn revision(&self) -> u64 {
        let digest = self.heads_digest();
        digest.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
    }

    /// A hash over the heads, the name of a snapshot.
    pub fn heads_digest(&self) -> [u8; 32] {
        digest_of_heads(&self.doc)
    }

    /// The document, to read from.
    pub fn automerge(&self) -> &Automerge {
        &self.doc
    }

    /// The map of this key at the root.
    pub(crate) fn root(&self, key: &'static str) -> Result<ObjId, DocumentError> {
        let found = self.doc.get(ROOT, key)?;
        match found {
            Some((automerge::Value::Object(automerge::ObjType::Map), id)) => Ok(id),
            Some(_) | None => Err(DocumentError::NoRoot(key)),
        }
    }
}

/// How a change is labeled: when, and as what.
pub(crate) fn options(label: &dyn fmt::Display, at: DateTime<Utc>) -> CommitOptions {
    CommitOptions::default().with_time(at.timestamp()).with_message(label.to_string())
}

fn damage(key: &ChunkKey, flaw: Flaw) -> Damage {
    Damage { key: key.clone(), flaw }
}

/// Adds another chunk to a document.
fn take_in(
    doc: &mut Automerge,
    key: &ChunkKey,
    bytes: &[u8],
    log: &mut PatchLog,
) -> Result<(), Flaw> {
    if !key.matches(bytes) {
        return Err(Flaw::Changed);
    }
    match key.kind {
        ChunkKind::Snapshot => {
            let (mut other, _) = load_whole(key, bytes)?;
            doc.merge_and_log_patches(&mut other, log).map(drop)
        }
        ChunkKind::Incremental => doc.load_incremental_log_patches(bytes, log).map(drop),
    }
    .map_err(|_| Flaw::Undecodable)
}

/// Loads a snapshot.
///
/// The chunk's own checksum is always checked. Hashing every change anew, which takes half the time
/// of opening, is left out for a snapshot that is named after its heads, as ours are.
fn load_whole(key: &ChunkKey, bytes: &[u8]) -> Result<(Automerge, [u8; 32]), Flaw> {
    let load = |mode| {
        let options =
            LoadOptions::new().on_partial_load(OnPartialLoad::Error).verification_mode(mode);
        Automerge::load_with_options(bytes, options).map_err(|_| Flaw::Undecodable)
    };
    let doc = load(VerificationMode::DontCheck)?;
    let heads = digest_of_heads(&doc);
    if *key == ChunkKey::snapshot(&heads) {
        return Ok((doc, heads));
    }
    let doc = load(VerificationMode::Check)?;
    let heads = digest_of_heads(&doc);
    Ok((doc, heads))
}

fn digest_of_heads(doc: &Automerge) -> [u8; 32] {
    let mut heads = doc.get_heads();
    heads.sort_unstable();
    let mut hasher = Sha256::new();
    for head in heads {
        hasher.update(head.to_string());
    }
    hasher.finalize().into()
}
