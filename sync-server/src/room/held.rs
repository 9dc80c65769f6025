//! A document in a room.

use std::panic::{AssertUnwindSafe, catch_unwind};

use automerge::sync::{Message, MessageFlags, State};
use automerge::{Automerge, AutomergeError, ChangeHash, ObjId, PatchLog, ROOT, ReadDoc, Value};
use replica::schema;
use replica::sync::receive::receive;
use sha2::{Digest, Sha256};

use super::Refusal;
use super::line::Line;
use super::recent::Recent;

/// So many bytes may wait for changes that they build on.
const MOST_WAITING: usize = 16 * 1024 * 1024;

/// What a document holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The inventory.
    Inventory,
    /// Sealed product keys.
    Vault,
}

/// What is stored of a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stored {
    /// All of it at some moment.
    pub snapshot: Option<Vec<u8>>,
    /// Changes since then, in an order in which they build on each other.
    pub changes: Vec<Vec<u8>>,
}

/// A document that does not read, or that Automerge has given up on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// What is stored of it does not read.
    #[error("what is stored of a document does not read")]
    Stored,
    /// Automerge has given up on it.
    #[error("automerge has given up on a document")]
    Memory,
}

#[derive(Debug)]
pub(super) struct Held {
    pub(super) kind: Kind,
    doc: Automerge,
    roots: Vec<(String, ObjId)>,
    stored: Vec<ChangeHash>,
    /// What was taken in and is not stored, or waits for what it builds on.
    pending: Vec<u8>,
    recent: Recent,
    /// The heads up to which that goes.
    noted: Vec<ChangeHash>,
}

impl Held {
    pub(super) fn open(kind: Kind, stored: &Stored) -> Result<Self, Broken> {
        let open = || {
            let mut doc = match &stored.snapshot {
                Some(snapshot) => Automerge::load(snapshot)?,
                None => Automerge::new(),
            };
            doc.load_incremental(&stored.changes.concat())?;
            Ok::<_, AutomergeError>((doc, roots(kind)?))
        };
        let (doc, roots) = contained(open).ok_or(Broken::Stored)?.map_err(|_| Broken::Stored)?;
        let (stored, noted) = (doc.get_heads(), doc.get_heads());
        let (pending, recent) = (Vec::new(), Recent::default());
        Ok(Self { kind, doc, roots, stored, pending, recent, noted })
    }

    /// Takes in a message that brings these changes. Whether anything came of it.
    pub(super) fn take(
        &mut self,
        line: &mut Line,
        message: Message,
        brings: Option<&[[u8; 4]]>,
    ) -> Result<bool, Refusal> {
        line.brings(brings);
        let is_reset = message.flags.as_ref().is_some_and(|f| f.contains(MessageFlags::SYNC_RESET));
        let came = self.take_message(&mut line.state, message)?;
        contained(|| line.has_heard(&self.doc, is_reset)).ok_or(Refusal::Damaged)?;
        Ok(came)
    }

    fn take_message(&mut self, state: &mut State, message: Message) -> Result<bool, Refusal> {
        if message.changes.is_empty() {
            let received = contained(|| take_in(&mut self.doc, state, message));
            return received.ok_or(Refusal::Damaged)?.map(|()| true).map_err(|_| Refusal::Rejected);
        }
        let before = self.doc.get_heads();
        let pending = self.pending.len();
        message.changes.iter().for_each(|chunk| self.pending.extend_from_slice(chunk));
        let received = contained(|| take_in(&mut self.doc, state, message));
        let received = received.ok_or(Refusal::Damaged).and_then(|received| {
            received.map_err(|_| Refusal::Rejected)?;
            if !self.has_its_roots() {
                return Err(Refusal::Roots);
            }
            if self.pending.len() > MOST_WAITING && self.is_waiting() {
                return Err(Refusal::Orphans);
            }
            Ok(self.doc.get_heads() != before)
        });
        if received.is_err() {
            self.pending.truncate(pending);
        }
        received
    }

    /// The maps that every document begins with are made once and for ever: one that was replaced
    /// would hide all records in it.
    fn has_its_roots(&self) -> bool {
        let is_same = |(key, root): &(String, ObjId)| match self.doc.get(ROOT, key.as_str()) {
            Ok(Some((_, id))) => id == *root,
            Ok(None) | Err(_) => self.doc.hash_for_opid(root).is_none(),
        };
        self.roots.iter().all(is_same)
    }

    /// Whether something waits for what it builds on.
    pub(super) fn is_waiting(&self) -> bool {
        !self.doc.get_missing_deps(&[]).is_empty()
    }

