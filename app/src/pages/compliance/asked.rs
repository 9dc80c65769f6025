//! Questions that the worker answers in one piece, asked now and whenever anything changes.

use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::{Answer, Failure, Question};

use crate::erased::memo;
use crate::state::engine::use_engine;
use crate::state::workspace::{Phase, use_workspace};
use crate::text;

/// What the worker says.
#[derive(Debug)]
pub(super) struct Asked<T: 'static> {
    /// It, as soon as it is here.
    pub(super) said: RwSignal<Option<T>>,
    /// Why it could not be told.
    pub(super) trouble: RwSignal<Option<String>>,
}

impl<T> Clone for Asked<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Asked<T> {}

/// Asks what `task` makes whenever that reads something else, or the records change.
pub(super) fn use_asked<T: Send + Sync + 'static>(
    task: impl Fn() -> Question + 'static,
    unpack: fn(&Answer) -> Option<T>,
) -> Asked<T> {
    let (engine, workspace) = (use_engine(), use_workspace());
    let asked = Asked { said: RwSignal::new(None), trouble: RwSignal::new(None) };
    // Answers to what was asked before are not heard.
    let round = StoredValue::new(0_u64);
    let is_open = memo(move || workspace.phase.get() == Phase::Open);
    Effect::new(move |_| {
        workspace.revision.track();
        let task = task();
        if !is_open.get() {
            return;
        }
        round.update_value(|round| *round += 1);
        let now = round.get_value();
        spawn_local(async move {
            let answer = engine.ask(task).await;
            if round.try_get_value() != Some(now) {
                return;
            }
            if let Some(said) = unpack(&answer) {
                asked.said.set(Some(said));
                asked.trouble.set(None);
            } else if answer != Answer::Failed(Failure::NotOpen) {
                asked.trouble.set(Some(text::answer::why_not(&answer)));
            }
        });
    });
    asked
}
