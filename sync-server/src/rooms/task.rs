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
use tokio::time::{Instant, sleep_until, timeout};

use super::keeping::{Opened, Shelf, TELL_EVERY, load};
use super::{Event, Line, Rooms};
use crate::limits::Ask;
use crate::relay::now;
use crate::room::{Broken, ConnId, Guest, Refusal, Room};
use crate::store::{Credential, StoreError};

/// A room in which nobody is stays open so long.
const IDLE: Duration = Duration::from_mins(1);
/// From the beginning of one turn to that of the next there is so much time for each who is in. What
/// comes meanwhile goes out together: the more are in a room, the more a turn costs everybody.
const PAUSE: Duration = Duration::from_micros(125);
/// But no longer than that.
const LONGEST_PAUSE: Duration = Duration::from_millis(10);
/// So many frames are taken in before they are stored.
const BATCH: usize = 512;

/// Why a room ends with people in it.
#[derive(Debug, thiserror::Error)]
pub(super) enum End {
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
    fn is_for_want_of_room(&self) -> bool {
        matches!(self, Self::OverQuota | Self::Store(StoreError::Full))
    }

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
pub(super) struct Keeper<'a> {
    pub(super) rooms: &'a Rooms,
    pub(super) workspace: WorkspaceId,
    pub(super) room: Room,
    pub(super) shelves: HashMap<DocumentId, Shelf>,
    /// What is stored of the workspace, in bytes.
    pub(super) used: u64,
    /// When other relays were told last, and of what they are still to be told.
    pub(super) told_at: Instant,
    pub(super) untold: BTreeMap<DocumentId, u64>,
    /// When the next turn may begin.
    next_turn: Instant,
}

impl<'a> Keeper<'a> {
    async fn open(rooms: &'a Rooms, workspace: WorkspaceId) -> Result<Self, End> {
        let (opened, shelves) = load(rooms, workspace).await?;
        let peer = rooms.shared.peer.clone();
        let room = tokio::task::spawn_blocking(move || Room::open(peer, opened)).await??;
        let used = rooms.shared.store.usage(workspace).await?;
        let (now, untold) = (Instant::now(), BTreeMap::new());
        let (told_at, next_turn) = (now, now);
        Ok(Self { rooms, workspace, room, shelves, used, told_at, untold, next_turn })
    }

    async fn go_round(
        mut self,
        events: &mut mpsc::Receiver<Event>,
        lines: &mut LinesByConn,
    ) -> Result<(), End> {
        let mut batch = Vec::with_capacity(BATCH);
        loop {
            sleep_until(self.next_turn).await;
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
            let begun = Instant::now();
            let turn = self.rooms.shared.pulse.begin(self.workspace);
            self = self.turn(std::mem::take(&mut batch), lines).await?;
            let n_in = u32::try_from(lines.len()).unwrap_or(u32::MAX);
            self.next_turn = begun + PAUSE.saturating_mul(n_in).min(LONGEST_PAUSE);
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
        if self.rooms.take_news(self.workspace) {
            self.look().await?;
        }
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
                Event::Check => self = self.check(lines).await?,
                // The turn itself is what this is for.
                Event::Grew | Event::Stop => {}
                Event::Changed => {
                    self = self.reopen(lines).await?;
                }
            }
        }
        self = self.take_all(frames, lines).await?;
        // What another relay has stored may complete what waited here, and that is not stored yet.
        loop {
            let unstored = self.room.unstored();
            if unstored.is_empty() {
                self.room.mark_stored();
                break;
            }
            self = match self.store(unstored).await {
                Err(end) if end.is_for_want_of_room() => self.turn_away(&end, lines).await?,
                stored => stored.map(|()| self)?,
            };
        }
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
        let device = lines.get(&conn).map(|(device, _)| *device);
        if let Some(device) = device {
            self.rooms.shared.limits.allow(Ask::Refusal(device), now());
        }
        let device = device.map(|device| device.to_string());
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
            self = self.open_anew(Room::recover).await?;
        }
        Ok(self)
    }

    /// There is no room for what some have brought: they go, the others stay, and the room goes on
    /// with what is stored.
    async fn turn_away(mut self, end: &End, lines: &mut LinesByConn) -> Result<Self, End> {
        tracing::warn!(workspace = %self.workspace, error = %end, "changes are turned away");
        for conn in self.room.bringers() {
            self.room.leave(conn);
            put_out(lines, conn, end.code(), &end.to_string());
        }
        self.open_anew(Room::go_back).await
    }

    /// Opens the documents anew from what is stored.
    async fn open_anew(
        mut self,
        how: impl FnOnce(&mut Room, Opened) -> Result<(), Broken> + Send + 'static,
    ) -> Result<Self, End> {
        let (opened, shelves) = load(self.rooms, self.workspace).await?;
        self.shelves = shelves;
        let Self { mut room, .. } = self;
        let opening = tokio::task::spawn_blocking(move || how(&mut room, opened).map(|()| room));
        Ok(Self { room: opening.await??, ..self })
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
