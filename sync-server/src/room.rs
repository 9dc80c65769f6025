//! A shared workspace while somebody has it open: its documents in memory, and who is in.
//!
//! It neither waits nor stores nor sends. Whoever holds it (`crate::rooms` in the relay, a
//! simulation in the tests) goes round in this order, and that order is the promise:
//!
//! 1. [`Room::take`] every frame that has come,
//! 2. store what is [`Room::unstored`], and say so with [`Room::mark_stored`],
//! 3. only then send what the room has to [`Room::speak`] of.
//!
//! So no device ever hears of a change that is not on disk. If storing fails the room is dropped:
//! its documents are ahead of the disk. If a frame spoils a document, the room is opened anew from
//! what is stored ([`Room::recover`]), and what others had just sent is taken in again; checking
//! every frame on a copy first would cost a copy of the document for each.

mod held;
mod line;
mod recent;
mod refusal;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use automerge::sync::Message;
use replica::document_id::DocumentId;
use replica::sync::guard::{Limits, examine};
use replica::team::Role;
use replica::wire::{Frame, PROTOCOL};

pub use held::{Broken, Kind, Stored, changes_of_vault, heads_of_vault};
pub use refusal::Refusal;

use held::Held;
use line::Line;

/// The longest thing a device may say about itself to others, in bytes.
const LONGEST_SAID: usize = 4 * 1024;
/// A device that sends changes which never fit may do so this often. An honest one does it too: a
/// change that it wrongly believes to be here is asked for, and what it edits until the question has
/// reached it builds on that.
const MOST_FRUITLESS: u32 = 1_000;

/// Numbers the connections of a relay.
pub type ConnId = u64;

/// Who is at the other end of a connection, as the relay knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guest {
    /// The name of the device, which it must go by.
    pub peer: String,
    /// What its member may do.
    pub role: Role,
    /// Whether its member may see product keys.
    pub sees_keys: bool,
}

/// Changes of a document that are to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unstored {
    /// Of which document.
    pub document: DocumentId,
    /// Hash and bytes of each, in an order in which they build on each other.
    pub changes: Vec<([u8; 32], Vec<u8>)>,
}

/// An open room.
#[derive(Debug)]
pub struct Room {
    me: String,
    held: BTreeMap<DocumentId, Held>,
    seats: BTreeMap<ConnId, Seat>,
    outbox: Vec<(ConnId, Vec<u8>)>,
}

#[derive(Debug)]
struct Seat {
    guest: Guest,
    has_joined: bool,
    /// How far it and the relay are equal, for each document it has spoken of.
    lines: BTreeMap<DocumentId, Line>,
    n_fruitless: u32,
    /// Whether something it sent is not stored yet.
    has_brought: bool,
}

impl Room {
    /// Opens a room of these documents; `me` is what the relay goes by.
    ///
    /// # Errors
    /// [`Broken`] if what is stored of one does not read.
    pub fn open(
        me: String,
        documents: impl IntoIterator<Item = (DocumentId, Kind, Stored)>,
    ) -> Result<Self, Broken> {
        let mut held = BTreeMap::new();
        for (id, kind, stored) in documents {
            held.insert(id, Held::open(kind, &stored)?);
        }
        Ok(Self { me, held, seats: BTreeMap::new(), outbox: Vec::new() })
    }

    /// Lets a connection in. The device may have one already, a copied profile or one whose end was
    /// not noticed: that one is out from now on, and is to be closed.
    pub fn enter(&mut self, conn: ConnId, guest: Guest) -> Option<ConnId> {
        let is_same = |(_, seat): &(&ConnId, &Seat)| seat.guest.peer == guest.peer;
        let before = self.seats.iter().find(is_same).map(|(conn, _)| *conn);
        if let Some(before) = before {
            self.seats.remove(&before);
        }
        let seat = Seat {
            guest,
            has_joined: false,
            lines: BTreeMap::new(),
            n_fruitless: 0,
            has_brought: false,
        };
        self.seats.insert(conn, seat);
        before
    }

    /// Lets a connection go, and tells the others.
    pub fn leave(&mut self, conn: ConnId) {
        let Some(gone) = self.seats.remove(&conn) else { return };
        let frame = Frame::Leave { sender: gone.guest.peer }.encode();
        self.tell_others(conn, &frame);
    }

    /// Whether a connection is in.
    pub fn holds(&self, conn: ConnId) -> bool {
        self.seats.contains_key(&conn)
    }

    /// Who is at the other end of a connection.
    pub fn guest(&self, conn: ConnId) -> Option<&Guest> {
        self.seats.get(&conn).map(|seat| &seat.guest)
    }

