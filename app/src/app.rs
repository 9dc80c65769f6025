//! Providers in their order, and the table of pages.

use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;

use crate::pages::later::show;
use crate::pages::{LicensesPage, NotFoundPage};
use crate::platform::page;
use crate::shell::Shell;
use crate::state::later::{self, Far, Near, Parts, People};
use crate::state::{
    calendar, columns, engine, invitation, open, preferences, storage_status, sync, toasts,
    workspace, workspaces,
};

/// The whole app.
#[component]
pub fn App(parts: Parts) -> impl IntoView {
    // Before anything can write the address down.
    invitation::provide_invitation();
    let workspace = workspace::provide_workspace();
    storage_status::provide_storage_status();
    toasts::provide_toasts();
    preferences::provide_preferences();
    calendar::provide_calendar();
    columns::provide_columns();
    sync::provide_sync();
    let engine = engine::provide_engine();
    workspaces::provide_workspaces();
    later::provide_later_pages(parts);
    open::open_last(workspace, engine);
    page::remove_boot_screen();
    view! {
        <Router>
            <Shell>
                <Routes fallback=|| view! { <NotFoundPage/> }.into_any()>
                    <Route path=path!("/") view=LicensesPage/>
                    <Route path=path!("/licenses") view=LicensesPage/>
                    <Route path=path!("/licenses/new") view=|| show(Near::NewLicense)/>
                    <Route path=path!("/licenses/:id") view=|| show(Near::License)/>
                    <Route path=path!("/licenses/:id/edit") view=|| show(Near::EditLicense)/>
                    <Route path=path!("/users") view=|| show(People::Users)/>
                    <Route path=path!("/users/new") view=|| show(People::NewUser)/>
                    <Route path=path!("/users/import") view=|| show(Far::ImportRecords)/>
                    <Route path=path!("/users/:id") view=|| show(People::User)/>
                    <Route path=path!("/users/:id/edit") view=|| show(People::EditUser)/>
                    <Route path=path!("/assets") view=|| show(People::Assets)/>
                    <Route path=path!("/assets/new") view=|| show(People::NewAsset)/>
                    <Route path=path!("/assets/import") view=|| show(Far::ImportRecords)/>
                    <Route path=path!("/assets/:id") view=|| show(People::Asset)/>
                    <Route path=path!("/assets/:id/edit") view=|| show(People::EditAsset)/>
                    <Route path=path!("/compliance") view=|| show(People::Compliance)/>
                    <Route path=path!("/requests") view=|| show(People::Requests)/>
                    <Route path=path!("/reviews") view=|| show(People::Reviews)/>
                    <Route path=path!("/reviews/:id") view=|| show(People::Review)/>
                    <Route path=path!("/kits") view=|| show(People::Kits)/>
                    <Route path=path!("/vendors") view=|| show(Far::Vendors)/>
                    <Route path=path!("/import") view=|| show(Far::Import)/>
                    <Route path=path!("/history") view=|| show(Far::History)/>
                    <Route path=path!("/deleted") view=|| show(Far::Bin)/>
                    <Route path=path!("/settings") view=|| show(Far::Settings)/>
                    <Route path=path!("/settings/team") view=|| show(Far::Team)/>
                    <Route path=path!("/join/:invite") view=|| show(Far::Join)/>
                </Routes>
            </Shell>
        </Router>
    }
}
