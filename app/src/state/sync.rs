//! How this device and the relay stand, as the worker tells it.

use leptos::prelude::*;
use replica::protocol::SyncState;

#[derive(Debug, Clone, Copy)]
struct Sync(RwSignal<SyncState>);

/// Installs it: nothing is shared until the worker says so.
pub fn provide_sync() {
    provide_context(Sync(RwSignal::new(SyncState::default())));
}

/// How they stand.
pub fn use_sync() -> RwSignal<SyncState> {
    expect_context::<Sync>().0
}
