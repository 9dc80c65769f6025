//! The workspaces of this device: which there are, another one, none of this one any more.

use leptos::prelude::*;

use super::new_workspace::NewWorkspace;
use super::remove_workspace::{Removal, RemoveWorkspace};
use super::section::Section;
use super::workspace_item::{OpenWorkspace, OtherWorkspace};
use crate::erased::part;
use crate::state::workspaces::use_workspaces;

/// The list, and the way to a new one.
#[component]
pub(super) fn WorkspacesSection() -> impl IntoView {
    let workspaces = use_workspaces();
    let removal = Removal::new();
    workspaces.look_again();
    let others = part(move || {
        let others = workspaces.others().into_iter();
        others.map(|listed| view! { <OtherWorkspace listed removal/> }).collect_view()
    });
    view! {
        <Section title="Workspaces" about="Each is an inventory of its own, kept on this device.">
            <ul class="item-list" aria-label="Workspaces on this device">
                <OpenWorkspace/>
                {others}
            </ul>
            <NewWorkspace/>
            <RemoveWorkspace removal/>
        </Section>
    }
}
