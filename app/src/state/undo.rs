//! Taking back the last act of this tab, and taking that back.

use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::{Answer, Task};

use super::engine::{Engine, use_engine};
use super::storage_status::{StorageStatus, use_storage_status};
use super::toasts::{ToastList, use_toasts};
use crate::components::Tone;
use crate::platform::clock;
use crate::text;

/// The way to take something back.
#[derive(Debug, Clone, Copy)]
pub struct Undo {
    /// The worker, which knows what was done.
    pub engine: Engine,
    storage: StorageStatus,
    /// Where it is offered.
    pub toasts: ToastList,
}

impl Undo {
    /// Says what was done and offers to take it back, until something else is done.
    pub fn offer(self, said: impl Into<String>) {
        self.toasts.offer_undo(said, "Undo", Callback::new(move |()| self.run(false)));
    }

    /// Takes back the last act; with `redo` it takes that back.
    pub fn run(self, redo: bool) {
        spawn_local(async move {
            let task = Task::Undo { redo, at: clock::now() };
            let answer = self.storage.awaiting(self.engine.ask(task)).await;
            let Answer::Undone(deed) = answer else {
                return self.toasts.say(Tone::Bad, text::answer::why_not(&answer));
            };
            if let Some(deed) = deed {
                let said = text::history::undone(&deed, redo);
                let (label, other) = if redo { ("Undo", false) } else { ("Redo", true) };
                self.toasts.offer_undo(said, label, Callback::new(move |()| self.run(other)));
            } else {
                let what = if redo { "redo" } else { "undo" };
                self.toasts.say(Tone::Info, format!("There is nothing to {what}."));
            }
        });
    }
}

/// The way to take something back.
pub fn use_undo() -> Undo {
    Undo { engine: use_engine(), storage: use_storage_status(), toasts: use_toasts() }
}
