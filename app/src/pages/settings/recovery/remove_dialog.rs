//! The question before a passphrase or a code is taken away.

use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::recovery::RecoveryKind;

use crate::components::{Dialog, Tone};
use crate::state::recovery::RecoveryDesk;
use crate::state::toasts::use_toasts;
use crate::text;

/// What is to be taken away, and whether the question is on screen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Removal {
    open: RwSignal<bool>,
    kind: RwSignal<RecoveryKind>,
}

impl Removal {
    pub(super) fn new() -> Self {
        Self { open: RwSignal::new(false), kind: RwSignal::new(RecoveryKind::Passphrase) }
    }

    /// Asks whether to take this one away.
    pub(super) fn ask(self, kind: RecoveryKind) {
        self.kind.set(kind);
        self.open.set(true);
    }
}

/// The dialog.
#[component]
pub(super) fn RemoveDialog(recovery: RecoveryDesk, removal: Removal) -> impl IntoView {
    let toasts = use_toasts();
    let Removal { open, kind } = removal;
    let title = Signal::derive(move || {
        format!("Remove the recovery {}?", text::recovery::kind(kind.get()))
    });
    let remove = move |_| {
        let kind = kind.get_untracked();
        open.set(false);
        spawn_local(async move {
            match recovery.remove(kind).await {
                Ok(()) => {
                    let word = text::recovery::kind(kind);
                    toasts.say(Tone::Ok, format!("The recovery {word} is removed."));
                }
                Err(answer) => toasts.say(Tone::Bad, text::recovery::why_not(&answer, "workspace")),
            }
        });
    };
    view! {
        <Dialog open title close="Keep it">
            <div class="stack" data-gap="s">
                <p>
                    "Backups that are made from now on do not open with it. Those you have still do, and \
                     its traces stay in the vault's history. If somebody may know it, removing is not \
                     enough: have the vendors replace the keys."
                </p>
                <div class="row">
                    <button class="button" data-variant="danger" type="button" on:click=remove>"Remove"</button>
                    <button class="button" type="button" on:click=move |_| open.set(false)>"Keep"</button>
                </div>
            </div>
        </Dialog>
    }
}
