//! The question before a workspace is deleted from this device.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Dialog, Tone};
use crate::state::toasts::use_toasts;
use crate::state::workspaces::use_workspaces;
use crate::storage::registry::Listed;
use crate::text;

/// What is to be removed, and whether the question is on screen.
#[derive(Clone, Copy)]
pub(super) struct Removal {
    is_open: RwSignal<bool>,
    listed: RwSignal<Option<Listed>>,
}

impl Removal {
    pub(super) fn new() -> Self {
        Self { is_open: RwSignal::new(false), listed: RwSignal::new(None) }
    }

    /// Asks whether to remove this one.
    pub(super) fn ask(self, listed: Listed) {
        self.listed.set(Some(listed));
        self.is_open.set(true);
    }
}

/// The dialog.
#[component]
pub(super) fn RemoveWorkspace(removal: Removal) -> impl IntoView {
    let (workspaces, toasts) = (use_workspaces(), use_toasts());
    let Removal { is_open, listed } = removal;
    let title = Signal::derive(move || {
        let name = listed.read().as_ref().map(|listed| text::names::workspace(listed.name()));
        format!("Remove {}?", name.unwrap_or_default())
    });
    let remove = move |_| {
        is_open.set(false);
        let Some(listed) = listed.get_untracked() else { return };
        spawn_local(async move {
            if workspaces.remove(listed.id).await {
                let name = text::names::workspace(listed.name());
                toasts.say(Tone::Ok, format!("{name} is removed."));
            }
        });
    };
    view! {
        <Dialog open=is_open title close="Keep it">
            <div class="stack" data-gap="s">
                <p>
                    "Its licenses, users and their history are deleted from this device, and there is no \
                     undo. If you may want it back, open it and export a backup first."
                </p>
                <p>
                    "A shared workspace stays with its team, and to come back takes a new link. If you own \
                     it, hand it on or stop sharing first: without you nobody can."
                </p>
                <div class="row">
                    <button class="button" data-variant="danger" type="button" on:click=remove>
                        "Remove from this device"
                    </button>
                    <button class="button" type="button" on:click=move |_| is_open.set(false)>
                        "Keep"
                    </button>
                </div>
            </div>
        </Dialog>
    }
}
