//! What a room has of its documents in the store: appended to, looked at for what other relays have
//! appended, and folded into a snapshot now and then.

use std::collections::HashMap;
use std::sync::atomic::Ordering;
use std::time::Duration;

use domain::id::WorkspaceId;
use replica::document_id::DocumentId;
use tokio::time::Instant;

use super::Rooms;
use super::task::{End, Keeper};
use crate::relay::now;
use crate::room::{Kind, Stored, Unstored};
use crate::store::{self, Appended, Change, Since, StoreError};

/// Other relays are told of a document this often at most: on their database, all who tell something
/// wait for each other.
pub(super) const TELL_EVERY: Duration = Duration::from_millis(100);
/// After so many changes a document is folded into one snapshot.
const MOST_CHANGES: u64 = 1_000;
/// After so many bytes of changes, also.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// How a document stands in the store.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shelf {
    last_seq: u64,
    n_changes: u64,
    n_bytes: usize,
    is_whole: bool,
}

pub(super) type Opened = Vec<(DocumentId, Kind, Stored)>;

impl Keeper<'_> {
    /// Puts on disk what is not there yet: until it is, nobody hears of it.
    pub(super) async fn store(&mut self, unstored: Vec<Unstored>) -> Result<(), End> {
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
        for ((document, _), Appended { before, last }) in appends.iter().zip(stored) {
            if let Some(shelf) = self.shelves.get_mut(document) {
                // Unless others have stored in between: then that is still to be taken in.
                if !store.is_shared() || before == shelf.last_seq {
                    shelf.last_seq = last;
                }
            }
            self.untold.insert(*document, last);
        }
        if !self.rooms.shared.store.is_shared() {
            self.untold.clear();
        }
        self.tell_others().await;
        self.look_if_shared().await?;
        self.fold(false).await
    }

    pub(super) async fn tell_others(&mut self) {
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

    /// Takes in what other relays have stored meanwhile.
    async fn look_if_shared(&mut self) -> Result<(), End> {
        if self.rooms.shared.store.is_shared() { self.look().await } else { Ok(()) }
    }

    pub(super) async fn look(&mut self) -> Result<(), End> {
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
    pub(super) async fn fold(&mut self, at_rest: bool) -> Result<(), End> {
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
            let folded = self.rooms.shared.store.compact(*document, &snapshot, last_seq).await;
            if let Err(StoreError::Full) = folded {
                // It takes room to make room; without, all stays as it is, and is there.
                tracing::warn!(workspace = %self.workspace, "no room to fold a document");
                continue;
            }
            if folded? {
                self.rooms.counts().compactions.fetch_add(1, Ordering::Relaxed);
                *shelf = Shelf { last_seq, n_changes: 0, n_bytes: 0, ..*shelf };
            }
        }
        Ok(())
    }
}

/// Reads both documents of a workspace.
pub(super) async fn load(
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
