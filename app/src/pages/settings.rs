//! What holds for the workspace, what holds for this device, and the way in and out for backups.

mod appearance;
mod backup;
mod backup_card;
mod custom_field_form;
mod custom_fields;
mod draft;
mod history;
mod new_workspace;
mod recovery;
mod remove_workspace;
mod restore;
pub(super) mod section;
mod storage;
mod team;
mod workspace;
mod workspace_form;
mod workspace_item;
mod workspaces;
mod your_name;

use leptos::prelude::*;

use self::appearance::Appearance;
use self::backup::Backup;
use self::custom_fields::CustomFieldsSection;
use self::history::HistorySection;
use self::recovery::Recovery;
use self::storage::Storage;
use self::team::Team;
use self::workspace::Workspace;
use self::workspaces::WorkspacesSection;
use self::your_name::YourName;

/// The page.
#[component]
pub fn SettingsPage() -> impl IntoView {
    view! {
        <header class="page-head">
            <div class="page-head__text">
                <div class="page-head__title"><h1 tabindex="-1">"Settings"</h1></div>
            </div>
        </header>
        <Workspace/>
        <WorkspacesSection/>
        <Team/>
        <CustomFieldsSection/>
        <YourName/>
        <Appearance/>
        <Backup/>
        <Recovery/>
        <HistorySection/>
        <Storage/>
    }
    .into_any()
}
