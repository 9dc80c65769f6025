//! How often somebody may ask: for each address a bucket of tokens that fills up by itself. Whoever
//! asks too often waits; nobody else notices.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

/// So many addresses are remembered; beyond that those whose bucket is full are forgotten.
const MOST_ADDRESSES: usize = 20_000;
/// Codes and proofs may be tried so often in a minute.
const GUESSES_A_MINUTE: u32 = 20;

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

    fn fill(&mut self, size: u32, now: i64) {
        let passed = i32::try_from((now - self.at).clamp(0, 60_000)).unwrap_or(60_000);
        let filled = f64::from(size) * f64::from(passed) / 60_000.0;
        self.tokens = (self.tokens + filled).min(f64::from(size));
        self.at = now;
    }
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Ask {
    /// Anything.
    Request,
    /// Something that a code or a proof opens.
    Guess,
}

/// The buckets of all addresses.
#[derive(Debug)]
pub(crate) struct Limits {
    requests_a_minute: u32,
    buckets: Mutex<HashMap<(IpAddr, Ask), Bucket>>,
}

impl Limits {
    pub(crate) fn new(requests_a_minute: u32) -> Self {
        Self { requests_a_minute, buckets: Mutex::default() }
    }

    /// Whether an address may ask now.
    pub(crate) fn allow(&self, address: IpAddr, ask: Ask, now: i64) -> bool {
        let size = match ask {
            Ask::Request => self.requests_a_minute,
            Ask::Guess => GUESSES_A_MINUTE.min(self.requests_a_minute),
        };
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MOST_ADDRESSES {
            buckets.retain(|_, bucket| now - bucket.at < 60_000);
        }
        if buckets.len() >= MOST_ADDRESSES && !buckets.contains_key(&(address, ask)) {
            return false;
        }
        let bucket = buckets.entry((address, ask)).or_insert_with(|| Bucket::full(size, now));
        bucket.take(1, size, now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_asks_too_often_waits_and_nobody_else_does() {
        let limits = Limits::new(60);
        let (one, two) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        for n in 0..60 {
            assert!(limits.allow(one, Ask::Request, 1_000), "{n}");
        }
        assert!(!limits.allow(one, Ask::Request, 1_000));
        assert!(limits.allow(two, Ask::Request, 1_000));
        assert!(limits.allow(one, Ask::Guess, 1_000));
        assert!(limits.allow(one, Ask::Request, 2_001), "a second later there is one more");
        assert!(!limits.allow(one, Ask::Request, 2_001));
        assert!(!limits.allow(one, Ask::Request, 500), "a clock that goes back gives nothing");
    }

    #[test]
    fn guesses_are_few() {
        let limits = Limits::new(6_000);
        let one = IpAddr::from([192, 0, 2, 1]);
        let guesses = (0..1_000).filter(|_| limits.allow(one, Ask::Guess, 0)).count();
        assert_eq!(guesses, 20);
    }
}
