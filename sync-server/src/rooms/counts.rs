//! What is counted, for whoever watches the relay.

use std::sync::atomic::{AtomicI64, AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use crate::store::StoreError;

/// How long it may take to store changes, in microseconds: the upper ends of the classes that are
/// counted.
const CLASSES: [u64; 12] = [
    1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000,
    5_000_000,
];

#[derive(Debug, Default)]
pub(crate) struct Counts {
    pub(crate) connections: AtomicUsize,
    pub(crate) frames_in: AtomicU64,
    pub(crate) frames_out: AtomicU64,
    pub(crate) changes: AtomicU64,
    pub(crate) refusals: AtomicU64,
    pub(crate) recoveries: AtomicU64,
    pub(crate) failed_appends: AtomicU64,
    pub(crate) compactions: AtomicU64,
    pub(crate) appends: Histogram,
    /// When changes could not be stored last, in milliseconds since 1970; 0 if they could since.
    failed_at: AtomicI64,
}

impl Counts {
    pub(super) fn appended(&self, changes: usize, took: Duration) {
        self.changes.fetch_add(u64::try_from(changes).unwrap_or(0), Ordering::Relaxed);
        self.appends.note(took);
        self.failed_at.store(0, Ordering::Relaxed);
    }

    pub(super) fn append_failed(&self, error: &StoreError, now: i64) {
        self.failed_appends.fetch_add(1, Ordering::Relaxed);
        // A workspace that was deleted meanwhile is nothing the others suffer from.
        if !matches!(error, StoreError::NotFound | StoreError::Conflict) {
            self.failed_at.store(now, Ordering::Relaxed);
        }
    }

    /// Whether changes could not be stored a moment ago, and could not since.
    pub(crate) fn fails(&self, within: Duration, now: i64) -> bool {
        let at = self.failed_at.load(Ordering::Relaxed);
        at != 0 && i128::from(now - at) < i128::try_from(within.as_millis()).unwrap_or(i128::MAX)
    }
}

/// How often something took how long.
#[derive(Debug, Default)]
pub(crate) struct Histogram {
    classes: [AtomicU64; CLASSES.len()],
    all: AtomicU64,
    microseconds: AtomicU64,
}

impl Histogram {
    fn note(&self, took: Duration) {
        let took = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        if let Some((_, class)) = CLASSES.iter().zip(&self.classes).find(|(end, _)| took <= **end) {
            class.fetch_add(1, Ordering::Relaxed);
        }
        self.microseconds.fetch_add(took, Ordering::Relaxed);
        self.all.fetch_add(1, Ordering::Relaxed);
    }

    /// The upper end of each class in seconds, and how often it took no longer.
    pub(crate) fn classes(&self) -> impl Iterator<Item = (f64, u64)> {
        let mut sum = 0;
        CLASSES.iter().zip(&self.classes).map(move |(end, class)| {
            sum += class.load(Ordering::Relaxed);
            (Duration::from_micros(*end).as_secs_f64(), sum)
        })
    }

    /// How often, and how long in all.
    pub(crate) fn total(&self) -> (u64, Duration) {
        let took = Duration::from_micros(self.microseconds.load(Ordering::Relaxed));
        (self.all.load(Ordering::Relaxed), took)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_counts_all_that_took_no_longer() {
        let histogram = Histogram::default();
        for micros in [900, 1_000, 1_001, 3_000, 60_000_000] {
            histogram.note(Duration::from_micros(micros));
        }
        let classes: Vec<_> = histogram.classes().take(3).collect();
        assert_eq!(classes, [(0.001, 2), (0.0025, 3), (0.005, 4)]);
        assert_eq!(histogram.classes().last(), Some((5.0, 4)));
        assert_eq!(histogram.total(), (5, Duration::from_micros(60_005_901)));
    }

    #[test]
    fn trouble_is_over_with_the_next_success_or_after_a_while() {
        let (counts, while_) = (Counts::default(), Duration::from_secs(30));
        assert!(!counts.fails(while_, 1_000));
        counts.append_failed(&StoreError::NotFound, 1_000);
        assert!(!counts.fails(while_, 1_000));
        counts.append_failed(&StoreError::Full, 1_000);
        assert!(counts.fails(while_, 30_999) && !counts.fails(while_, 31_000));
        counts.appended(1, Duration::ZERO);
        assert!(!counts.fails(while_, 1_001));
    }
}
