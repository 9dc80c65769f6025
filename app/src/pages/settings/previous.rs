//! The way back to the workspace that was open before.

use domain::id::WorkspaceId;
use leptos::prelude::*;

use crate::components::Tone;
use crate::state::engine::use_engine;
use crate::state::open::open;
use crate::state::preferences;
use crate::state::toasts::use_toasts;
use crate::state::workspace::use_workspace;

/// Nothing at all while this device has opened one workspace only.
#[component]
pub(super) fn PreviousWorkspace(previous: RwSignal<Option<WorkspaceId>>) -> impl IntoView {
    let (workspace, engine, toasts) = (use_workspace(), use_engine(), use_toasts());
    let switch = move |_| {
        let Some(id) = previous.get_untracked() else { return };
        preferences::remember_workspace(id);
        open(workspace, engine, id);
        previous.set(preferences::previous_workspace());
        toasts.say(Tone::Ok, "Switched. The other workspace is kept on this device.");
    };
    view! {
        <Show when=move || previous.read().is_some()>
            <div class="row">
                <p>"The workspace that was open before is kept on this device."</p>
                <button class="button" data-size="sm" type="button" on:click=switch>
                    "Switch back to it"
                </button>
            </div>
        </Show>
    }
}
