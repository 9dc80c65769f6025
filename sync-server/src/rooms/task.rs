//! The task of one room. It goes round as [`crate::room`] asks for: take in what has come, store it,
//! and only then speak. What comes while it stores is taken in together the next time, so a busy
//! room stores and speaks less often, not later.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::Ordering;
use std::time::Duration;

use domain::id::{DeviceId, WorkspaceId};
use replica::document_id::DocumentId;
use replica::team::api::close;
use tokio::sync::mpsc;
use tokio::time::{Instant, timeout};

use super::{Event, Line, Rooms};
use crate::relay::now;
use crate::room::{Broken, ConnId, Guest, Kind, Refusal, Room, Stored, Unstored};
use crate::store::{self, Change, Credential, Since, StoreError};

/// A room in which nobody is stays open so long.
const IDLE: Duration = Duration::from_mins(1);
/// Other relays are told of a document this often at most: on their database, all who tell something
/// wait for each other.
const TELL_EVERY: Duration = Duration::from_millis(100);
/// So many frames are taken in before they are stored.
const BATCH: usize = 512;
/// After so many changes a document is folded into one snapshot.
const MOST_CHANGES: u64 = 1_000;
/// After so many bytes of changes, also.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// Why a room ends with people in it.
#[derive(Debug, thiserror::Error)]
enum End {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Broken(#[from] Broken),
    #[error("the workspace has as much as it may have")]
    OverQuota,
    #[error("the task that works on it has ended: {0}")]
    Task(#[from] tokio::task::JoinError),
}

impl End {
    fn code(&self) -> u16 {
        match self {
            Self::Store(StoreError::Full) => close::FULL,
            Self::OverQuota => close::OVER_QUOTA,
            Self::Store(StoreError::NotFound) => close::REMOVED,
            Self::Store(_) | Self::Broken(_) | Self::Task(_) => close::AGAIN,
        }
    }
}

/// Runs a room from the first who enters until nobody is in.
pub(super) async fn run(rooms: Rooms, workspace: WorkspaceId, mut events: mpsc::Receiver<Event>) {
    let mut lines = HashMap::new();
    let end = match Keeper::open(&rooms, workspace).await {
        Ok(keeper) => keeper.go_round(&mut events, &mut lines).await,
        Err(end) => Err(end),
    };
    let Err(end) = end else { return };
    tracing::error!(%workspace, error = %end, "a room ends");
    rooms.close(workspace);
    events.close();
    while let Ok(event) = events.try_recv() {
        if let Event::Enter { conn, device, line, .. } = event {
            lines.insert(conn, (device, line));
        }
    }
    for (_, line) in lines.values() {
        line.close(end.code(), "the room has ended");
    }
}

type LinesByConn = HashMap<ConnId, (DeviceId, Line)>;

/// A room and what is stored of it.
struct Keeper<'a> {
    rooms: &'a Rooms,
    workspace: WorkspaceId,
    room: Room,
    shelves: HashMap<DocumentId, Shelf>,
    /// What is stored of the workspace, in bytes.
    used: u64,
    /// When other relays were told last, and of what they are still to be told.
    told_at: Instant,
    untold: BTreeMap<DocumentId, u64>,
}

/// How a document stands in the store.
#[derive(Debug, Clone, Copy)]
struct Shelf {
    last_seq: u64,
    n_changes: u64,
    n_bytes: usize,
    is_whole: bool,
}

type Opened = Vec<(DocumentId, Kind, Stored)>;

impl<'a> Keeper<'a> {
    async fn open(rooms: &'a Rooms, workspace: WorkspaceId) -> Result<Self, End> {
        let (opened, shelves) = load(rooms, workspace).await?;
        let peer = rooms.shared.peer.clone();
        let room = tokio::task::spawn_blocking(move || Room::open(peer, opened)).await??;
        let used = rooms.shared.store.usage(workspace).await?;
        let (told_at, untold) = (Instant::now(), BTreeMap::new());
        Ok(Self { rooms, workspace, room, shelves, used, told_at, untold })
    }

