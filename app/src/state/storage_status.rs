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

/// Installs the status: nothing was stored yet, so nothing is missing.
pub fn provide_storage_status() -> StorageStatus {
    let status = StorageStatus {
        state: RwSignal::new(StorageState::Stored),
        n_unanswered: RwSignal::new(0),
    };
    provide_context(status);
    status
}

/// The status.
pub fn use_storage_status() -> StorageStatus {
    expect_context()
}
