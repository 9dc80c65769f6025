//! The workspaces of this device, side by side: one of them is open.

use domain::command::Command;
use domain::id::WorkspaceId;
use domain::settings::Settings;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::{Answer, Request};

use super::dispatch::{Dispatch, use_dispatch};
use super::engine::{Engine, use_engine};
use super::open::opened;
use super::workspace::{WorkspaceState, use_workspace};
use super::{preferences, sample};
use crate::platform::random;
use crate::storage::registry::{self, Listed};

/// The workspaces of this device.
#[derive(Debug, Clone, Copy)]
pub struct Workspaces {
    /// All but the open one, by name.
    pub others: RwSignal<Vec<Listed>>,
    workspace: WorkspaceState,
    engine: Engine,
    dispatch: Dispatch,
}

impl Workspaces {
    /// Reads the list anew.
    pub fn look_again(self) {
        spawn_local(async move { self.read().await });
    }

    async fn read(self) {
        let open = self.workspace.id.get_untracked();
        let mut others: Vec<Listed> = Vec::new();
        for listed in registry::all().await {
            if Some(listed.id) != open {
                let name = listed.name().to_lowercase();
                let at = others.partition_point(|other| other.name().to_lowercase() <= name);
                others.insert(at, listed);
            }
        }
        self.others.set(others);
    }

    /// Opens another one, in this tab from now on.
    pub async fn switch(self, id: WorkspaceId) -> bool {
        preferences::remember_workspace(id);
        let is_open = opened(self.workspace, self.engine, id).await;
        self.read().await;
        is_open
    }

    /// Makes a new one of this name and opens it.
    pub async fn create(self, name: String) -> bool {
        self.switch(WorkspaceId(random::uuid())).await && self.name(name).await
    }

    /// Makes one with sample data and opens it. What went wrong is the error.
    pub async fn create_sample(self) -> Result<(), Answer> {
        let id = WorkspaceId(random::uuid());
        preferences::remember_sample(id);
        let is_open = self.switch(id).await && self.name(sample::NAME.to_owned()).await;
        if is_open { sample::fill(self.engine).await } else { Ok(()) }
    }

    /// Goes back to another workspace, a new one if there is none, and deletes the sample.
    pub async fn leave_sample(self) -> Answer {
        let Some(sample) = self.workspace.id.get_untracked() else { return Answer::Done };
        self.read().await;
        let other = self.others.with_untracked(|others| others.first().map(|listed| listed.id));
        let is_open = self.switch(other.unwrap_or_else(|| WorkspaceId(random::uuid()))).await;
        if is_open { self.remove(sample).await } else { Answer::Done }
    }

    /// Deletes one that no tab has open.
    pub async fn remove(self, id: WorkspaceId) -> Answer {
        let answer = self.engine.ask(Request::Forget(id)).await;
        self.read().await;
        answer
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
        others: RwSignal::new(Vec::new()),
        workspace: use_workspace(),
        engine: use_engine(),
        dispatch: use_dispatch(),
    });
}

/// The workspaces of this device.
pub fn use_workspaces() -> Workspaces {
    expect_context()
}
