//! The workspaces of this device, side by side: one of them is open.

use domain::command::Command;
use domain::id::WorkspaceId;
use domain::settings::Settings;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::{Answer, StorageState, Task};

use super::dispatch::{Dispatch, use_dispatch};
use super::engine::{Engine, use_engine};
use super::open::opened;
use super::storage_status::{StorageStatus, use_storage_status};
use super::toasts::{ToastList, use_toasts};
use super::workspace::{WorkspaceState, use_workspace};
use super::{preferences, sample};
use crate::components::Tone;
use crate::platform::random;
use crate::storage::registry::{self, Listed};
use crate::text;

const ONLY_IN_THIS_TAB: &str = "The latest changes here are only in this tab. Store or export them before you open another \
                                workspace.";

/// The workspaces of this device.
#[derive(Debug, Clone, Copy)]
pub struct Workspaces {
    all: RwSignal<Vec<Listed>>,
    workspace: WorkspaceState,
    storage: StorageStatus,
    engine: Engine,
    dispatch: Dispatch,
    toasts: ToastList,
}

impl Workspaces {
    /// All but the open one, by name.
    pub fn others(self) -> Vec<Listed> {
        let open = self.workspace.id.get();
        let all = self.all.read();
        all.iter().filter(|listed| Some(listed.id) != open).cloned().collect()
    }

    /// Reads the list anew.
    pub fn look_again(self) {
        spawn_local(async move { self.read().await });
    }

    async fn read(self) {
        let mut all: Vec<Listed> = Vec::new();
        for listed in registry::all().await {
            let name = listed.name().to_lowercase();
            let at = all.partition_point(|other| other.name().to_lowercase() <= name);
            all.insert(at, listed);
        }
        self.all.set(all);
    }

    /// Opens another one, in this tab from now on. `false` if not; the person has been told why.
    pub async fn switch(self, id: WorkspaceId) -> bool {
        self.leave_for(id, false).await
    }

    /// Makes a new one of this name and opens it. `false` if not; the person has been told why.
    pub async fn create(self, name: String) -> bool {
        self.leave_for(WorkspaceId(random::uuid()), true).await && self.name(name).await
    }

    /// Makes one with sample data and opens it. `false` if not; the person has been told why.
    pub async fn create_sample(self) -> bool {
        let id = WorkspaceId(random::uuid());
        preferences::remember_sample(id);
        self.leave_for(id, true).await
            && self.name(sample::NAME.to_owned()).await
            && self.is_done(&sample::fill(self.engine).await)
    }

    /// Goes back to another workspace, a new one if there is none, and deletes the sample. `false`
    /// if not; the person has been told why.
    pub async fn leave_sample(self) -> bool {
        let Some(sample) = self.workspace.id.get_untracked() else { return false };
        self.read().await;
        let other = untrack(|| self.others()).first().map(|listed| listed.id);
        let is_new = other.is_none();
        let other = other.unwrap_or_else(|| WorkspaceId(random::uuid()));
        self.go_to(other, is_new).await && self.remove(sample).await
    }

    /// Deletes one that no tab has open. `false` if not; the person has been told why.
    pub async fn remove(self, id: WorkspaceId) -> bool {
        let answer = self.engine.ask(Task::Forget(id)).await;
        self.read().await;
        self.is_done(&answer)
    }

    /// Whether leaving the open one would lose something: it exists in this tab alone.
    fn would_lose_changes(self) -> bool {
        let is_stored = self.storage.state.with_untracked(|state| *state == StorageState::Stored);
        !is_stored && self.workspace.rows.with_untracked(|rows| !rows.as_slice().is_empty())
    }

    async fn leave_for(self, id: WorkspaceId, is_new: bool) -> bool {
        if self.would_lose_changes() {
            self.toasts.say(Tone::Bad, ONLY_IN_THIS_TAB);
            return false;
        }
        self.go_to(id, is_new).await
    }

    async fn go_to(self, id: WorkspaceId, is_new: bool) -> bool {
        preferences::remember_workspace(id);
        let is_open = opened(self.workspace, self.engine, id, is_new).await;
        self.read().await;
        is_open
    }

    fn is_done(self, answer: &Answer) -> bool {
        let is_done = *answer == Answer::Done;
        if !is_done {
            self.toasts.say(Tone::Bad, text::answer::why_not(answer));
        }
        is_done
    }

    async fn name(self, name: String) -> bool {
        let before = self.workspace.settings.get_untracked();
        let after = Settings { name, ..before.clone() };
        self.dispatch.run(Command::ChangeSettings { before, after }, None).await
    }
}

/// Installs the list; it is read when a page wants to show it.
pub fn provide_workspaces() {
    provide_context(Workspaces {
        all: RwSignal::new(Vec::new()),
        workspace: use_workspace(),
        storage: use_storage_status(),
        engine: use_engine(),
        dispatch: use_dispatch(),
        toasts: use_toasts(),
    });
}

/// The workspaces of this device.
pub fn use_workspaces() -> Workspaces {
    expect_context()
}
