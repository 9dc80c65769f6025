//! Chance that can be repeated.

use std::env;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};

/// Numbers that follow from a seed, which a failed test shows: set `SEATWISE_TEST_SEED` to it.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn new() -> Self {
        let seed = env::var("SEATWISE_TEST_SEED")
            .map_or_else(|_| RandomState::new().build_hasher().finish(), |s| s.parse().unwrap());
        println!("SEATWISE_TEST_SEED={seed}");
        Self(seed | 1)
    }

    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}
