//! The one way to change anything: send a command, wait for its answer.

use domain::command::Command;
use domain::id::{KeyId, LicenseId};
use replica::message::Source;
use replica::protocol::{Answer, PlainKey, Secret, Task};

use super::engine::{Engine, use_engine};
use super::storage_status::{StorageStatus, use_storage_status};
use super::toasts::{ToastList, use_toasts};
use crate::components::Tone;
use crate::platform::clock;
use crate::text;

/// Sends commands.
#[derive(Debug, Clone, Copy)]
pub struct Dispatch {
    engine: Engine,
    storage: StorageStatus,
    toasts: ToastList,
}

impl Dispatch {
    /// Carries out a command. `true` when it is done; otherwise the person has been told why not.
    pub async fn run(&self, command: Command, key: Option<(LicenseId, KeyId, String)>) -> bool {
        let plain = |(license, key, secret)| PlainKey { license, key, secret: Secret(secret) };
        self.run_with(command, key.map(plain).into_iter().collect()).await
    }

    /// Carries out a command that brings any number of product keys, as [`Self::run`] does.
    pub async fn run_with(&self, command: Command, keys: Vec<PlainKey>) -> bool {
        self.run_from(Source::Form, command, keys).await
    }

    /// As [`Self::run_with`], for what does not come from a form.
    pub async fn run_from(&self, source: Source, command: Command, keys: Vec<PlainKey>) -> bool {
        let (command, at) = (Box::new(command), clock::now());
        let task = Task::Apply { command, keys, source, at };
        let answer = self.storage.awaiting(self.engine.ask(task)).await;
        let is_done = answer == Answer::Done;
        if is_done {
            self.toasts.drop_undo();
        }
        if !is_done {
            self.toasts.say(Tone::Bad, text::answer::why_not(&answer));
        }
        is_done
    }
}

/// The way to send commands.
pub fn use_dispatch() -> Dispatch {
    Dispatch { engine: use_engine(), storage: use_storage_status(), toasts: use_toasts() }
}