    pub(super) fn unstored(&self) -> Vec<([u8; 32], Vec<u8>)> {
        if self.doc.get_heads() == self.stored {
            return Vec::new();
        }
        let changes = self.doc.get_changes(&self.stored);
        changes.into_iter().map(|mut c| (c.hash().0, c.bytes().into_owned())).collect()
    }

    pub(super) fn mark_stored(&mut self) {
        self.stored = self.doc.get_heads();
        if !self.pending.is_empty() && !self.is_waiting() {
            self.pending = Vec::new();
        }
    }

    pub(super) fn take_pending(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.pending)
    }

    /// Takes in what is not stored, in a document that was opened anew.
    pub(super) fn take_again(&mut self, pending: Vec<u8>) -> Result<(), Broken> {
        let loaded = contained(|| self.doc.load_incremental(&pending));
        loaded.ok_or(Broken::Memory)?.map_err(|_| Broken::Memory)?;
        self.pending = pending;
        Ok(())
    }

    /// Takes in what another relay has stored.
    pub(super) fn take_stored(&mut self, changes: &[Vec<u8>]) -> Result<(), Broken> {
        // What waited here for just this is in the document now, and still to be stored.
        let was_stored = self.pending.is_empty() && self.doc.get_heads() == self.stored;
        let loaded = contained(|| self.doc.load_incremental(&changes.concat()));
        loaded.ok_or(Broken::Memory)?.map_err(|_| Broken::Memory)?;
        if was_stored {
            self.stored = self.doc.get_heads();
        }
        Ok(())
    }

    /// Notes what has come since it last did, for all who are to be told.
    pub(super) fn note_recent(&mut self) -> Result<(), Broken> {
        let noting = || {
            let heads = self.doc.get_heads();
            if heads != self.noted {
                for mut change in self.doc.get_changes(&self.noted) {
                    self.recent.push((change.hash(), change.bytes().into_owned()));
                }
                self.noted = heads;
            }
        };
        contained(noting).ok_or(Broken::Memory)
    }

    /// The next message to a device, if there is one, after all that is [noted](Self::note_recent).
    pub(super) fn speak(&self, line: &mut Line) -> Result<Option<Vec<u8>>, Broken> {
        let speaking = || line.speak(&self.doc, &self.noted, &self.recent).map(Message::encode);
        contained(speaking).ok_or(Broken::Memory)
    }

    pub(super) fn snapshot(&self) -> Result<Vec<u8>, Broken> {
        contained(|| self.doc.save()).ok_or(Broken::Memory)
    }

    pub(super) fn digest(&self) -> [u8; 32] {
        let mut heads = self.doc.get_heads();
        heads.sort_unstable();
        let mut hasher = Sha256::new();
        for head in heads {
            hasher.update(head.0);
        }
        hasher.finalize().into()
    }

    pub(super) fn has_change(&self, hash: &[u8; 32]) -> bool {
        self.doc.get_change_by_hash(&ChangeHash(*hash)).is_some()
    }
}

fn take_in(doc: &mut Automerge, state: &mut State, message: Message) -> Result<(), AutomergeError> {
    receive(doc, state, message, &mut PatchLog::inactive())
}

/// The heads of a stored vault, in order; `None` if it does not read.
pub fn heads_of_vault(stored: &Stored) -> Option<Vec<[u8; 32]>> {
    let held = Held::open(Kind::Vault, stored).ok()?;
    Some(held.doc.get_heads().into_iter().map(|head| head.0).collect())
}

/// The changes of a new vault; `None` unless all of it reads and begins as every vault does.
pub fn changes_of_vault(chunks: &[u8]) -> Option<Vec<([u8; 32], Vec<u8>)>> {
    contained(|| {
        let mut held = Held::open(Kind::Vault, &Stored::default()).ok()?;
        held.doc.load_incremental(chunks).ok()?;
        (held.has_its_roots() && !held.is_waiting() && !held.doc.get_heads().is_empty())
            .then(|| held.unstored())
    })
    .flatten()
}

/// The maps a document of this kind begins with.
fn roots(kind: Kind) -> Result<Vec<(String, ObjId)>, AutomergeError> {
    let beginning = match kind {
        Kind::Inventory => schema::INVENTORY,
        Kind::Vault => schema::VAULT,
    };
    let whole = (beginning.whole)()?;
    let mut roots = Vec::new();
    for key in whole.keys(ROOT) {
        if let Some((Value::Object(_), id)) = whole.get(ROOT, key.as_str())? {
            roots.push((key, id));
        }
    }
    Ok(roots)
}

/// A damaged chunk can make Automerge panic. What it was at is spoiled then, and nothing else.
fn contained<T>(act: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(act)).ok()
}
