//! Saves one record, and goes to its page.

use domain::command::{Command, RecordChange};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::state::dispatch::{Dispatch, use_dispatch};
use crate::state::undo::{Undo, use_undo};

/// The way to save a record.
#[derive(Debug, Clone, Copy)]
pub(in crate::pages) struct Saving {
    dispatch: Dispatch,
    undo: Undo,
    /// Whether an answer is awaited.
    pub(in crate::pages) is_saving: RwSignal<bool>,
    /// Goes to the page of the record.
    pub(in crate::pages) go: Callback<()>,
}

impl Saving {
    /// Saves the record whose page is at `to`.
    pub(in crate::pages) fn new(to: String) -> Self {
        let navigate = use_navigate();
        let go = Callback::new(move |()| {
            navigate(&to, NavigateOptions { replace: true, ..NavigateOptions::default() });
        });
        Self { dispatch: use_dispatch(), undo: use_undo(), is_saving: RwSignal::new(false), go }
    }

    /// Saves it, and says `said` with a way back.
    pub(in crate::pages) fn save(self, change: RecordChange, said: String) {
        if self.is_saving.get_untracked() {
            return;
        }
        self.is_saving.set(true);
        spawn_local(async move {
            let is_done = self.dispatch.run(Command::ChangeRecords(vec![change]), None).await;
            self.is_saving.try_set(false);
            if is_done {
                self.undo.offer(said);
                // The person may have gone elsewhere.
                self.go.try_run(());
            }
        });
    }
}
