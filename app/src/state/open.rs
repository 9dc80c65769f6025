//! Opening a workspace: the cached projection at once, the document when the worker has it.

use domain::id::WorkspaceId;
use futures::FutureExt as _;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::{Answer, Request};

use super::engine::Engine;
use super::preferences;
use super::rows::Rows;
use super::workspace::{Phase, WorkspaceState};
use crate::storage::projection;
use crate::text;

/// Opens the workspace this device opened last, else its first one.
pub fn open_last(workspace: WorkspaceState, engine: Engine) {
    let last = preferences::last_workspace();
    // Asked first, so that nothing is done before the worker knows whose act it is.
    if let Some(name) = preferences::name() {
        spawn_local(engine.ask(Request::Sign(name)).map(drop));
    }
    spawn_local(async move {
        match last {
            // One that this device does not know any more is not made again: the worker opens the
            // first one, as on a new device, and says which that is.
            Some(id) => opened(workspace, engine, id, false).await,
            // Nothing is cached of one that nobody has opened here. Which one it is, the worker
            // settles with the database: two tabs of a new device must not begin two inventories.
            None => is_open(workspace, engine, None, None, false).await,
        };
    });
}

/// Opens a workspace, one that is made now if it `is_new`; `true` when it is open.
///
/// The worker is asked at the same time as the cache; whichever is slower replaces the other only
/// if it knows something newer.
pub async fn opened(
    workspace: WorkspaceState,
    engine: Engine,
    id: WorkspaceId,
    is_new: bool,
) -> bool {
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
    is_open(workspace, engine, Some(id), shown, is_new).await
}

async fn is_open(
    state: WorkspaceState,
    engine: Engine,
    workspace: Option<WorkspaceId>,
    shown: Option<u64>,
    is_new: bool,
) -> bool {
    let answer = engine.ask(Request::Open { workspace, shown, is_new }).await;
    if let Answer::Opened { snapshot, damaged, is_gone } = answer {
        state.damaged.set(damaged);
        match snapshot {
            Some(snapshot) => state.show(*snapshot, Phase::Open),
            // What the cache has of it is all there is to show.
            None => state.phase.set(if is_gone { Phase::Gone } else { Phase::Open }),
        }
        // Details that were asked for too early are asked for again.
        state.revision.update(|revision| *revision += 1);
        return true;
    }
    if !state.phase.with_untracked(|p| matches!(p, Phase::Stopped(_))) {
        state.phase.set(Phase::Stopped(text::answer::why_not(&answer)));
    }
    false
}
