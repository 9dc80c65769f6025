//! Something the worker tells a page: asked for now, and again whenever anything changes.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::{Answer, Task};

use super::engine::use_engine;
use super::workspace::{Phase, use_workspace};
use crate::text;

/// What was told, or why it was not; `None` until there is an answer.
pub type Told<T> = RwSignal<Option<Result<Arc<T>, String>>>;

/// Asks `task`, and again whenever anything changes or `task` reads something else. What was told
/// before stays until the answer comes.
pub fn use_told<T: Send + Sync + 'static>(
    task: impl Fn() -> Task + 'static,
    unpack: fn(&Answer) -> Option<T>,
) -> Told<T> {
    let (workspace, engine) = (use_workspace(), use_engine());
    let told: Told<T> = RwSignal::new(None);
    let round = StoredValue::new(0_u32);
    Effect::new(move |_| {
        workspace.revision.track();
        let task = task();
        if workspace.phase.get() != Phase::Open {
            return;
        }
        round.update_value(|round| *round = round.wrapping_add(1));
        let now = round.get_value();
        spawn_local(async move {
            let answer = engine.ask(task).await;
            // The page may be gone, or have asked once more meanwhile.
            if round.try_get_value() == Some(now) {
                let found = unpack(&answer).map(Arc::new);
                told.set(Some(found.ok_or_else(|| text::answer::why_not(&answer))));
            }
        });
    });
    told
}
