//! Which chunks of a document are in storage, and when to fold them into one.
//!
//! The layout is automerge-repo's, so that its tools can open the database: a document is
//! snapshots plus increments, each under a name of its own. Names follow from content, so several
//! tabs may write at once; writing the same chunk twice changes nothing.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What a chunk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ChunkKind {
    /// The whole document at some moment.
    Snapshot,
    /// Changes since then.
    Incremental,
}

impl ChunkKind {
    /// The word in the name.
    pub fn word(self) -> &'static str {
        match self {
            Self::Snapshot => "snapshot",
            Self::Incremental => "incremental",
        }
    }

    /// Reads [`Self::word`].
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Snapshot, Self::Incremental].into_iter().find(|kind| kind.word() == word)
    }
}

/// The name of a chunk within its document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ChunkKey {
    /// What it is.
    pub kind: ChunkKind,
    /// Hash in hexadecimal: of the heads for a snapshot, of the content for an increment.
    pub hash: String,
}

impl ChunkKey {
    /// The name of an increment.
    pub fn incremental(bytes: &[u8]) -> Self {
        let digest: [u8; 32] = Sha256::digest(bytes).into();
        Self { kind: ChunkKind::Incremental, hash: hex::encode(digest) }
    }

    /// The name of a snapshot with these heads.
    pub fn snapshot(heads_digest: &[u8; 32]) -> Self {
        Self { kind: ChunkKind::Snapshot, hash: hex::encode(heads_digest) }
    }

    /// Whether an increment still has the content it was named after. Snapshots carry their own
    /// checksum inside.
    pub fn matches(&self, bytes: &[u8]) -> bool {
        match self.kind {
            ChunkKind::Snapshot => true,
            ChunkKind::Incremental => *self == Self::incremental(bytes),
        }
    }
}

/// The chunks of one document that this engine knows to be in storage.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Journal {
    chunks: std::collections::BTreeMap<ChunkKey, usize>,
}

/// What folding a document writes and deletes, in one transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compaction {
    /// Name of the new snapshot.
    pub put: ChunkKey,
    /// Chunks it holds already.
    pub delete: Vec<ChunkKey>,
}

impl Journal {
    /// More increments than this are always folded.
    pub const MOST_INCREMENTS: usize = 200;
    /// Increments smaller than this together are not worth folding.
    pub const SMALLEST_FOLD: usize = 64 * 1024;

    /// Notes that a chunk is in storage.
    pub fn add(&mut self, key: ChunkKey, bytes: usize) {
        self.chunks.insert(key, bytes);
    }

    /// Whether it knows that this chunk is in storage.
    pub fn knows(&self, key: &ChunkKey) -> bool {
        self.chunks.contains_key(key)
    }

    /// Forgets the chunks that are not in storage any more. Whether there were any.
    pub fn keep_only(&mut self, is_stored: impl Fn(&ChunkKey) -> bool) -> bool {
        let before = self.chunks.len();
        self.chunks.retain(|key, _| is_stored(key));
        self.chunks.len() < before
    }

    /// Whether a document with these heads is in storage as one snapshot and nothing else.
    pub fn is_folded(&self, heads_digest: &[u8; 32]) -> bool {
        self.chunks.keys().eq([&ChunkKey::snapshot(heads_digest)])
    }

    /// Whether it is time to fold: many increments, or as many bytes of them as of snapshots.
    pub fn should_compact(&self) -> bool {
        let increments = || self.chunks.iter().filter(|(k, _)| k.kind == ChunkKind::Incremental);
        let size = |kind| -> usize {
            self.chunks.iter().filter(|(k, _)| k.kind == kind).map(|(_, bytes)| bytes).sum()
        };
        let increment_bytes = size(ChunkKind::Incremental);
        increments().count() > Self::MOST_INCREMENTS
            || increment_bytes >= size(ChunkKind::Snapshot).max(Self::SMALLEST_FOLD)
    }

    /// What to write and delete to fold the document, which has these heads now.
    ///
    /// Only chunks this engine loaded or wrote are deleted: it knows that the snapshot holds them.
    pub fn compaction(&self, heads_digest: &[u8; 32]) -> Compaction {
        let put = ChunkKey::snapshot(heads_digest);
        let delete = self.chunks.keys().filter(|key| **key != put).cloned().collect();
        Compaction { put, delete }
    }

    /// Notes that a compaction is in storage.
    pub fn compacted(&mut self, compaction: &Compaction, bytes: usize) {
        for key in &compaction.delete {
            self.chunks.remove(key);
        }
        self.add(compaction.put.clone(), bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn increment(n: usize) -> ChunkKey {
        ChunkKey::incremental(&n.to_be_bytes())
    }

    #[test]
    fn a_changed_increment_no_longer_matches_its_name() {
        let key = ChunkKey::incremental(b"change");
        assert!(key.matches(b"change"));
        assert!(!key.matches(b"chance"));
    }

    #[test]
    fn many_small_or_a_few_large_increments_are_folded() {
        let mut journal = Journal::default();
        journal.add(ChunkKey::snapshot(&[0; 32]), 1_000_000);
        for n in 0..200 {
            journal.add(increment(n), 100);
        }
        assert!(!journal.should_compact());
        journal.add(increment(200), 100);
        assert!(journal.should_compact());

        let mut journal = Journal::default();
        journal.add(increment(0), 60_000);
        assert!(!journal.should_compact());
        journal.add(increment(1), 10_000);
        assert!(journal.should_compact());
    }

    #[test]
    fn a_chunk_that_vanished_from_storage_is_noticed() {
        let mut journal = Journal::default();
        journal.add(increment(0), 10);
        journal.add(increment(1), 10);
        assert!(!journal.keep_only(|_| true));
        assert!(journal.keep_only(|key| *key == increment(1)));
        assert!(!journal.knows(&increment(0)));
        assert!(journal.knows(&increment(1)));
    }

    #[test]
    fn folding_deletes_what_the_snapshot_holds_but_never_the_snapshot_itself() {
        let mut journal = Journal::default();
        journal.add(ChunkKey::snapshot(&[1; 32]), 10);
        journal.add(increment(0), 10);
        let compaction = journal.compaction(&[2; 32]);
        assert_eq!(compaction.delete.len(), 2);
        assert!(!journal.is_folded(&[2; 32]));
        journal.compacted(&compaction, 20);
        assert!(journal.is_folded(&[2; 32]));
        assert!(!journal.is_folded(&[1; 32]));
        assert!(!journal.should_compact());
        assert_eq!(journal.compaction(&[2; 32]).delete, []);
    }
}
