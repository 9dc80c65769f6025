//! The settings every member of the workspace shares.

use leptos::prelude::*;

use super::section::Section;
use super::workspace_form::WorkspaceForm;
use crate::components::Skeleton;
use crate::erased::memo;
use crate::state::workspace::{Phase, use_workspace};

/// The form, as soon as there is something to show in it.
#[component]
pub(super) fn Workspace() -> impl IntoView {
    let workspace = use_workspace();
    let is_loading = memo(move || *workspace.phase.read() == Phase::Loading);
    view! {
        <Section title="Workspace" about="These hold for everybody who uses this workspace.">
            <Show
                when=move || !is_loading.get()
                fallback=|| view! { <Skeleton rows=4 label="Loading settings"/> }
            >
                <WorkspaceForm/>
            </Show>
        </Section>
    }
}
