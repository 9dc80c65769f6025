//! The rooms that are open: one task for each workspace that somebody is connected to. A task is
//! begun by the first who enters and ends when nobody has been in for a while.

mod counts;
mod keeping;
mod line;
mod pulse;
mod task;

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::id::{DeviceId, WorkspaceId};
use replica::document_id::DocumentId;
use tokio::sync::mpsc;
use tokio::time::Instant;

use crate::limits::Limits;
use crate::room::{ConnId, Guest};
use crate::store::{Hint, Listener, Store, StoreError};

pub(crate) use counts::Counts;
pub(crate) use line::{Line, Lines, Out};

use pulse::Pulse;

/// So many frames wait for a room before those who send wait.
const MAILBOX: usize = 256;

/// What a room is told.
#[derive(Debug)]
enum Event {
    Enter {
        conn: ConnId,
        guest: Guest,
        device: DeviceId,
        line: Line,
    },
    Frame {
        conn: ConnId,
        bytes: Vec<u8>,
    },
    Leave {
        conn: ConnId,
    },
    /// Connections of these devices are to be closed.
    Evict {
        devices: Vec<DeviceId>,
        code: u16,
    },
    /// There is news: another relay may have stored something.
    Grew,
    /// Somebody may have been put out elsewhere, or the documents exchanged.
    Check,
    /// The workspace has another vault, or is gone.
    Changed,
    /// The relay stops.
    Stop,
}

/// All open rooms.
#[derive(Clone, Debug)]
pub(crate) struct Rooms {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    store: Store,
    /// What this relay goes by in frames.
    peer: String,
    open: Mutex<HashMap<WorkspaceId, mpsc::Sender<Event>>>,
    /// Workspaces of which another relay may have stored something that their rooms have not seen.
    news: Mutex<HashSet<WorkspaceId>>,
    /// So many bytes may be stored of one workspace.
    quota: u64,
    limits: Arc<Limits>,
    next_conn: AtomicU64,
    counts: Counts,
    pulse: Pulse,
}

impl Rooms {
    pub(crate) fn new(store: Store, peer: String, quota: u64, limits: Arc<Limits>) -> Self {
        let shared = Shared {
            store,
            peer,
            quota,
            limits,
            open: Mutex::default(),
            news: Mutex::default(),
            next_conn: AtomicU64::new(1),
            counts: Counts::default(),
            pulse: Pulse::default(),
        };
        Self { shared: Arc::new(shared) }
    }

    pub(crate) fn counts(&self) -> &Counts {
        &self.shared.counts
    }

    /// How many rooms are open.
    pub(crate) fn n_open(&self) -> usize {
        self.open().len()
    }

