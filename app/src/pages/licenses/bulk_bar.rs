//! What can be done to all ticked licenses at once. Every act can be taken back in one step.

use domain::bulk::BulkChange;
use domain::lifecycle::Lifecycle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::{Answer, Task};

use super::bulk_edit::BulkEdit;
use crate::components::{Icon, IconName, Tone};
use crate::erased::part;
use crate::platform::clock;
use crate::state::selection::{Selection, use_selection};
use crate::state::storage_status::{StorageStatus, use_storage_status};
use crate::state::undo::{Undo, use_undo};
use crate::text;

/// The way to change all ticked licenses.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bulk {
    selection: Selection,
    storage: StorageStatus,
    undo: Undo,
}

impl Bulk {
    /// Changes them; `done` is what the message says was done to them.
    pub(super) fn run(self, change: BulkChange, done: &'static str) {
        let ids = self.selection.ids();
        let leaves_list = change == BulkChange::Delete;
        spawn_local(async move {
            let task = Task::Bulk { ids, change, at: clock::now() };
            let answer = self.storage.awaiting(self.undo.engine.ask(task)).await;
            let Answer::Changed(n) = answer else {
                return self.undo.toasts.say(Tone::Bad, text::answer::why_not(&answer));
            };
            if n == 0 {
                let said = "They are so already. Nothing was changed.";
                return self.undo.toasts.say(Tone::Info, said);
            }
            let n = text::license::counted(n as usize, "license", "licenses");
            self.undo.offer(format!("{done} {n}."));
            if leaves_list {
                self.selection.clear();
            }
        });
    }
}

#[component]
pub(in crate::pages) fn BulkBar() -> impl IntoView {
    let selection = use_selection();
    let bulk = Bulk { selection, storage: use_storage_status(), undo: use_undo() };
    let editing = RwSignal::new(false);
    let count = part(move || {
        let n = text::license::counted(selection.n(), "selected", "selected");
        match selection.n_hidden() {
            0 => n,
            hidden => format!("{n}, {hidden} of them not shown"),
        }
    });
    let act = move |change: BulkChange, done: &'static str| move |_| bulk.run(change.clone(), done);
    view! {
        <section class="bulk-bar" aria-label="Selected licenses">
            <p class="bulk-bar__count" role="status">{count}</p>
            <button class="button writes" data-size="sm" type="button" on:click=move |_| editing.set(true)>
                <Icon name=IconName::Pencil/>
                "Edit…"
            </button>
            <button class="button writes" data-size="sm" type="button" on:click=act(BulkChange::Renew, "Renewed")>
                <Icon name=IconName::RefreshCw/>
                "Renew"
            </button>
            <button class="button writes" data-size="sm" type="button" on:click=act(BulkChange::Lifecycle(Lifecycle::Archived), "Archived")>
                <Icon name=IconName::Archive/>
                "Archive"
            </button>
            <button class="button writes" data-size="sm" type="button" on:click=act(BulkChange::Delete, "Deleted")>
                <Icon name=IconName::Trash2/>
                "Delete"
            </button>
            <button class="button" data-size="sm" data-variant="quiet" type="button" on:click=move |_| selection.clear()>
                "Clear selection"
            </button>
        </section>
        <BulkEdit bulk open=editing/>
    }
}