    /// The last frame to a connection that is refused.
    pub fn farewell(&self, conn: ConnId, refusal: &Refusal) -> Option<Vec<u8>> {
        let seat = self.seats.get(&conn)?;
        let frame = Frame::Error {
            sender: self.me.clone(),
            target: seat.guest.peer.clone(),
            message: refusal.to_string(),
        };
        Some(frame.encode())
    }

    /// How many are in.
    pub fn n_seats(&self) -> usize {
        self.seats.len()
    }

    /// Takes in a frame.
    ///
    /// # Errors
    /// [`Refusal`]: the connection is to be closed. If it [spoils](Refusal::spoils) the room, that
    /// must [recover](Self::recover) before anything else.
    pub fn take(&mut self, conn: ConnId, bytes: &[u8]) -> Result<(), Refusal> {
        // What still comes from one that is out is nobody's business.
        let Some(seat) = self.seats.get_mut(&conn) else { return Ok(()) };
        let frame = Frame::decode(bytes)?;
        if let Frame::Join { sender, versions } = frame {
            if seat.has_joined {
                return Err(Refusal::JoinedTwice);
            }
            if sender != seat.guest.peer {
                return Err(Refusal::Identity);
            }
            if !versions.is_empty() && !versions.iter().any(|version| version == PROTOCOL) {
                return Err(Refusal::Version);
            }
            seat.has_joined = true;
            let answer = Frame::Peer {
                sender: self.me.clone(),
                target: sender,
                version: PROTOCOL.to_owned(),
            };
            self.outbox.push((conn, answer.encode()));
            return Ok(());
        }
        if frame == Frame::Unknown {
            return Ok(());
        }
        if !seat.has_joined {
            return Err(Refusal::NotJoined);
        }
        match frame {
            Frame::Sync { sender, target, document, data, .. } => {
                self.check_names(conn, &sender, &target)?;
                self.take_message(conn, document, &data)
            }
            Frame::Ephemeral { sender, target, document, session, count, data } => {
                self.check_names(conn, &sender, &target)?;
                if data.len() > LONGEST_SAID {
                    return Err(Refusal::TooLong);
                }
                // From whom it is stands on the frame, and the relay vouches for that.
                let frame = Frame::Ephemeral {
                    sender,
                    target: String::new(),
                    document,
                    session,
                    count,
                    data,
                };
                self.tell_others(conn, &frame.encode());
                Ok(())
            }
            Frame::Leave { .. } => {
                self.leave(conn);
                Ok(())
            }
            Frame::Ping { .. } => {
                self.outbox.push((conn, Frame::Pong { sender: self.me.clone() }.encode()));
                Ok(())
            }
            Frame::Pong { .. }
            | Frame::Join { .. }
            | Frame::Peer { .. }
            | Frame::Unavailable { .. }
            | Frame::Error { .. }
            | Frame::Unknown => Ok(()),
        }
    }

    fn check_names(&self, conn: ConnId, sender: &str, target: &str) -> Result<(), Refusal> {
        let is_right = |seat: &Seat| seat.guest.peer == sender && target == self.me;
        if self.seats.get(&conn).is_some_and(is_right) { Ok(()) } else { Err(Refusal::Identity) }
    }

    fn take_message(&mut self, conn: ConnId, name: String, data: &[u8]) -> Result<(), Refusal> {
        let Some(seat) = self.seats.get_mut(&conn) else { return Ok(()) };
        let id: DocumentId = name.parse().map_err(|_| Refusal::DocumentName)?;
        let held = self.held.get_mut(&id);
        let Some(held) = held.filter(|held| held.kind == Kind::Inventory || seat.guest.sees_keys)
        else {
            let frame = Frame::Unavailable {
                sender: self.me.clone(),
                target: seat.guest.peer.clone(),
                document: name,
            };
            self.outbox.push((conn, frame.encode()));
            return Ok(());
        };
        let contents = examine(data, &Limits::FRAME)?;
        let may_write = seat.guest.role.may_write();
        if contents.chunks > 0 && !may_write {
            return Err(Refusal::ReadOnly);
        }
        let message = Message::decode(data).map_err(|_| Refusal::Message)?;
        seat.has_brought |= contents.chunks > 0;
        let line = seat.lines.entry(id).or_insert_with(|| Line::new(may_write));
        if held.take(line, message, contents.changes.as_deref())? || contents.chunks == 0 {
            seat.n_fruitless = 0;
        } else {
            seat.n_fruitless += 1;
        }
        if seat.n_fruitless > MOST_FRUITLESS { Err(Refusal::Fruitless) } else { Ok(()) }
    }

