//! A reminder to back up what exists on this device alone, and the request that the browser keep it.

use futures::FutureExt as _;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::StorageState;

use crate::components::{Banner, Tone};
use crate::erased::memo;
use crate::platform::{clock, storage_estimate};
use crate::state::backup::export_and_tell;
use crate::state::calendar::use_calendar;
use crate::state::engine::use_engine;
use crate::state::preferences;
use crate::state::storage_status::use_storage_status;
use crate::state::toasts::use_toasts;
use crate::state::workspace::{Phase, use_workspace};
use crate::text;

/// After so long without a backup the person is reminded.
const REMINDED_AFTER: i64 = 7 * 24 * 60 * 60 * 1_000;

#[component]
pub(super) fn BackupNotice() -> impl IntoView {
    let (workspace, storage, calendar) = (use_workspace(), use_storage_status(), use_calendar());
    let (engine, toasts) = (use_engine(), use_toasts());
    // What is worth keeping: a person's own licenses, on disk.
    let own = memo(move || {
        let id = workspace.id.get()?;
        let is_kept = workspace.phase.get() == Phase::Open
            && storage.state.get() == StorageState::Stored
            && !workspace.rows.read().as_slice().is_empty()
            && preferences::sample_workspace() != Some(id);
        is_kept.then_some(id)
    });
    Effect::new(move || {
        let Some(id) = own.get() else { return };
        if !preferences::has_asked_to_keep() {
            // Told once; Settings show it ever after.
            spawn_local(storage_estimate::keep().map(move |is_kept| {
                toasts.say(Tone::Info, text::storage::kept(is_kept));
            }));
        }
        // The first week begins now.
        if preferences::last_backup(id).is_none() {
            preferences::remember_backup(id, clock::now().timestamp_millis());
        }
    });
    // Done or put off, it is looked at again.
    let answered = RwSignal::new(());
    let is_due = memo(move || {
        answered.track();
        // A new day may make it due.
        calendar.track();
        let last = own.get().and_then(preferences::last_backup);
        let now = clock::now().timestamp_millis();
        last.is_some_and(|last| now.saturating_sub(last) >= REMINDED_AFTER)
    });
    let later = move |_| {
        if let Some(id) = own.get_untracked() {
            preferences::remember_backup(id, clock::now().timestamp_millis());
        }
        answered.set(());
    };
    let export = move |_| {
        spawn_local(async move {
            export_and_tell(engine, workspace, toasts).await;
            answered.try_set(());
        });
    };
    view! {
        <Show when=move || is_due.get()>
            <Banner
                tone=Tone::Warn
                title=Signal::stored("Not backed up for a week.".to_owned())
                text="Everything is on this device alone."
            >
                <button class="button" data-size="sm" type="button" on:click=export>"Export a backup"</button>
                <button class="button" data-size="sm" data-variant="quiet" type="button" on:click=later>"Later"</button>
            </Banner>
        </Show>
    }
}
