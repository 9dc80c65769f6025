//! The way to another workspace: an empty one, or one to look around in.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{TextField, Tone};
use crate::state::toasts::use_toasts;
use crate::state::workspaces::use_workspaces;

/// A name and a button; beside it the sample.
#[component]
pub(super) fn NewWorkspace() -> impl IntoView {
    let (workspaces, toasts) = (use_workspaces(), use_toasts());
    let name = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let is_busy = RwSignal::new(false);
    let create = move |event: SubmitEvent| {
        event.prevent_default();
        let wanted = name.get_untracked().trim().to_owned();
        if wanted.is_empty() {
            return problem.set(Some("Give it a name.".to_owned()));
        }
        problem.set(None);
        is_busy.set(true);
        spawn_local(async move {
            if workspaces.create(wanted).await {
                name.try_set(String::new());
                toasts.say(Tone::Ok, "Created. The other workspaces are kept on this device.");
            }
            is_busy.try_set(false);
        });
    };
    let explore = move |_| {
        is_busy.set(true);
        spawn_local(async move {
            if workspaces.create_sample().await {
                toasts.say(Tone::Ok, "The sample is open. Your own workspaces are kept.");
            }
            is_busy.try_set(false);
        });
    };
    view! {
        <form class="stack" data-gap="s" novalidate on:submit=create>
            <TextField
                name="new-workspace"
                label="New workspace"
                hint="For another company, or to try something out."
                value=name
                problem=problem
            />
            <div class="row">
                <button class="button" type="submit" disabled=is_busy>"Create workspace"</button>
                <button class="button" data-variant="quiet" type="button" disabled=is_busy on:click=explore>
                    "Explore with sample data"
                </button>
            </div>
        </form>
    }
}
