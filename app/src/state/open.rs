//! Opening a workspace: the cached projection at once, the document when the worker has it.

use domain::id::WorkspaceId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::{Answer, Request};

use super::engine::Engine;
use super::preferences;
use super::rows::Rows;
use super::workspace::{Phase, WorkspaceState};
use crate::platform::random;
use crate::storage::{projection, registry};
use crate::text;

/// Opens the workspace this device opened last, else its first one.
pub fn open_last(workspace: WorkspaceState, engine: Engine) {
    if let Some(id) = preferences::last_workspace() {
        return open(workspace, engine, id);
    }
    spawn_local(async move {
        let id = registry::first(WorkspaceId(random::uuid())).await;
        preferences::remember_workspace(id);
        open(workspace, engine, id);
    });
}

/// Opens a workspace.
pub fn open(workspace: WorkspaceState, engine: Engine, id: WorkspaceId) {
    spawn_local(async move {
        opened(workspace, engine, id).await;
    });
}

/// Opens a workspace; `true` when it is open.
///
/// The worker is asked at the same time as the cache; whichever is slower replaces the other only
/// if it knows something newer.
pub async fn opened(workspace: WorkspaceState, engine: Engine, id: WorkspaceId) -> bool {
    let cached = projection::load(id).await;
    let shown = cached.as_ref().map(|snapshot| snapshot.revision);
    workspace.id.set(Some(id));
    if let Some(snapshot) = cached {
        workspace.show(snapshot, Phase::Cached);
    } else {
        // Another workspace may be on screen; its rows are not this one's.
        workspace.rows.set(Rows::default());
        workspace.phase.set(Phase::Loading);
    }
    let answer = engine.ask(Request::Open { workspace: id, shown }).await;
    if let Answer::Opened { snapshot, damaged } = answer {
        workspace.damaged.set(damaged);
        match snapshot {
            Some(snapshot) => workspace.show(*snapshot, Phase::Open),
            None => workspace.phase.set(Phase::Open),
        }
        // Details that were asked for too early are asked for again.
        workspace.revision.update(|revision| *revision += 1);
        return true;
    }
    if !workspace.phase.with_untracked(|p| matches!(p, Phase::Stopped(_))) {
        workspace.phase.set(Phase::Stopped(text::answer::why_not(&answer)));
    }
    false
}