    async fn go_round(
        mut self,
        events: &mut mpsc::Receiver<Event>,
        lines: &mut LinesByConn,
    ) -> Result<(), End> {
        let mut batch = Vec::with_capacity(BATCH);
        loop {
            let patience = if self.untold.is_empty() { IDLE } else { TELL_EVERY };
            let received = timeout(patience, events.recv_many(&mut batch, BATCH)).await;
            self.tell_others().await;
            if received.is_err() && patience == IDLE {
                if lines.is_empty() && self.rooms.close_if_empty(self.workspace, events) {
                    return Ok(());
                }
                self.fold(true).await?;
                self.look().await?;
            }
            let stops = batch.iter().any(|event| matches!(event, Event::Stop));
            let turn = self.rooms.shared.pulse.begin(self.workspace);
            self = self.turn(std::mem::take(&mut batch), lines).await?;
            drop(turn);
            if stops {
                for (_, line) in lines.values() {
                    line.close(close::GOING, "the relay stops");
                }
                return Ok(());
            }
        }
    }

    async fn turn(mut self, batch: Vec<Event>, lines: &mut LinesByConn) -> Result<Self, End> {
        let mut frames = Vec::new();
        for event in batch {
            match event {
                Event::Enter { conn, guest, device, line } => {
                    if let Some(before) = self.room.enter(conn, guest) {
                        put_out(lines, before, close::REPLACED, "this device has connected again");
                    }
                    lines.insert(conn, (device, line));
                }
                Event::Frame { conn, bytes } => frames.push((conn, bytes)),
                Event::Leave { conn } => {
                    // What it sent before it left still counts.
                    frames.push((conn, Vec::new()));
                }
                Event::Evict { devices, code } => {
                    let gone = lines.iter().filter(|(_, (device, _))| devices.contains(device));
                    for conn in gone.map(|(conn, _)| *conn).collect::<Vec<_>>() {
                        self.room.leave(conn);
                        put_out(lines, conn, code, "ask again what this device may do");
                    }
                }
                Event::Grew => self.look().await?,
                Event::Check => self = self.check(lines).await?,
                Event::Stop => {}
                Event::Changed => {
                    self = self.reopen(lines).await?;
                }
            }
        }
        self = self.take_all(frames, lines).await?;
        self.store().await?;
        self.speak(lines).await
    }

    /// Takes in frames away from the threads that serve sockets.
    async fn take_all(
        mut self,
        frames: Vec<(ConnId, Vec<u8>)>,
        lines: &mut LinesByConn,
    ) -> Result<Self, End> {
        let mut frames = frames.into_iter();
        while !frames.as_slice().is_empty() {
            let Self { mut room, .. } = self;
            let taking = tokio::task::spawn_blocking(move || {
                let mut refused = None;
                let mut n_taken = 0_u64;
                for (conn, bytes) in frames.by_ref() {
                    if bytes.is_empty() {
                        room.leave(conn);
                        continue;
                    }
                    n_taken += 1;
                    if let Err(refusal) = room.take(conn, &bytes) {
                        refused = Some((conn, refusal));
                        break;
                    }
                }
                (room, frames, refused, n_taken)
            });
            let (room, rest, refused, n_taken) = taking.await?;
            frames = rest;
            self = Self { room, ..self };
            self.rooms.counts().frames_in.fetch_add(n_taken, Ordering::Relaxed);
            if let Some((conn, refusal)) = refused {
                self = self.refuse(conn, &refusal, lines).await?;
            }
        }
        lines.retain(|conn, _| self.room.holds(*conn));
        Ok(self)
    }

    async fn refuse(
        mut self,
        conn: ConnId,
        refusal: &Refusal,
        lines: &mut LinesByConn,
    ) -> Result<Self, End> {
        let counts = self.rooms.counts();
        counts.refusals.fetch_add(1, Ordering::Relaxed);
        let device = lines.get(&conn).map(|(device, _)| device.to_string());
        tracing::warn!(workspace = %self.workspace, device, reason = %refusal, "a frame was refused");
        if let (Some((_, line)), Some(words)) =
            (lines.get(&conn), self.room.farewell(conn, refusal))
        {
            line.put(words);
        }
        self.room.leave(conn);
        put_out(lines, conn, close::BAD_DATA, &refusal.to_string());
        if refusal.spoils() {
            counts.recoveries.fetch_add(1, Ordering::Relaxed);
            let (opened, shelves) = load(self.rooms, self.workspace).await?;
            self.shelves = shelves;
            let Self { mut room, .. } = self;
            let recovering =
                tokio::task::spawn_blocking(move || room.recover(opened).map(|()| room));
            self = Self { room: recovering.await??, ..self };
        }
        Ok(self)
    }

