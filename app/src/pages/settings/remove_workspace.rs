//! The question before a workspace is deleted from this device.

use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::Answer;

use crate::components::{Dialog, Tone};
use crate::state::toasts::use_toasts;
use crate::state::workspaces::use_workspaces;
use crate::storage::registry::Listed;
use crate::text;

/// A dialog while `removing` names one.
#[component]
pub(super) fn RemoveWorkspace(removing: RwSignal<Option<Listed>>) -> impl IntoView {
    let (workspaces, toasts) = (use_workspaces(), use_toasts());
    let is_open = RwSignal::new(false);
    Effect::new(move || is_open.set(removing.read().is_some()));
    // Closing it in any way is an answer.
    Effect::watch(
        move || is_open.get(),
        move |is_open, _, _| {
            // Without the question this and the effect above would call each other for ever.
            if !is_open && removing.with_untracked(Option::is_some) {
                removing.set(None);
            }
        },
        false,
    );
    let title = Signal::derive(move || {
        let name = removing
            .read()
            .as_ref()
            .map_or_else(String::new, |listed| text::names::workspace(listed.name()));
        format!("Remove {name}?")
    });
    let remove = move |_| {
        let Some(listed) = removing.get_untracked() else { return };
        removing.set(None);
        spawn_local(async move {
            let answer = workspaces.remove(listed.id).await;
            if answer == Answer::Done {
                toasts.say(
                    Tone::Ok,
                    format!("{} is removed.", text::names::workspace(listed.name())),
                );
            } else {
                toasts.say(Tone::Bad, text::answer::why_not(&answer));
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
                <div class="row">
                    <button class="button" data-variant="danger" type="button" on:click=remove>
                        "Remove from this device"
                    </button>
                    <button class="button" type="button" on:click=move |_| removing.set(None)>
                        "Keep"
                    </button>
                </div>
            </div>
        </Dialog>
    }
}
