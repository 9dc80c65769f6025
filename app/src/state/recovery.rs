//! The way back to product keys: how it stands, and what can be done about it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::{Answer, Secret, Task};
use replica::recovery::{RecoveryKind, RecoveryState};

use super::engine::{Engine, use_engine};
use super::storage_status::{StorageStatus, use_storage_status};
use super::workspace::{Phase, use_workspace};
use crate::platform::clock;

/// The recovery of the open workspace.
#[derive(Debug, Clone, Copy)]
pub struct RecoveryDesk {
    /// How it stands, once that is known.
    pub state: RwSignal<Option<RecoveryState>>,
    engine: Engine,
    storage: StorageStatus,
}

impl RecoveryDesk {
    /// Asks how it stands.
    pub async fn look(self) -> Option<RecoveryState> {
        let answer = self.engine.ask(Task::Recovery).await;
        let Answer::Recovery(packed) = answer else { return None };
        let state = packed.open();
        self.state.try_set(state);
        state
    }

    /// Lets a passphrase open the product keys from now on.
    pub async fn set_passphrase(self, passphrase: String) -> Result<(), Answer> {
        let passphrase = Secret(passphrase);
        self.done(Task::SetPassphrase { passphrase, at: clock::now() }).await
    }

    /// Makes a code that opens the product keys from now on.
    pub async fn make_code(self) -> Result<Secret, Answer> {
        let task = Task::MakeCode { at: clock::now() };
        let answer = self.storage.awaiting(self.engine.ask(task)).await;
        self.look().await;
        if let Answer::Key(code) = answer { Ok(code) } else { Err(answer) }
    }

    /// Takes the passphrase or the code away.
    pub async fn remove(self, kind: RecoveryKind) -> Result<(), Answer> {
        self.done(Task::RemoveRecovery { kind, at: clock::now() }).await
    }

    /// Opens the product keys on this device.
    pub async fn unlock(self, secret: String) -> Result<(), Answer> {
        let secret = Secret(secret);
        self.done(Task::Unlock { secret, at: clock::now() }).await
    }

    async fn done(self, task: Task) -> Result<(), Answer> {
        let answer = self.storage.awaiting(self.engine.ask(task)).await;
        self.look().await;
        if answer == Answer::Done { Ok(()) } else { Err(answer) }
    }
}

/// The recovery of the open workspace; its state is unknown until somebody looks.
pub fn use_recovery() -> RecoveryDesk {
    RecoveryDesk { state: RwSignal::new(None), engine: use_engine(), storage: use_storage_status() }
}

/// The recovery of the open workspace, looked at now and whenever anything changes.
pub fn use_recovery_state() -> RecoveryDesk {
    let (desk, workspace) = (use_recovery(), use_workspace());
    Effect::new(move || {
        workspace.revision.track();
        if workspace.phase.get() == Phase::Open {
            spawn_local(async move {
                desk.look().await;
            });
        }
    });
    desk
}
