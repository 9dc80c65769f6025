//! How long a chore took. The only place of this program that reads a clock.

use std::time::{Duration, Instant};

pub(crate) fn time<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    #[expect(clippy::disallowed_methods, reason = "durations for a person to read, on the host")]
    let started = Instant::now();
    let result = work();
    (result, started.elapsed())
}
