//! Held together with what Automerge does, message by message.

use automerge::ROOT;
use automerge::sync::SyncDoc;
use automerge::transaction::Transactable;
use proptest::prelude::*;

use super::*;

/// What happens between three documents, of which the first two speak with each other.
#[derive(Debug, Clone)]
enum Act {
    /// One of them is edited.
    Edit(usize),
    /// One takes in all the third has: changes that come from elsewhere.
    Merge(usize),
    /// One says what it has to say; that arrives, or is lost.
    Say(usize, bool),
    /// One of them loses all it had, and what it knew of the other.
    Lose(usize),
    /// One begins a new line, with what it remembers of the one before.
    Begin(usize),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => (0..3_usize).prop_map(Act::Edit),
        2 => (0..2_usize).prop_map(Act::Merge),
        8 => ((0..2_usize), prop::bool::weighted(0.9)).prop_map(|(who, is_heard)| Act::Say(who, is_heard)),
        1 => (0..2_usize).prop_map(Act::Lose),
        1 => (0..2_usize).prop_map(Act::Begin),
    ]
}

proptest! {
    /// After every message the documents and all that is known of the other end are what they
    /// would be had Automerge taken it in.
    #[test]
    fn does_what_automerge_does(
        acts in prop::collection::vec(act(), 1..60),
        is_read_only in prop::bool::weighted(0.2),
    ) {
        let mut docs: Vec<Automerge> = (0..3).map(|_| Automerge::new()).collect();
        let second = if is_read_only { State::new_read_only() } else { State::new() };
        let mut states = [State::new(), second];
        for (n, act) in (0_i64..).zip(acts) {
            match act {
                Act::Edit(who) => {
                    let key = format!("key {}", n % 7);
                    docs[who].transact::<_, _, AutomergeError>(|tx| tx.put(ROOT, key, n)).unwrap();
                }
                Act::Merge(who) => {
                    let mut third = docs[2].clone();
                    docs[who].merge(&mut third).unwrap();
                }
                Act::Say(who, is_heard) => {
                    let Some(message) = docs[who].generate_sync_message(&mut states[who]) else { continue };
                    if !is_heard {
                        continue;
                    }
                    let message = Message::decode(&message.encode()).unwrap();
                    let other = 1 - who;
                    let (mut doc, mut state) = (docs[other].clone(), states[other].clone());
                    doc.receive_sync_message(&mut state, message.clone()).unwrap();
                    receive(&mut docs[other], &mut states[other], message, &mut PatchLog::inactive()).unwrap();
                    prop_assert_eq!(docs[other].get_heads(), doc.get_heads());
                    prop_assert_eq!(&states[other], &state);
                }
                Act::Lose(who) => {
                    docs[who] = Automerge::new();
                    states[who] = State { read_only: states[who].read_only, ..State::new() };
                }
                Act::Begin(who) => {
                    let read_only = states[who].read_only;
                    states[who] = State { read_only, ..State::decode(&states[who].encode()).unwrap() };
                }
            }
        }
    }
}
