//! Terms that begin by themselves: the worker is asked to add them whenever the day has turned or
//! something has changed.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::Task;

use crate::platform::clock;
use crate::state::calendar::use_today;
use crate::state::engine::use_engine;
use crate::state::workspace::{Phase, use_workspace};

/// Changes often come together.
const PAUSE: Duration = Duration::from_secs(1);

/// Looks as long as it is on the page; there is nothing to see.
#[component]
pub fn AutoRenewals() -> impl IntoView {
    let (workspace, today, engine) = (use_workspace(), use_today(), use_engine());
    let pause = StoredValue::new(None::<TimeoutHandle>);
    let look = move || {
        let Some(today) = today.try_get_untracked() else { return };
        // Only the leading tab does anything, and what it does is told like any change.
        spawn_local(async move {
            drop(engine.ask(Task::AssumeTerms { at: clock::now(), today }).await);
        });
    };
    Effect::new(move || {
        workspace.revision.track();
        today.track();
        if workspace.phase.get() == Phase::Open {
            let handle = set_timeout_with_handle(look, PAUSE).ok();
            let before = pause.try_update_value(|kept| std::mem::replace(kept, handle)).flatten();
            before.iter().for_each(TimeoutHandle::clear);
        }
    });
    on_cleanup(move || {
        let kept = pause.try_get_value().flatten();
        kept.iter().for_each(TimeoutHandle::clear);
    });
}
