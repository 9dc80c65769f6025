//! What is shown is the sample, and the way out of it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Banner, Tone};
use crate::erased::memo;
use crate::state::preferences;
use crate::state::toasts::use_toasts;
use crate::state::workspace::use_workspace;
use crate::state::workspaces::use_workspaces;

#[component]
pub(super) fn SampleNotice() -> impl IntoView {
    let (workspace, workspaces, toasts) = (use_workspace(), use_workspaces(), use_toasts());
    let is_sample = memo(move || {
        let id = workspace.id.get();
        id.is_some() && id == preferences::sample_workspace()
    });
    let is_busy = RwSignal::new(false);
    let leave = move |_| {
        is_busy.set(true);
        spawn_local(async move {
            if workspaces.leave_sample().await {
                toasts.say(Tone::Ok, "The sample is removed.");
            }
            is_busy.set(false);
        });
    };
    view! {
        <Show when=move || is_sample.get()>
            <Banner
                tone=Tone::Info
                title=Signal::stored("This is sample data.".to_owned())
                text="Try anything: your own workspaces are not touched."
            >
                <button class="button" data-size="sm" type="button" disabled=is_busy on:click=leave>
                    "Remove the sample"
                </button>
            </Banner>
        </Show>
    }
}