    /// Whether every room is, or why not.
    pub(crate) fn alive(&self, now: Instant) -> Result<(), &'static str> {
        if self.open().values().any(mpsc::Sender::is_closed) {
            return Err("a room has died");
        }
        if self.shared.pulse.is_stuck(now) { Err("a room is stuck") } else { Ok(()) }
    }

    /// Lets a device in. What it sends goes through the [`Door`].
    pub(crate) async fn enter(
        &self,
        workspace: WorkspaceId,
        device: DeviceId,
        guest: Guest,
        line: Line,
    ) -> Door {
        let conn = self.shared.next_conn.fetch_add(1, Ordering::Relaxed);
        let mut event = Event::Enter { conn, guest, device, line };
        loop {
            let room = self.find_or_open(workspace);
            match room.send(event).await {
                Ok(()) => return Door { room, conn },
                // Its task ended just now; the next one is begun.
                Err(mpsc::error::SendError(back)) => event = back,
            }
        }
    }

    /// Closes the connections of devices.
    pub(crate) async fn evict(&self, workspace: WorkspaceId, devices: Vec<DeviceId>, code: u16) {
        self.tell(workspace, Event::Evict { devices, code }).await;
        self.tell_relays(workspace).await;
    }

    /// Has every room store what it has and end, because the relay stops.
    pub(crate) async fn drain(&self) {
        tracing::debug!(rooms = self.n_open(), "every room stores what it has");
        let rooms: Vec<_> = self.open().drain().map(|(_, room)| room).collect();
        for room in rooms {
            room.send(Event::Stop).await.unwrap_or_default();
            // Gone once its task has ended.
            room.closed().await;
        }
    }

    /// Says that the workspace has another vault now, or is gone.
    pub(crate) async fn changed(&self, workspace: WorkspaceId) {
        self.tell(workspace, Event::Changed).await;
        self.tell_relays(workspace).await;
    }

    /// Has other relays on the same database look at who is in.
    async fn tell_relays(&self, workspace: WorkspaceId) {
        if let Err(error) = self.shared.store.tell_changed(workspace).await {
            tracing::error!(%error, "other relays do not know that somebody was put out");
        }
    }

    async fn tell(&self, workspace: WorkspaceId, event: Event) {
        let room = self.open().get(&workspace).cloned();
        if let Some(room) = room {
            // One whose task has just ended has no connections.
            room.send(event).await.unwrap_or_default();
        }
    }

    /// Passes on what other relays on the same database tell, for as long as the relay runs.
    pub(crate) async fn listen(self, mut listener: Listener) {
        loop {
            match listener.next().await {
                Ok(Hint::Grew { document, .. }) => self.look(Some(document)).await,
                Ok(Hint::Changed { workspace }) => self.tell(workspace, Event::Check).await,
                Ok(Hint::Reconnected) => {
                    self.look(None).await;
                    let open: Vec<WorkspaceId> = self.open().keys().copied().collect();
                    for workspace in open {
                        self.tell(workspace, Event::Check).await;
                    }
                }
                Err(error) => {
                    tracing::warn!(%error, "cannot hear other relays");
                    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
                }
            }
        }
    }

    /// Has the room of a document, or every room, look for what other relays have stored.
    async fn look(&self, document: Option<DocumentId>) {
        let of = match document {
            None => None,
            Some(id) => match self.shared.store.document(id).await {
                Ok(found) => Some(found.workspace),
                Err(StoreError::NotFound) => return,
                Err(error) => {
                    tracing::warn!(%error, "cannot tell whose document grew");
                    return;
                }
            },
        };
        let rooms: Vec<(WorkspaceId, mpsc::Sender<Event>)> = {
            let open = self.open();
            let is_meant = |id: &WorkspaceId| of.is_none_or(|of| of == *id);
            let meant = open.iter().filter(|(id, _)| is_meant(id));
            meant.map(|(id, room)| (*id, room.clone())).collect()
        };
        self.news().extend(rooms.iter().map(|(id, _)| *id));
        for (_, room) in rooms {
            // One that has no room for this has a turn before it, and sees the news then.
            room.try_send(Event::Grew).unwrap_or_default();
        }
    }

    /// Whether there is news of a workspace, which is old from here on.
    fn take_news(&self, workspace: WorkspaceId) -> bool {
        self.news().remove(&workspace)
    }

    fn news(&self) -> MutexGuard<'_, HashSet<WorkspaceId>> {
        self.shared.news.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find_or_open(&self, workspace: WorkspaceId) -> mpsc::Sender<Event> {
        let mut open = self.open();
        // One whose task has died must not keep everybody out.
        if let Some(room) = open.get(&workspace).filter(|room| !room.is_closed()) {
            return room.clone();
        }
        let (room, events) = mpsc::channel(MAILBOX);
        open.insert(workspace, room.clone());
        tokio::spawn(task::run(self.clone(), workspace, events));
        room
    }

    /// Takes a room off the list unless somebody is about to enter.
    fn close_if_empty(&self, workspace: WorkspaceId, events: &mpsc::Receiver<Event>) -> bool {
        let mut open = self.open();
        let is_empty = events.is_empty();
        if is_empty {
            open.remove(&workspace);
            self.take_news(workspace);
        }
        is_empty
    }

    fn close(&self, workspace: WorkspaceId) {
        self.open().remove(&workspace);
        self.take_news(workspace);
    }

    fn open(&self) -> MutexGuard<'_, HashMap<WorkspaceId, mpsc::Sender<Event>>> {
        self.shared.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
impl Rooms {
    /// Leaves a room on the list as a task that panicked does.
    pub(crate) fn open_dead(&self, workspace: WorkspaceId) {
        let (room, _) = mpsc::channel(1);
        self.open().insert(workspace, room);
    }

    pub(crate) fn reopen(&self, workspace: WorkspaceId) {
        self.find_or_open(workspace);
    }
}

/// A connection's way into its room.
#[derive(Debug)]
pub(crate) struct Door {
    room: mpsc::Sender<Event>,
    conn: ConnId,
}

impl Door {
    /// Hands a frame in, and waits while the room has much to do. `false` once the room is gone.
    pub(crate) async fn put(&self, bytes: Vec<u8>) -> bool {
        self.room.send(Event::Frame { conn: self.conn, bytes }).await.is_ok()
    }

    /// Goes out.
    pub(crate) async fn leave(self) {
        self.room.send(Event::Leave { conn: self.conn }).await.unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_room_with_no_time_for_news_sees_them_at_its_next_turn() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::sqlite(folder.path()).await.unwrap();
        let limits = Arc::new(Limits::new(600));
        let rooms = Rooms::new(store, "relay-test".to_owned(), u64::MAX, limits);
        let workspace = WorkspaceId(uuid::Uuid::from_u128(1));
        let (room, _events) = mpsc::channel(1);
        room.try_send(Event::Check).unwrap();
        rooms.open().insert(workspace, room);
        assert!(!rooms.take_news(workspace));
        rooms.look(None).await;
        assert!(rooms.take_news(workspace));
        assert!(!rooms.take_news(workspace));
    }
}
