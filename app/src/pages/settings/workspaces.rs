//! The workspaces of this device: which there are, another one, none of this one any more.

use leptos::prelude::*;

use super::new_workspace::NewWorkspace;
use super::remove_workspace::RemoveWorkspace;
use super::section::Section;
use super::workspace_item::{OpenWorkspace, OtherWorkspace};
use crate::erased::part;
use crate::state::workspace::use_workspace;
use crate::state::workspaces::use_workspaces;
use crate::storage::registry::Listed;

/// The list, and the way to a new one.
#[component]
pub(super) fn WorkspacesSection() -> impl IntoView {
    let workspaces = use_workspaces();
    let open = use_workspace().id;
    let removing = RwSignal::new(None::<Listed>);
    // A restore opens another one, too.
    Effect::new(move || {
        open.track();
        workspaces.look_again();
    });
    let others = part(move || {
        let others = workspaces.others.get();
        others.into_iter().map(|listed| view! { <OtherWorkspace listed removing/> }).collect_view()
    });
    view! {
        <Section title="Workspaces" about="Each is an inventory of its own, kept on this device.">
            <ul class="workspaces" aria-label="Workspaces on this device">
                <OpenWorkspace/>
                {others}
            </ul>
            <NewWorkspace/>
            <RemoveWorkspace removing/>
        </Section>
    }
}
