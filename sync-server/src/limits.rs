//! How often somebody may ask: for each address, and for the damage each device does, a bucket of
//! tokens that fills up by itself. Whoever asks too often waits; nobody else notices.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::id::DeviceId;

/// So many buckets are remembered; beyond that those that are full are forgotten.
const MOST_BUCKETS: usize = 20_000;
/// Codes and proofs may be tried so often in a minute.
const GUESSES_A_MINUTE: u32 = 20;
/// A device that may ask so many times in a minute may once send what a room has to refuse: that
/// costs the room more than a request does.
const REQUESTS_A_REFUSAL: u32 = 30;

/// A bucket of tokens.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Bucket {
    tokens: f64,
    at: i64,
}

impl Bucket {
    pub(crate) fn full(size: u32, now: i64) -> Self {
        Self { tokens: f64::from(size), at: now }
    }

    /// Takes `n` tokens out of a bucket of this size that fills in a minute; `false` if there are
    /// not so many.
    pub(crate) fn take(&mut self, n: u32, size: u32, now: i64) -> bool {
        self.fill(size, now);
        let has = self.tokens >= f64::from(n);
        if has {
            self.tokens -= f64::from(n);
        }
        has
    }

    fn has_any(mut self, size: u32, now: i64) -> bool {
        self.fill(size, now);
        self.tokens >= 1.0
    }

    fn fill(&mut self, size: u32, now: i64) {
        let passed = i32::try_from((now - self.at).clamp(0, 60_000)).unwrap_or(60_000);
        let filled = f64::from(size) * f64::from(passed) / 60_000.0;
        self.tokens = (self.tokens + filled).min(f64::from(size));
        self.at = now;
    }
}

/// What is asked for, and by whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Ask {
    /// Anything.
    Request(IpAddr),
    /// Something that a code or a proof opens.
    Guess(IpAddr),
    /// That a room puts up with what no program of ours sends.
    Refusal(DeviceId),
}

/// The buckets of all.
#[derive(Debug)]
pub(crate) struct Limits {
    requests_a_minute: u32,
    buckets: Mutex<HashMap<Ask, Bucket>>,
}

impl Limits {
    pub(crate) fn new(requests_a_minute: u32) -> Self {
        Self { requests_a_minute, buckets: Mutex::default() }
    }

    /// Whether somebody may ask now.
    pub(crate) fn allow(&self, ask: Ask, now: i64) -> bool {
        let size = self.size(ask);
        let mut buckets = self.buckets();
        if buckets.len() >= MOST_BUCKETS {
            buckets.retain(|_, bucket| now - bucket.at < 60_000);
        }
        if buckets.len() >= MOST_BUCKETS && !buckets.contains_key(&ask) {
            return false;
        }
        buckets.entry(ask).or_insert_with(|| Bucket::full(size, now)).take(1, size, now)
    }

    /// Whether somebody has asked so often that they may not any more.
    pub(crate) fn is_spent(&self, ask: Ask, now: i64) -> bool {
        let size = self.size(ask);
        self.buckets().get(&ask).is_some_and(|bucket| !bucket.has_any(size, now))
    }

    fn size(&self, ask: Ask) -> u32 {
        match ask {
            Ask::Request(_) => self.requests_a_minute,
            Ask::Guess(_) => GUESSES_A_MINUTE.min(self.requests_a_minute),
            Ask::Refusal(_) => (self.requests_a_minute / REQUESTS_A_REFUSAL).max(1),
        }
    }

    fn buckets(&self) -> MutexGuard<'_, HashMap<Ask, Bucket>> {
        self.buckets.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));
    const TWO: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 2));

    #[test]
    fn who_asks_too_often_waits_and_nobody_else_does() {
        let limits = Limits::new(60);
        let one = Ask::Request(ONE);
        for n in 0..60 {
            assert!(limits.allow(one, 1_000), "{n}");
        }
        assert!(!limits.allow(one, 1_000));
        assert!(limits.allow(Ask::Request(TWO), 1_000));
        assert!(limits.allow(Ask::Guess(ONE), 1_000));
        assert!(limits.allow(one, 2_001), "a second later there is one more");
        assert!(!limits.allow(one, 2_001));
        assert!(!limits.allow(one, 500), "a clock that goes back gives nothing");
    }

    #[test]
    fn guesses_are_few() {
        let limits = Limits::new(6_000);
        let guesses = (0..1_000).filter(|_| limits.allow(Ask::Guess(ONE), 0)).count();
        assert_eq!(guesses, 20);
    }

    #[test]
    fn a_device_whose_frames_are_refused_again_and_again_waits() {
        let limits = Limits::new(600);
        let device = Ask::Refusal(DeviceId(uuid::Uuid::from_u128(1)));
        assert!(!limits.is_spent(device, 0), "it has done nothing");
        for n in 0..20 {
            assert!(!limits.is_spent(device, 0), "{n}");
            assert!(limits.allow(device, 0), "{n}");
        }
        assert!(limits.is_spent(device, 0));
        assert!(!limits.is_spent(Ask::Refusal(DeviceId(uuid::Uuid::from_u128(2))), 0));
        assert!(!limits.is_spent(device, 3_001), "a while later it may try again");
    }
}
