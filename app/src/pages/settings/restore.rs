//! A backup becomes a workspace of this device, beside those it holds already.

use domain::id::WorkspaceId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::{Answer, BackupSummary, FileTask, Secret};

use super::backup_card::BackupCard;
use crate::components::{Banner, FileField, Tone};
use crate::erased::part;
use crate::platform::file::{self, FileTrouble};
use crate::platform::random;
use crate::state::engine::{Engine, use_engine};
use crate::state::toasts::{ToastList, use_toasts};
use crate::state::workspaces::{Workspaces, use_workspaces};
use crate::text;

/// Choose a backup, see what it holds, restore it. Nothing is ever overwritten.
#[component]
pub(super) fn Restore() -> impl IntoView {
    let restoring = Restoring::new();
    let take = move |chosen| restoring.read(async move { file::read(&chosen).await });
    let found = part(move || {
        restoring.found.get().map(|summary| {
            let restore = Callback::new(move |secret| restoring.restore(secret));
            view! { <BackupCard summary is_busy=restoring.is_busy on_restore=restore/> }
        })
    });
    let trouble = part(move || {
        restoring.trouble.get().map(|reason| view! { <Banner tone=Tone::Bad text=reason/> })
    });
    view! {
        <div class="stack" data-gap="s">
            <h3>"Restore"</h3>
            {trouble}
            <FileField
                name="backup-file"
                label="Backup file"
                accept=".seatwise"
                prompt="Choose a backup or drop it here"
                hint="You see what is in it before anything changes."
                on_file=Callback::new(take)
                disabled=restoring.is_busy
            />
            {found}
        </div>
    }
}

/// How far a restore has come.
#[derive(Clone, Copy)]
struct Restoring {
    found: RwSignal<Option<BackupSummary>>,
    trouble: RwSignal<Option<String>>,
    is_busy: RwSignal<bool>,
    workspaces: Workspaces,
    engine: Engine,
    toasts: ToastList,
}

impl Restoring {
    fn new() -> Self {
        Self {
            found: RwSignal::new(None),
            trouble: RwSignal::new(None),
            is_busy: RwSignal::new(false),
            workspaces: use_workspaces(),
            engine: use_engine(),
            toasts: use_toasts(),
        }
    }

    fn read(self, reading: impl Future<Output = Result<Vec<u8>, FileTrouble>> + 'static) {
        self.begin();
        self.found.set(None);
        spawn_local(async move {
            let found = match reading.await {
                Ok(bytes) => self.ask(bytes).await,
                Err(trouble) => Err(text::import::file_trouble(trouble).to_owned()),
            };
            self.end(found.map(Some));
        });
    }

    async fn ask(self, bytes: Vec<u8>) -> Result<BackupSummary, String> {
        let answer = self.engine.ask(FileTask::ReadBackup { bytes }).await;
        if let Answer::BackupFound(summary) = &answer
            && let Some(summary) = summary.open()
        {
            return Ok(summary);
        }
        Err(text::answer::why_not(&answer))
    }

    /// With the recovery passphrase or code, if one was entered.
    fn restore(self, secret: Option<Secret>) {
        self.begin();
        let fresh = WorkspaceId(random::uuid());
        spawn_local(async move {
            let answer = self.engine.ask(FileTask::Restore { fresh, secret }).await;
            let Answer::Restored(id) = answer else {
                return self.end(Err(text::recovery::why_not(&answer, "backup")));
            };
            if !self.workspaces.switch(id).await {
                return self.end(Ok(None));
            }
            let news = "Restored. The workspace you had before is kept on this device.";
            self.toasts.say(Tone::Ok, news);
            self.end(Ok(None));
        });
    }

    fn begin(self) {
        self.trouble.set(None);
        self.is_busy.set(true);
    }

    /// What there is to restore now, or why the last step led nowhere.
    fn end(self, found: Result<Option<BackupSummary>, String>) {
        self.is_busy.try_set(false);
        match found {
            Ok(found) => drop(self.found.try_set(found)),
            Err(reason) => drop(self.trouble.try_set(Some(reason))),
        }
    }
}
