//! A device's line to its relay: frames come in, frames go out. It neither waits nor sends by
//! itself; whoever holds it moves the bytes, and makes a fresh one for each connection.
//!
//! The relay says nothing of a change before the change is on its disk. What it has acknowledged is
//! therefore safe there.

use automerge::ChangeHash;
use automerge::sync::{Message, State, SyncDoc};

use super::guard::{Harm, Limits, examine};
use super::{LONGEST_MESSAGE, pieces};
use crate::document::{Document, DocumentError};
use crate::document_id::DocumentId;
use crate::wire::{BadFrame, Frame, PROTOCOL};

/// What the relay may send in one message: a whole document.
const FROM_RELAY: Limits = Limits { inflated: 512 << 20, rows: 400_000_000, chunks: 2_000_000 };
/// Changes of one message stay so far below what the relay takes.
const MOST_CHANGES: usize = LONGEST_MESSAGE / 2;

/// The documents a line keeps equal with the relay's.
pub trait Documents {
    /// One of them.
    fn document(&self, id: DocumentId) -> Option<&Document>;

    /// Takes in a message about one of them.
    ///
    /// # Errors
    /// What the document refuses.
    fn receive(
        &mut self,
        id: DocumentId,
        state: &mut State,
        message: Message,
    ) -> Result<(), DocumentError>;
}

/// The line.
#[derive(Debug)]
pub struct Link {
    me: String,
    relay: Option<String>,
    lines: Vec<Line>,
    session: String,
    n_said: u64,
}

#[derive(Debug)]
struct Line {
    document: DocumentId,
    state: State,
    is_withheld: bool,
}

/// What a frame from the relay came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// The relay answers: from now on there is something to [speak](Link::speak) about.
    Joined,
    /// News of a document, or that the relay has stored ours.
    Told(DocumentId),
    /// The relay has no such document for this device.
    Withheld(DocumentId),
    /// What another device says about itself.
    Said {
        /// Which device; the relay vouches for that.
        by: String,
        /// What: see [`presence`](super::presence).
        data: Vec<u8>,
    },
    /// Another device has gone.
    Left(String),
    /// Why the relay ends the connection.
    Refused(String),
    /// Nothing that matters.
    Nothing,
}