    /// Puts on disk what is not there yet. Until it is, nobody hears of it.
    async fn store(&mut self) -> Result<(), End> {
        let unstored = self.room.unstored();
        if unstored.is_empty() {
            return Ok(());
        }
        let mut appends = Vec::new();
        for Unstored { document, changes } in unstored {
            let n_bytes: usize = changes.iter().map(|(_, bytes)| bytes.len()).sum();
            if let Some(shelf) = self.shelves.get_mut(&document) {
                shelf.n_changes += u64::try_from(changes.len()).unwrap_or(0);
                shelf.n_bytes += n_bytes;
            }
            let change = |(hash, bytes)| Change { hash, bytes };
            appends.push((document, changes.into_iter().map(change).collect::<Vec<_>>()));
        }
        let n_bytes: usize = appends.iter().flat_map(|(_, c)| c).map(|c| c.bytes.len()).sum();
        self.used += u64::try_from(n_bytes).unwrap_or(0);
        if self.used > self.rooms.shared.quota {
            // Folding may have made room since this was counted.
            let used = self.rooms.shared.store.usage(self.workspace).await?;
            self.used = used + u64::try_from(n_bytes).unwrap_or(0);
            if self.used > self.rooms.shared.quota {
                return Err(End::OverQuota);
            }
        }
        let n_changes: usize = appends.iter().map(|(_, changes)| changes.len()).sum();
        let store = &self.rooms.shared.store;
        let batch: Vec<_> = appends.iter().map(|(id, changes)| (*id, changes.as_slice())).collect();
        let begun = Instant::now();
        let counts = self.rooms.counts();
        let stored = store.append_all(&batch).await;
        let stored = stored.inspect_err(|error| counts.append_failed(error, now()))?;
        counts.appended(n_changes, begun.elapsed());
        self.room.mark_stored();
        for ((document, changes), seq) in appends.iter().zip(stored) {
            if let Some(shelf) = self.shelves.get_mut(document) {
                // Unless others have stored in between: then that is still to be taken in.
                let n = u64::try_from(changes.len()).unwrap_or(0);
                if !store.is_shared() || seq == shelf.last_seq + n {
                    shelf.last_seq = seq;
                }
            }
            self.untold.insert(*document, seq);
        }
        if !self.rooms.shared.store.is_shared() {
            self.untold.clear();
        }
        self.tell_others().await;
        self.look_if_shared().await?;
        self.fold(false).await
    }

    async fn tell_others(&mut self) {
        if self.untold.is_empty() || self.told_at.elapsed() < TELL_EVERY {
            return;
        }
        self.told_at = Instant::now();
        for (document, seq) in std::mem::take(&mut self.untold) {
            // A hint that is lost makes another relay look later, not never.
            if let Err(error) = self.rooms.shared.store.tell(document, seq).await {
                tracing::warn!(%error, "cannot tell other relays");
            }
        }
    }

    async fn speak(self, lines: &mut LinesByConn) -> Result<Self, End> {
        let Self { mut room, .. } = self;
        let speaking = tokio::task::spawn_blocking(move || room.speak().map(|said| (room, said)));
        let (room, said) = speaking.await??;
        let mut this = Self { room, ..self };
        let n_said = u64::try_from(said.len()).unwrap_or(0);
        this.rooms.counts().frames_out.fetch_add(n_said, Ordering::Relaxed);
        for (conn, frame) in said {
            let is_slow = lines.get(&conn).is_some_and(|(_, line)| !line.put(frame));
            if is_slow {
                this.room.leave(conn);
                put_out(lines, conn, close::AGAIN, "too slow");
            }
        }
        Ok(this)
    }

    /// Takes in what other relays have stored meanwhile.
    async fn look_if_shared(&mut self) -> Result<(), End> {
        if self.rooms.shared.store.is_shared() { self.look().await } else { Ok(()) }
    }

