//! How far a device and the relay are equal in a document, and what is said to it next.
//!
//! Automerge finds out with filters what the other end lacks: right for two that meet, and dear for
//! one that stays, since it is found out anew for every message to every device. Once a device has
//! said what it has, and the relay knows all of that, its line is **steady**: what it lacks is what
//! came since, in order, and a connection loses nothing on the way. A device that asks for something,
//! or says what the relay cannot place, is answered by Automerge until that is settled.

use std::collections::HashSet;

use automerge::sync::{
    BloomFilter, Have, Message, MessageFlags, MessageVersion, State, SyncDoc as _,
};
use automerge::{Automerge, ChangeHash};

use super::recent::{Recent, Recently};

/// A steady line remembers so many of the changes that the device itself has brought.
const MOST_BROUGHT: usize = 4_096;

/// A line.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) state: State,
    /// The heads the device was told last.
    told: Option<Vec<ChangeHash>>,
    /// Whether it has said something since there was nothing to say to it.
    has_spoken: bool,
    steady: Option<Steady>,
}

/// A device that has all up to a change.
#[derive(Debug)]
struct Steady {
    /// The number of the first change it has not been told of.
    next: u64,
    /// How the changes begin that it has itself brought and that have not come up since.
    brought: HashSet<[u8; 4]>,
}

impl Line {
    pub(super) fn new(may_write: bool) -> Self {
        let state = if may_write { State::new() } else { State::new_read_only() };
        Self { state, told: None, has_spoken: true, steady: None }
    }

    /// Notes that the device brings changes, by how their hashes begin; `None` where that is not to
    /// be seen.
    pub(super) fn brings(&mut self, changes: Option<&[[u8; 4]]>) {
        self.has_spoken = true;
        let Some(steady) = &mut self.steady else { return };
        match changes {
            Some(changes) if steady.brought.len() + changes.len() <= MOST_BROUGHT => {
                steady.brought.extend(changes);
            }
            Some(_) | None => self.steady = None,
        }
    }

    /// Notes that a message was taken in.
    pub(super) fn has_heard(&mut self, doc: &Automerge, is_reset: bool) {
        if is_reset || !self.is_plain(doc) {
            self.steady = None;
        }
    }

    /// The document was opened anew: what came since has other numbers now.
    pub(super) fn start_over(&mut self) {
        self.steady = None;
    }

    /// Whether all the device has is known here, and it asks for nothing.
    fn is_plain(&self, doc: &Automerge) -> bool {
        let is_known = |hash: &ChangeHash| doc.get_change_meta_by_hash(hash).is_some();
        let State { their_heads, their_need, their_have, peer_read_only, .. } = &self.state;
        let heads = their_heads.as_deref().unwrap_or_default();
        let has = their_have.as_ref().and_then(|have| have.first());
        !peer_read_only
            && !heads.is_empty()
            && heads.iter().all(is_known)
            && their_need.as_ref().is_some_and(Vec::is_empty)
            // Whoever begins with nothing asks for all of it.
            && has.is_some_and(|has| !has.last_sync.is_empty() && has.last_sync.iter().all(is_known))
    }

    /// The next message, if there is one. `recent` has all that came to the document, and these are
    /// its heads.
    ///
    /// Automerge says nothing to a device whose heads it has just learned to be the same as ours. But
    /// the device does not know that yet, and waits to hear that its changes are stored.
    pub(super) fn speak(
        &mut self,
        doc: &Automerge,
        heads: &[ChangeHash],
        recent: &Recent,
    ) -> Option<Message> {
        let is_told = self.told.as_deref() == Some(heads);
        // To find out that there is nothing to say costs a walk through what is new.
        if !std::mem::take(&mut self.has_spoken) && is_told {
            return None;
        }
        if let Some(news) = self.news(doc, recent) {
            return (!news.is_empty() || !is_told).then(|| self.tell(heads, news));
        }
        let mut message = doc.generate_sync_message(&mut self.state);
        if message.is_none() && !is_told {
            self.state.have_responded = false;
            message = doc.generate_sync_message(&mut self.state);
        }
        if message.is_some() {
            self.told = Some(heads.to_vec());
        }
        message
    }

    /// A message with which the device has all there is.
    fn tell(&mut self, heads: &[ChangeHash], news: Vec<Vec<u8>>) -> Message {
        self.told = Some(heads.to_vec());
        self.state.last_sent_heads = heads.to_vec();
        self.state.have_responded = true;
        let mut flags = MessageFlags::new();
        flags.set(MessageFlags::SUPPORTS_SYNC_RESET);
        if self.state.read_only {
            flags.set(MessageFlags::READ_ONLY);
        }
        Message {
            heads: heads.to_vec(),
            need: Vec::new(),
            have: vec![Have { last_sync: heads.to_vec(), bloom: BloomFilter::default() }],
            changes: news.into(),
            flags: Some(flags),
            version: MessageVersion::V1,
        }
    }

    /// What the device is to be told if its line is steady, or can be from now on.
    fn news(&mut self, doc: &Automerge, recent: &Recent) -> Option<Vec<Vec<u8>>> {
        let bytes = |(_, bytes): &Recently| bytes.clone();
        if let Some(Steady { next, brought }) = self.steady.take() {
            let mut brought = brought;
            let is_news = |(hash, _): &&Recently| {
                let [a, b, c, d, ..] = hash.0;
                !brought.remove(&[a, b, c, d])
            };
            let news = recent.since(next)?.filter(is_news).map(bytes).collect();
            self.steady = Some(Steady { next: recent.next(), brought });
            return Some(news);
        }
        if !self.is_plain(doc) {
            return None;
        }
        let has = self.state.their_heads.as_deref().unwrap_or_default();
        let lacks = doc.get_changes_meta(has).into_iter().map(|change| change.hash).collect();
        let news = recent.these(&lacks)?.into_iter().map(bytes).collect();
        self.steady = Some(Steady { next: recent.next(), brought: HashSet::new() });
        Some(news)
    }
}

#[cfg(test)]
mod tests;