/// Why a line is of no use any more.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// The bytes are no frame.
    #[error(transparent)]
    Frame(#[from] BadFrame),
    /// A message must not be read.
    #[error(transparent)]
    Harm(#[from] Harm),
    /// A message does not read.
    #[error("a sync message does not read: {0}")]
    Message(String),
    /// The relay speaks another version of the protocol.
    #[error("the relay speaks version {0:?}")]
    Version(String),
    /// The relay says something before it has said who it is.
    #[error("the relay has not answered yet")]
    TooEarly,
    /// A document does not take it.
    #[error(transparent)]
    Document(#[from] DocumentError),
}

impl Link {
    /// A line for the device `me`; `session` names this run of the program. With each document goes
    /// what was [remembered](Self::remembered) of the last line to the same relay.
    pub fn new(
        me: String,
        session: String,
        documents: impl IntoIterator<Item = (DocumentId, Option<Vec<u8>>)>,
    ) -> Self {
        let line = |(document, remembered): (DocumentId, Option<Vec<u8>>)| {
            // One that does not read costs a longer first message, no more.
            let state = remembered.and_then(|bytes| State::decode(&bytes).ok());
            Line { document, state: state.unwrap_or_default(), is_withheld: false }
        };
        let lines = documents.into_iter().map(line).collect();
        Self { me, relay: None, lines, session, n_said: 0 }
    }

    /// The first frame to send.
    pub fn greeting(&self) -> Vec<u8> {
        Frame::Join { sender: self.me.clone(), versions: vec![PROTOCOL.to_owned()] }.encode()
    }

    /// A frame that the relay answers at once, to see whether it is there.
    pub fn ping(&self) -> Vec<u8> {
        Frame::Ping { sender: self.me.clone() }.encode()
    }

    /// Whether the relay has answered.
    pub fn has_joined(&self) -> bool {
        self.relay.is_some()
    }

    /// Takes in a frame.
    ///
    /// # Errors
    /// Then the connection is to be closed.
    pub fn hear(
        &mut self,
        bytes: &[u8],
        documents: &mut impl Documents,
    ) -> Result<Heard, LinkError> {
        match Frame::decode(bytes)? {
            Frame::Peer { sender, version, .. } if version == PROTOCOL => {
                self.relay = Some(sender);
                Ok(Heard::Joined)
            }
            Frame::Peer { version, .. } => Err(LinkError::Version(version)),
            Frame::Sync { document, data, .. } => {
                if !self.has_joined() {
                    return Err(LinkError::TooEarly);
                }
                let Some(line) = self.line(&document) else { return Ok(Heard::Nothing) };
                examine(&data, &FROM_RELAY)?;
                let message =
                    Message::decode(&data).map_err(|e| LinkError::Message(e.to_string()))?;
                line.is_withheld = false;
                documents.receive(line.document, &mut line.state, message)?;
                Ok(Heard::Told(line.document))
            }
            Frame::Unavailable { document, .. } => {
                let Some(line) = self.line(&document) else { return Ok(Heard::Nothing) };
                line.is_withheld = true;
                Ok(Heard::Withheld(line.document))
            }
            Frame::Ephemeral { sender, data, .. } => Ok(Heard::Said { by: sender, data }),
            Frame::Leave { sender } => Ok(Heard::Left(sender)),
            Frame::Error { message, .. } => Ok(Heard::Refused(message)),
            Frame::Join { .. } | Frame::Ping { .. } | Frame::Pong { .. } | Frame::Unknown => {
                Ok(Heard::Nothing)
            }
        }
    }

    /// What there is to send now, in order.
    pub fn speak(&mut self, documents: &impl Documents) -> Vec<Vec<u8>> {
        let Some(relay) = &self.relay else { return Vec::new() };
        let mut frames = Vec::new();
        for line in self.lines.iter_mut().filter(|line| !line.is_withheld) {
            let Some(document) = documents.document(line.document) else { continue };
            let doc = document.automerge();
            // Once: to a relay that names what is not here, Automerge says the same without end.
            if let Some(message) = doc.generate_sync_message(&mut line.state) {
                let shared = line.state.shared_heads.clone();
                for piece in pieces::cut(doc, message, &shared, MOST_CHANGES) {
                    let frame = Frame::Sync {
                        sender: self.me.clone(),
                        target: relay.clone(),
                        document: line.document.to_string(),
                        data: piece.encode(),
                        is_request: false,
                    };
                    frames.push(frame.encode());
                }
            }
        }
        frames
    }

    /// A frame that tells other devices something about this one.
    pub fn say(&mut self, about: DocumentId, data: Vec<u8>) -> Option<Vec<u8>> {
        let target = self.relay.clone()?;
        self.n_said += 1;
        let frame = Frame::Ephemeral {
            sender: self.me.clone(),
            target,
            document: about.to_string(),
            session: self.session.clone(),
            count: self.n_said,
            data,
        };
        Some(frame.encode())
    }

    /// Whether all there is of a document is on the relay's disk.
    pub fn is_acknowledged(&self, id: DocumentId, documents: &impl Documents) -> bool {
        let Some(line) = self.lines.iter().find(|line| line.document == id) else { return true };
        let Some(document) = documents.document(id).filter(|_| !line.is_withheld) else {
            return true;
        };
        line.state.their_heads.as_ref() == Some(&document.automerge().get_heads())
    }

    /// Whether this device and the relay are known to have the same of a document, which the relay has.
    pub fn is_level(&self, id: DocumentId, documents: &impl Documents) -> bool {
        !self.is_withheld(id) && self.is_acknowledged(id, documents)
    }

    /// Whether the relay has no such document for this device.
    pub fn is_withheld(&self, id: DocumentId) -> bool {
        self.lines.iter().any(|line| line.document == id && line.is_withheld)
    }

    /// Heads that both are known to have: what came after them may not be on the relay yet.
    pub fn shared(&self, id: DocumentId) -> Option<&[ChangeHash]> {
        let line = self.lines.iter().find(|line| line.document == id)?;
        Some(&line.state.shared_heads)
    }

    /// What to remember of a document for the next line to the same relay. It speaks of changes that
    /// must be on this device's disk before it is.
    pub fn remembered(&self, id: DocumentId) -> Option<Vec<u8>> {
        let line = self.lines.iter().find(|line| line.document == id)?;
        Some(line.state.encode())
    }

    fn line(&mut self, document: &str) -> Option<&mut Line> {
        let id: DocumentId = document.parse().ok()?;
        self.lines.iter_mut().find(|line| line.document == id)
    }
}
