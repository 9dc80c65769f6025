//! The very first sight of the list: what belongs here and how it gets here.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{EmptyState, Icon, IconName};
use crate::routes;
use crate::state::workspaces::use_workspaces;

#[component]
pub(in crate::pages) fn NoLicenses() -> impl IntoView {
    let workspaces = use_workspaces();
    let is_busy = RwSignal::new(false);
    let explore = move |_| {
        is_busy.set(true);
        spawn_local(async move {
            workspaces.create_sample().await;
            is_busy.try_set(false);
        });
    };
    view! {
        <EmptyState
            icon=IconName::KeyRound
            title="Start your inventory"
            text="Bring a file from another tool, or begin with the license that runs out next. \
                  Everything stays on this device and works without a network."
        >
            <a class="button writes" data-variant="primary" href=routes::IMPORT>
                <Icon name=IconName::Upload/>
                "Import a file"
            </a>
            <a class="button writes" href=routes::NEW_LICENSE>
                <Icon name=IconName::Plus/>
                "Create the first license"
            </a>
            <button class="button" data-variant="quiet" type="button" disabled=is_busy on:click=explore>
                "Explore with sample data"
            </button>
        </EmptyState>
    }
}
