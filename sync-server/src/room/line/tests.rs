//! A line between a document of the relay and a device's, over a wire that keeps the order.

use std::collections::VecDeque;

use automerge::transaction::Transactable as _;
use automerge::{AutomergeError, PatchLog, ROOT};
use replica::sync::receive::receive;

use super::*;

/// Both ends, and what is under way.
struct Pair {
    relay: Automerge,
    recent: Recent,
    noted: Vec<ChangeHash>,
    line: Line,
    device: Automerge,
    state: State,
    up: VecDeque<Message>,
    down: VecDeque<Message>,
    n_told: usize,
    n_edits: i64,
}

impl Pair {
    fn new() -> Self {
        let mut relay = Automerge::new();
        put(&mut relay, "first", 0);
        let noted = relay.get_heads();
        Self {
            relay,
            recent: Recent::default(),
            noted,
            line: Line::new(true),
            device: Automerge::new(),
            state: State::new(),
            up: VecDeque::new(),
            down: VecDeque::new(),
            n_told: 0,
            n_edits: 0,
        }
    }

    fn edit(&mut self, is_device: bool) {
        self.n_edits += 1;
        let doc = if is_device { &mut self.device } else { &mut self.relay };
        put(doc, &format!("key {}", self.n_edits % 7), self.n_edits);
    }

    fn device_speaks(&mut self) {
        self.up.extend(self.device.generate_sync_message(&mut self.state));
    }

    fn relay_speaks(&mut self) {
        for change in self.relay.get_changes(&self.noted) {
            self.recent.push((change.hash(), change.raw_bytes().to_vec()));
        }
        self.noted = self.relay.get_heads();
        while let Some(message) = self.line.speak(&self.relay, &self.noted, &self.recent) {
            self.n_told += message.changes.len();
            self.down.push_back(message);
        }
    }

    fn relay_hears(&mut self) {
        let Some(message) = self.up.pop_front() else { return };
        let brings = replica::sync::guard::examine(
            &message.clone().encode(),
            &replica::sync::guard::Limits::FRAME,
        );
        self.line.brings(brings.unwrap().changes.as_deref());
        receive(&mut self.relay, &mut self.line.state, message, &mut PatchLog::inactive()).unwrap();
        self.line.has_heard(&self.relay, false);
    }

    fn device_hears(&mut self) {
        let Some(message) = self.down.pop_front() else { return };
        receive(&mut self.device, &mut self.state, message, &mut PatchLog::inactive()).unwrap();
    }

    /// Until nobody has anything to say.
    fn settle(&mut self) {
        for _ in 0..100 {
            self.device_speaks();
            self.relay_hears();
            self.relay_speaks();
            self.device_hears();
            if self.up.is_empty() && self.down.is_empty() && self.is_equal() {
                return;
            }
        }
        panic!("they never agree");
    }

    fn is_equal(&self) -> bool {
        self.device.get_heads() == self.relay.get_heads()
            && self.state.their_heads.as_ref() == Some(&self.device.get_heads())
    }
}

fn put(doc: &mut Automerge, key: &str, value: i64) {
    doc.transact::<_, _, AutomergeError>(|tx| tx.put(ROOT, key, value)).unwrap();
}

#[test]
fn a_device_that_stays_is_told_each_change_once_and_its_own_never() {
    let mut pair = Pair::new();
    pair.settle();
    pair.edit(false);
    pair.settle();
    assert!(pair.line.steady.is_some());
    pair.n_told = 0;
    for n in 1..=5 {
        pair.edit(false);
        pair.relay_speaks();
        assert_eq!(pair.n_told, n, "at once, and without waiting for an answer");
    }
    pair.settle();
    for _ in 0..5 {
        pair.edit(true);
        pair.settle();
    }
    assert_eq!(pair.n_told, 5);
    assert!(pair.line.steady.is_some());
}

#[test]
fn a_device_that_asks_is_answered_and_then_goes_on() {
    let mut pair = Pair::new();
    pair.edit(false);
    pair.settle();
    pair.edit(false);
    pair.settle();
    // A frame is lost, as on no connection of ours.
    pair.edit(false);
    pair.relay_speaks();
    assert!(pair.down.pop_front().is_some());
    pair.edit(false);
    pair.settle();
    assert_eq!(pair.device.get_heads(), pair.relay.get_heads());
    pair.edit(false);
    pair.settle();
    assert!(pair.line.steady.is_some());
}

#[test]
fn a_device_that_has_fallen_too_far_behind_is_answered_by_automerge() {
    let mut pair = Pair::new();
    pair.settle();
    pair.edit(false);
    pair.settle();
    for _ in 0..5_000 {
        pair.edit(false);
    }
    pair.settle();
    assert_eq!(pair.device.get_heads(), pair.relay.get_heads());
}

/// Whatever they do in whatever order, they agree, and hardly anything is said twice.
#[test]
fn both_ends_agree_whatever_the_order() {
    for seed in 0..300_u64 {
        let mut dice = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let mut below = |n: u64| {
            dice ^= dice << 13;
            dice ^= dice >> 7;
            dice ^= dice << 17;
            dice % n
        };
        let mut pair = Pair::new();
        if below(2) == 0 {
            pair.settle();
        }
        for _ in 0..below(80) {
            match below(7) {
                0 => pair.edit(true),
                1 => pair.edit(false),
                2 => pair.device_speaks(),
                3 => pair.relay_speaks(),
                4 => pair.relay_hears(),
                5 => pair.device_hears(),
                _ => {
                    pair.relay_hears();
                    pair.relay_speaks();
                }
            }
        }
        pair.settle();
        let n_changes = pair.relay.get_changes(&[]).len();
        assert!(pair.n_told <= 2 * n_changes, "seed {seed}: {} for {n_changes}", pair.n_told);
    }
}