    async fn look(&mut self) -> Result<(), End> {
        let store = &self.rooms.shared.store;
        for (document, shelf) in &mut self.shelves {
            match store.since(*document, shelf.last_seq).await? {
                Since::Changes(changes) => {
                    let Some((last, _)) = changes.last() else { continue };
                    shelf.last_seq = *last;
                    let bytes: Vec<Vec<u8>> = changes.into_iter().map(|(_, bytes)| bytes).collect();
                    self.room.take_stored(*document, &bytes)?;
                }
                Since::Reload => {
                    let loaded = store.load(*document).await?;
                    shelf.last_seq = loaded.last_seq;
                    let all: Vec<Vec<u8>> =
                        loaded.snapshot.into_iter().chain(loaded.changes).collect();
                    self.room.take_stored(*document, &all)?;
                }
            }
        }
        Ok(())
    }

    /// Folds a document's changes into one snapshot when there are many; `at_rest`, when there are
    /// any that are worth it.
    async fn fold(&mut self, at_rest: bool) -> Result<(), End> {
        for (document, shelf) in &mut self.shelves {
            let most = if at_rest { MOST_CHANGES / 10 } else { MOST_CHANGES };
            let is_due = shelf.n_changes > most || shelf.n_bytes > MOST_BYTES;
            // With a part missing the snapshot would be without what builds on it.
            if !is_due || !shelf.is_whole {
                continue;
            }
            let last_seq = self.rooms.shared.store.document(*document).await?.last_seq;
            let others = last_seq != shelf.last_seq;
            if others && self.rooms.shared.store.is_shared() {
                continue;
            }
            let Some(snapshot) = self.room.snapshot(*document)? else { continue };
            if self.rooms.shared.store.compact(*document, &snapshot, last_seq).await? {
                self.rooms.counts().compactions.fetch_add(1, Ordering::Relaxed);
                *shelf = Shelf { last_seq, n_changes: 0, n_bytes: 0, ..*shelf };
            }
        }
        Ok(())
    }

    /// Puts out whoever may not be in any more, or may do something else than when they came in:
    /// another relay has been told so.
    async fn check(mut self, lines: &mut LinesByConn) -> Result<Self, End> {
        let store = &self.rooms.shared.store;
        let found = store.workspace(self.workspace).await?;
        if [found.inventory, found.vault].iter().any(|id| !self.shelves.contains_key(id)) {
            return self.reopen(lines).await;
        }
        let mut out = Vec::new();
        for (conn, (device, _)) in lines.iter() {
            let code = match store.device(*device).await? {
                Credential::Known(who) => {
                    let is_same =
                        |guest: &Guest| guest.role == who.role && guest.sees_keys == who.sees_keys;
                    (!self.room.guest(*conn).is_some_and(is_same)).then_some(close::CHANGED)
                }
                Credential::Removed { .. } | Credential::Unknown => Some(close::REMOVED),
            };
            out.extend(code.map(|code| (*conn, code)));
        }
        for (conn, code) in out {
            self.room.leave(conn);
            put_out(lines, conn, code, "ask again what this device may do");
        }
        Ok(self)
    }

    /// Goes on with other documents: everybody comes in again.
    async fn reopen(mut self, lines: &mut LinesByConn) -> Result<Self, End> {
        for (conn, (_, line)) in lines.drain() {
            self.room.leave(conn);
            line.close(close::CHANGED, "the workspace has changed");
        }
        Self::open(self.rooms, self.workspace).await
    }
}

fn put_out(lines: &mut LinesByConn, conn: ConnId, code: u16, why: &str) {
    if let Some((_, line)) = lines.remove(&conn) {
        line.close(code, why);
    }
}

/// Reads both documents of a workspace.
async fn load(
    rooms: &Rooms,
    workspace: WorkspaceId,
) -> Result<(Opened, HashMap<DocumentId, Shelf>), End> {
    let store = &rooms.shared.store;
    let found = store.workspace(workspace).await?;
    let (mut opened, mut shelves) = (Vec::new(), HashMap::new());
    for (id, kind) in [(found.inventory, Kind::Inventory), (found.vault, Kind::Vault)] {
        let store::Loaded { snapshot, changes, last_seq, damaged } = store.load(id).await?;
        for part in &damaged {
            tracing::error!(%workspace, part, "a stored part is damaged; devices supply it again");
        }
        let shelf = Shelf {
            last_seq,
            n_changes: u64::try_from(changes.len()).unwrap_or(0),
            n_bytes: changes.iter().map(Vec::len).sum(),
            is_whole: damaged.is_empty(),
        };
        shelves.insert(id, shelf);
        opened.push((id, kind, Stored { snapshot, changes }));
    }
    Ok((opened, shelves))
}
