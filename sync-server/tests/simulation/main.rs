//! Devices and a relay in one thread, with every fault there is, decided by a seed.
//!
//! The devices are the real ones (documents, line, chunks) and so is the room; the wires between
//! them, their disks and their clocks are made up. Frames are dropped, doubled, swapped and delayed,
//! connections break, devices and the relay stop at any moment, disks are full or write half. In the
//! end everything heals, and then all must be equal, and nothing that was acknowledged may be gone.
//!
//! `SEATWISE_SEED=7 cargo nextest run -p sync-server --test simulation` replays one seed;
//! `SEATWISE_SEEDS=10000` runs more of them.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests, outside of any test function"
)]

mod device;
mod dice;
mod disk;
mod world;

use std::sync::atomic::{AtomicU64, Ordering};

use world::World;

#[test]
fn whatever_happens_everyone_ends_up_with_everything() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    if let Some(seed) = number("SEATWISE_SEED") {
        World::new(seed).run();
        return;
    }
    let n_seeds = number("SEATWISE_SEEDS").unwrap_or(1_000);
    let next = AtomicU64::new(0);
    let failed = std::sync::Mutex::new(Vec::new());
    let work = || {
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= n_seeds {
                return;
            }
            let run = std::panic::catch_unwind(|| World::new(seed).run());
            if run.is_err() {
                eprintln!("seed {seed} fails: SEATWISE_SEED={seed} replays it");
                failed.lock().unwrap().push(seed);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    assert_eq!(failed.into_inner().unwrap(), Vec::<u64>::new(), "of {n_seeds} seeds, these fail");
}
