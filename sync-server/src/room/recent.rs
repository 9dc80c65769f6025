//! The changes a document got lately, in the order in which they came: what a device that has all
//! that came before them is to be told, without asking Automerge each time what each device lacks.

use std::collections::{HashSet, VecDeque};

use automerge::ChangeHash;

/// So many are kept.
const MOST_CHANGES: usize = 4_096;
/// And so many bytes of them.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// A change, and its bytes.
pub(super) type Recently = (ChangeHash, Vec<u8>);

/// The latest changes, numbered from when the document was opened.
#[derive(Debug, Default)]
pub(super) struct Recent {
    changes: VecDeque<Recently>,
    /// The number of the first that is kept.
    first: u64,
    n_bytes: usize,
}

impl Recent {
    /// Adds one; the oldest are let go of when there are too many.
    pub(super) fn push(&mut self, change: Recently) {
        self.n_bytes += change.1.len();
        self.changes.push_back(change);
        while self.changes.len() > MOST_CHANGES || self.n_bytes > MOST_BYTES {
            let Some((_, bytes)) = self.changes.pop_front() else { return };
            self.n_bytes -= bytes.len();
            self.first += 1;
        }
    }

    /// The number the next one will have.
    pub(super) fn next(&self) -> u64 {
        self.first + u64::try_from(self.changes.len()).unwrap_or(u64::MAX)
    }

    /// Those from a number on; `None` where some are not kept any more.
    pub(super) fn since(&self, number: u64) -> Option<impl Iterator<Item = &Recently>> {
        let from = usize::try_from(number.checked_sub(self.first)?).ok()?;
        Some(self.changes.range(from.min(self.changes.len())..))
    }

    /// These, in order; `None` unless all of them are kept.
    pub(super) fn these(&self, hashes: &HashSet<ChangeHash>) -> Option<Vec<&Recently>> {
        let mut found = Vec::with_capacity(hashes.len());
        let mut latest = self.changes.iter().rev();
        while found.len() < hashes.len() {
            let change = latest.next()?;
            if hashes.contains(&change.0) {
                found.push(change);
            }
        }
        found.reverse();
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(n: u8) -> Recently {
        (ChangeHash([n; 32]), vec![n])
    }

    fn numbers(changes: impl IntoIterator<Item = Recently>) -> Vec<u8> {
        changes.into_iter().map(|(_, bytes)| bytes[0]).collect()
    }

    #[test]
    fn what_came_since_is_told_in_order() {
        let mut recent = Recent::default();
        (1..=5).for_each(|n| recent.push(change(n)));
        assert_eq!(recent.next(), 5);
        assert_eq!(numbers(recent.since(2).unwrap().cloned()), [3, 4, 5]);
        assert_eq!(recent.since(5).unwrap().count(), 0);
        let these = |of: &[u8]| of.iter().map(|n| change(*n).0).collect::<HashSet<_>>();
        assert_eq!(numbers(recent.these(&these(&[4, 2])).unwrap().into_iter().cloned()), [2, 4]);
        assert_eq!(recent.these(&these(&[4, 9])), None);
    }

    #[test]
    fn what_is_too_old_is_let_go_of_and_said_to_be_missing() {
        let mut recent = Recent::default();
        for n in 0..3 {
            recent.push((ChangeHash([n; 32]), vec![n; MOST_BYTES / 2]));
        }
        assert_eq!(recent.next(), 3);
        assert!(recent.since(0).is_none());
        assert_eq!(numbers(recent.since(1).unwrap().cloned()), [1, 2]);
        (0..=MOST_CHANGES).for_each(|_| recent.push(change(7)));
        assert!(recent.since(3).is_none());
        assert_eq!(recent.since(recent.next() - 1).unwrap().count(), 1);
    }
}
