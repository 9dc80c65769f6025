//! Giving way: lets messages in between two steps of long work.

use std::time::Duration;

/// Returns after everything that waits in the browser's queue had its turn.
pub(crate) async fn give_way() {
    gloo_timers::future::sleep(Duration::ZERO).await;
}
