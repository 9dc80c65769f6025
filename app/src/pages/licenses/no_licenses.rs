//! The very first sight of the list: what belongs here and how it gets here.

use leptos::prelude::*;

use crate::components::{EmptyState, Icon, IconName};
use crate::routes;

#[component]
pub(super) fn NoLicenses() -> impl IntoView {
    view! {
        <EmptyState
            icon=IconName::KeyRound
            title="Start your inventory"
            text="Bring a file from another tool, or begin with the license that runs out next. \
                  Everything stays on this device and works without a network."
        >
            <a class="button" data-variant="primary" href=routes::IMPORT>
                <Icon name=IconName::Upload/>
                "Import a file"
            </a>
            <a class="button" href=routes::NEW_LICENSE>
                <Icon name=IconName::Plus/>
                "Create the first license"
            </a>
        </EmptyState>
    }
}
