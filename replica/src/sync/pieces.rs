//! Cuts a message that is too large for one frame.
//!
//! The pieces are messages of their own with the same heads; only the first says what is needed.
//! Whoever takes them in has all of it after the last.

use automerge::sync::{ChunkList, Message, MessageVersion};
use automerge::{Automerge, ChangeHash};

/// A piece brings so many bytes of changes, or one change that is larger.
const PIECE: usize = 2 * 1024 * 1024;

/// The message as one, or in pieces if it brings more than `most` bytes.
///
/// A message that brings the whole document, which is one chunk, is cut into the changes that the
/// other end lacks, beginning with `shared`.
pub fn cut(doc: &Automerge, message: Message, shared: &[ChangeHash], most: usize) -> Vec<Message> {
    let size = |chunks: &ChunkList| chunks.iter().map(<[u8]>::len).sum::<usize>();
    if size(&message.changes) <= most {
        return vec![message];
    }
    let whole = message.version == MessageVersion::V2;
    let changes: Vec<Vec<u8>> = if whole {
        // Deflated each by itself, as Automerge stores changes that are large.
        doc.get_changes(shared).into_iter().map(|mut change| change.bytes().into_owned()).collect()
    } else {
        message.changes.iter().map(<[u8]>::to_vec).collect()
    };
    let mut pieces = Vec::new();
    let mut piece = Vec::new();
    let mut length = 0;
    for change in changes {
        if length > 0 && length + change.len() > PIECE {
            pieces.push(std::mem::take(&mut piece));
            length = 0;
        }
        length += change.len();
        piece.push(change);
    }
    pieces.push(piece);
    let mut is_first = true;
    let as_message = |changes: Vec<Vec<u8>>| {
        let first = std::mem::take(&mut is_first);
        Message {
            heads: message.heads.clone(),
            need: if first { message.need.clone() } else { Vec::new() },
            have: message.have.clone(),
            changes: changes.into(),
            flags: message.flags,
            version: MessageVersion::V1,
        }
    };
    pieces.into_iter().map(as_message).collect()
}

#[cfg(test)]
mod tests {
    use automerge::ROOT;
    use automerge::sync::{State, SyncDoc};
    use automerge::transaction::Transactable;

    use super::*;

    #[test]
    fn pieces_together_are_the_message() {
        let mut ours = Automerge::new();
        for n in 0..200_i64 {
            ours.transact::<_, _, automerge::AutomergeError>(|tx| {
                tx.put(ROOT, format!("key {n}"), noise(n, 60_000))
            })
            .unwrap();
        }
        let mut theirs = Automerge::new();
        let (mut at_ours, mut at_theirs) = (State::new(), State::new());
        let hello = theirs.generate_sync_message(&mut at_theirs).unwrap();
        ours.receive_sync_message(&mut at_ours, hello).unwrap();
        let message = ours.generate_sync_message(&mut at_ours).unwrap();
        assert_eq!(message.version, MessageVersion::V2);
        let shared = at_ours.shared_heads.clone();
        let pieces = cut(&ours, message, &shared, PIECE);
        assert!(pieces.len() > 2, "{}", pieces.len());
        for piece in pieces {
            let bytes = piece.encode();
            assert!(bytes.len() < PIECE + 100_000, "{}", bytes.len());
            theirs.receive_sync_message(&mut at_theirs, Message::decode(&bytes).unwrap()).unwrap();
        }
        assert_eq!(ours.get_heads(), theirs.get_heads());
    }

    /// Text that does not deflate.
    fn noise(seed: i64, length: usize) -> String {
        let mut state = seed.unsigned_abs().wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let letter = |_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            char::from(b'!' + u8::try_from(state % 90).unwrap())
        };
        (0..length).map(letter).collect()
    }
}
