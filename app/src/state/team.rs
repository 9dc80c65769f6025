//! Asking about sharing, and telling the person what came of it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::{Answer, TeamState, TeamTask, WasReadable};

use super::engine::{Engine, use_engine};
use super::sync::use_sync;
use super::toasts::{ToastList, use_toasts};
use super::workspace::{Phase, use_workspace};
use crate::components::Tone;
use crate::text;

/// Whether the workspace is shared, as far as is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// Nobody has looked yet.
    NotYet,
    /// It is on this device only.
    Alone,
    /// It is, or was, and how.
    Shared(Box<TeamState>),
}

/// Who shares the workspace, as far as is known.
#[derive(Debug, Clone, Copy)]
pub struct TeamDesk {
    /// Licenses whose product keys somebody who was removed just now could read.
    pub were_readable: RwSignal<Vec<WasReadable>>,
    /// Whether it is shared, and how.
    pub state: RwSignal<Known>,
    engine: Engine,
    toasts: ToastList,
}

impl TeamDesk {
    /// Asks how it is shared.
    pub async fn look(self) {
        if let Answer::Team(told) = self.engine.ask(TeamTask::Tell).await {
            let state = told.and_then(|packed| packed.open());
            let known = state.map_or(Known::Alone, |state| Known::Shared(Box::new(state)));
            self.state.try_set(known);
        }
    }

    /// Has something done, and says so, or why not.
    pub async fn run(self, task: TeamTask, done: impl Into<String>) -> Answer {
        let answer = self.engine.ask(task).await;
        if let Answer::WereReadable(packed) = &answer
            && let Some(readable) = packed.open().filter(|readable| !readable.is_empty())
        {
            self.were_readable.try_set(readable);
        }
        let is_done = matches!(answer, Answer::Done | Answer::WereReadable(_));
        if is_done {
            self.toasts.say(Tone::Ok, done);
        } else {
            self.toasts.say(Tone::Bad, text::team::why_not(&answer));
        }
        self.look().await;
        answer
    }

    /// Asks for something that has an answer of its own.
    pub async fn ask(self, task: TeamTask) -> Answer {
        self.engine.ask(task).await
    }
}

/// Who shares the workspace; unknown until somebody looks.
pub fn use_team() -> TeamDesk {
    TeamDesk {
        were_readable: RwSignal::new(Vec::new()),
        state: RwSignal::new(Known::NotYet),
        engine: use_engine(),
        toasts: use_toasts(),
    }
}

/// Who shares the workspace, looked at now and whenever this device's part in it changes.
pub fn use_team_state() -> TeamDesk {
    let (team, workspace, sync) = (use_team(), use_workspace(), use_sync());
    let share = Memo::new(move |_| sync.read().share);
    Effect::new(move |_| {
        share.track();
        if workspace.phase.get() == Phase::Open {
            spawn_local(team.look());
        }
    });
    team
}