    fn tell_others(&mut self, conn: ConnId, frame: &[u8]) {
        let others = self.seats.iter().filter(|(id, seat)| **id != conn && seat.has_joined);
        self.outbox.extend(others.map(|(id, _)| (*id, frame.to_vec())));
    }

    /// What is to be stored before the room speaks.
    pub fn unstored(&self) -> Vec<Unstored> {
        let of = |(id, held): (&DocumentId, &Held)| {
            let changes = held.unstored();
            (!changes.is_empty()).then_some(Unstored { document: *id, changes })
        };
        self.held.iter().filter_map(of).collect()
    }

    /// Notes that all of it is on disk.
    pub fn mark_stored(&mut self) {
        self.held.values_mut().for_each(Held::mark_stored);
        if !self.held.values().any(Held::is_waiting) {
            self.seats.values_mut().for_each(|seat| seat.has_brought = false);
        }
    }

    /// Whose changes may not be stored yet.
    pub fn bringers(&self) -> Vec<ConnId> {
        self.seats.iter().filter(|(_, seat)| seat.has_brought).map(|(conn, _)| *conn).collect()
    }

    /// What is to be sent, in order.
    ///
    /// # Errors
    /// [`Broken`] if Automerge gives up on a document: then the room is to be dropped.
    pub fn speak(&mut self) -> Result<Vec<(ConnId, Vec<u8>)>, Broken> {
        let mut out = std::mem::take(&mut self.outbox);
        self.held.values_mut().try_for_each(Held::note_recent)?;
        for (conn, seat) in self.seats.iter_mut().filter(|(_, seat)| seat.has_joined) {
            for (id, line) in &mut seat.lines {
                let Some(held) = self.held.get(id) else { continue };
                if let Some(message) = held.speak(line)? {
                    let frame = Frame::Sync {
                        sender: self.me.clone(),
                        target: seat.guest.peer.clone(),
                        document: id.to_string(),
                        data: message,
                        is_request: false,
                    };
                    out.push((*conn, frame.encode()));
                }
            }
        }
        Ok(out)
    }

    /// Takes in what another relay has stored of a document.
    ///
    /// # Errors
    /// [`Broken`] if it does not read.
    pub fn take_stored(&mut self, id: DocumentId, changes: &[Vec<u8>]) -> Result<(), Broken> {
        self.held.get_mut(&id).map_or(Ok(()), |held| held.take_stored(changes))
    }

    /// Opens its documents anew from what is stored, and takes in again what was not stored yet.
    ///
    /// # Errors
    /// [`Broken`] if that does not read.
    pub fn recover(
        &mut self,
        documents: impl IntoIterator<Item = (DocumentId, Kind, Stored)>,
    ) -> Result<(), Broken> {
        for (id, kind, stored) in documents {
            let pending = self.held.get_mut(&id).map(Held::take_pending).unwrap_or_default();
            let mut held = Held::open(kind, &stored)?;
            held.take_again(pending)?;
            self.held.insert(id, held);
        }
        let lines = self.seats.values_mut().flat_map(|seat| seat.lines.values_mut());
        lines.for_each(Line::start_over);
        Ok(())
    }

    /// Opens its documents anew from what is stored, and lets go of what was not stored yet.
    ///
    /// # Errors
    /// [`Broken`] if that does not read.
    pub fn go_back(
        &mut self,
        documents: impl IntoIterator<Item = (DocumentId, Kind, Stored)>,
    ) -> Result<(), Broken> {
        self.held.values_mut().for_each(|held| drop(held.take_pending()));
        self.seats.values_mut().for_each(|seat| seat.has_brought = false);
        self.recover(documents)
    }

    /// The whole of a document, to be stored in place of its parts.
    ///
    /// # Errors
    /// [`Broken`] if Automerge gives up on it.
    pub fn snapshot(&self, id: DocumentId) -> Result<Option<Vec<u8>>, Broken> {
        self.held.get(&id).map(Held::snapshot).transpose()
    }

    /// A hash over the heads of a document: equal where the documents are.
    pub fn digest(&self, id: DocumentId) -> Option<[u8; 32]> {
        self.held.get(&id).map(Held::digest)
    }

    /// Whether a change is in a document.
    pub fn has_change(&self, id: DocumentId, hash: &[u8; 32]) -> bool {
        self.held.get(&id).is_some_and(|held| held.has_change(hash))
    }

    /// Its documents.
    pub fn documents(&self) -> impl Iterator<Item = DocumentId> {
        self.held.keys().copied()
    }
}
