//! Whether what the person did is stored, as the worker tells it.

use leptos::prelude::*;
use replica::protocol::StorageState;

/// How storage stands, and how many requests wait for an answer.
#[derive(Debug, Clone, Copy)]
pub struct StorageStatus {
    /// As the worker last told.
    pub state: RwSignal<StorageState>,
    /// Commands that were sent and not answered yet.
    pub n_unanswered: RwSignal<usize>,
}

impl StorageStatus {
    /// Whether closing the page now would lose something.
    pub fn is_at_risk(&self) -> bool {
        self.n_unanswered.get() > 0 || self.state.get() != StorageState::Stored
    }

    /// Waits for an answer, and counts as unanswered until it is there.
    pub async fn awaiting<T>(&self, answer: impl Future<Output = T>) -> T {
        self.n_unanswered.update(|n| *n += 1);
        let answer = answer.await;
        self.n_unanswered.update(|n| *n = n.saturating_sub(1));
        answer
    }
}

/// Asks the person before the page is closed while something would be lost.
fn guard_closing(status: StorageStatus) {
    let guard = window_event_listener(leptos::ev::beforeunload, move |event| {
        if untrack(|| status.is_at_risk()) {
            event.prevent_default();
        }
    });
    on_cleanup(move || guard.remove());
}

/// Installs the status: nothing was stored yet, so nothing is missing.
pub fn provide_storage_status() -> StorageStatus {
    let status = StorageStatus {
        state: RwSignal::new(StorageState::Stored),
        n_unanswered: RwSignal::new(0),
    };
    guard_closing(status);
    provide_context(status);
    status
}

/// The status.
pub fn use_storage_status() -> StorageStatus {
    expect_context()
}
