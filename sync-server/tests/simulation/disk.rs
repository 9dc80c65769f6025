//! The relay's disk: what survives when it stops.

use std::collections::{BTreeMap, BTreeSet};

use replica::document_id::DocumentId;
use sync_server::room::{Kind, Stored, Unstored};

#[derive(Default)]
pub(crate) struct Disk {
    documents: BTreeMap<DocumentId, OnDisk>,
    pub(crate) is_full: bool,
    /// The next write stops half way through.
    pub(crate) tears: bool,
}

#[derive(Default)]
struct OnDisk {
    kind: Option<Kind>,
    snapshot: Option<Vec<u8>>,
    changes: Vec<([u8; 32], Vec<u8>)>,
    /// Everything that was ever stored.
    all: BTreeSet<[u8; 32]>,
}

pub(crate) struct NotStored;

impl Disk {
    pub(crate) fn new(documents: [(DocumentId, Kind); 2]) -> Self {
        let fresh = |(id, kind)| (id, OnDisk { kind: Some(kind), ..OnDisk::default() });
        Self { documents: documents.into_iter().map(fresh).collect(), is_full: false, tears: false }
    }

    pub(crate) fn append(&mut self, unstored: &[Unstored]) -> Result<(), NotStored> {
        if self.is_full {
            return Err(NotStored);
        }
        let tears = std::mem::take(&mut self.tears);
        for Unstored { document, changes } in unstored {
            let on_disk = self.documents.get_mut(document).unwrap();
            // Of a torn write the first changes are there; of the next one a part, which does not
            // count: stores check what they read.
            let n = if tears { changes.len() / 2 } else { changes.len() };
            for (hash, bytes) in changes.iter().take(n) {
                if on_disk.all.insert(*hash) {
                    on_disk.changes.push((*hash, bytes.clone()));
                }
            }
        }
        if tears { Err(NotStored) } else { Ok(()) }
    }

    /// Puts a snapshot in place of changes, or stops before they are deleted.
    pub(crate) fn compact(&mut self, id: DocumentId, snapshot: Vec<u8>, stops_half_way: bool) {
        let on_disk = self.documents.get_mut(&id).unwrap();
        on_disk.snapshot = Some(snapshot);
        if !stops_half_way {
            on_disk.changes.clear();
        }
    }

    pub(crate) fn read(&self) -> Vec<(DocumentId, Kind, Stored)> {
        let read = |(id, on_disk): (&DocumentId, &OnDisk)| {
            let changes = on_disk.changes.iter().map(|(_, bytes)| bytes.clone()).collect();
            let stored = Stored { snapshot: on_disk.snapshot.clone(), changes };
            (*id, on_disk.kind.unwrap(), stored)
        };
        self.documents.iter().map(read).collect()
    }

    pub(crate) fn has(&self, id: DocumentId, hash: &[u8; 32]) -> bool {
        self.documents[&id].all.contains(hash)
    }
}
