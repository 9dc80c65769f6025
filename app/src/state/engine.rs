//! The page's end of the line to the worker: numbered requests out, answers and news in.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use futures::channel::oneshot;
use leptos::prelude::*;
use replica::protocol::{
    Answer, Failure, FromEngine, Request, RequestId, SyncState, ToEngine, VERSION, decode, encode,
};

use super::preferences;
use super::storage_status::{StorageStatus, use_storage_status};
use super::sync::use_sync;
use super::workspace::{Phase, WorkspaceState, use_workspace};
use crate::platform::worker::EngineWorker;

/// The line to the worker.
#[derive(Debug, Clone, Copy)]
pub struct Engine {
    line: StoredValue<Rc<Line>, LocalStorage>,
    /// How far the request under way is: its number, records done, records in all.
    pub progress: RwSignal<Option<(RequestId, u32, u32)>>,
}

#[derive(Debug, Default)]
struct Line {
    worker: RefCell<Option<EngineWorker>>,
    is_ready: RefCell<bool>,
    queue: RefCell<Vec<Vec<u8>>>,
    waiting: RefCell<BTreeMap<RequestId, oneshot::Sender<Answer>>>,
    has_stopped: RefCell<bool>,
    next: RefCell<RequestId>,
}

impl Line {
    fn post(&self, bytes: Vec<u8>) {
        // A worker that does not listen yet would lose the message.
        match self.worker.borrow().as_ref() {
            Some(worker) if *self.is_ready.borrow() => {
                worker.post(&bytes);
            }
            Some(_) | None => self.queue.borrow_mut().push(bytes),
        }
    }

    fn become_ready(&self) {
        self.is_ready.replace(true);
        for bytes in self.queue.take() {
            self.post(bytes);
        }
    }
}

impl Engine {
    /// Asks the worker. The answer is [`Failure::Internal`] if the worker stops before it answers.
    pub fn ask<R: Into<Request>>(&self, request: R) -> impl Future<Output = Answer> + use<R> {
        let request = request.into();
        let (sender, receiver) = oneshot::channel();
        self.line.with_value(|line| {
            // A worker that has stopped answers nobody; dropping the sender says so at once.
            if *line.has_stopped.borrow() {
                return;
            }
            let id = line.next.replace_with(|next| next.wrapping_add(1));
            line.waiting.borrow_mut().insert(id, sender);
            if let Some(bytes) = encode(&ToEngine { id, request }) {
                line.post(bytes);
            }
        });
        async move {
            let stopped = || Answer::Failed(Failure::Internal("the worker has stopped".to_owned()));
            receiver.await.unwrap_or_else(|_| stopped())
        }
    }
}

/// Starts the worker and installs the line to it.
pub fn provide_engine() -> Engine {
    let workspace = use_workspace();
    let storage = use_storage_status();
    let progress = RwSignal::new(None);
    let sync = use_sync();
    let line = Rc::new(Line::default());
    let stop = {
        let line = Rc::clone(&line);
        move |message: String| {
            line.has_stopped.replace(true);
            line.waiting.borrow_mut().clear();
            workspace.phase.set(Phase::Stopped(message));
        }
    };
    let worker = {
        let line = Rc::clone(&line);
        // Named after the workspace it will be asked for, it need not wait for the question.
        let name = preferences::last_workspace().map(|id| id.to_string()).unwrap_or_default();
        EngineWorker::start(
            &name,
            move |bytes| receive(&line, &bytes, workspace, storage, progress, sync),
            stop.clone(),
        )
    };
    match worker {
        Some(worker) => drop(line.worker.replace(Some(worker))),
        None => stop("this browser starts no workers".to_owned()),
    }
    let engine = Engine { line: StoredValue::new_local(line), progress };
    provide_context(engine);
    engine
}

fn receive(
    line: &Line,
    bytes: &[u8],
    workspace: WorkspaceState,
    storage: StorageStatus,
    progress: RwSignal<Option<(RequestId, u32, u32)>>,
    sync: RwSignal<SyncState>,
) {
    match decode(bytes) {
        Some(FromEngine::Ready { version }) if version == VERSION => line.become_ready(),
        Some(FromEngine::Ready { .. }) | None => {
            workspace.phase.set(Phase::Stopped("page and worker are of two versions".to_owned()));
        }
        Some(FromEngine::Answer { id, answer }) => {
            progress.update(|p| *p = p.filter(|(of, ..)| *of != id));
            let waiting = line.waiting.borrow_mut().remove(&id);
            if let Some(sender) = waiting {
                // Nobody waits any more when the page that asked is gone.
                sender.send(answer).unwrap_or_default();
            }
        }
        Some(FromEngine::Named(id)) => {
            preferences::remember_workspace(id);
            workspace.id.set(Some(id));
        }
        Some(FromEngine::Changed(update)) => workspace.patch(update),
        Some(FromEngine::Anew(snapshot)) => workspace.show(*snapshot, Phase::Open),
        Some(FromEngine::Sync(state)) => sync.set(state),
        Some(FromEngine::Progress { id, done, total }) => progress.set(Some((id, done, total))),
        Some(FromEngine::Storage(state)) => {
            if storage.state.with_untracked(|old| *old != state) {
                storage.state.set(state);
            }
        }
    }
}

/// The line to the worker.
pub fn use_engine() -> Engine {
    expect_context()
}
