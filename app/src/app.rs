//! Providers in their order, and the table of pages.

use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;

use crate::pages::{
    EditLicensePage, ImportPage, LicensePage, LicensesPage, NewLicensePage, NotFoundPage,
    SettingsPage,
};
use crate::platform::page;
use crate::shell::Shell;
use crate::state::{
    calendar, engine, open, preferences, storage_status, toasts, workspace, workspaces,
};

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    let workspace = workspace::provide_workspace();
    storage_status::provide_storage_status();
    toasts::provide_toasts();
    preferences::provide_preferences();
    calendar::provide_calendar();
    let engine = engine::provide_engine();
    workspaces::provide_workspaces();
    open::open_last(workspace, engine);
    page::remove_boot_screen();
    view! {
        <Router>
            <Shell>
                <Routes fallback=|| view! { <NotFoundPage/> }.into_any()>
                    <Route path=path!("/") view=LicensesPage/>
                    <Route path=path!("/licenses") view=LicensesPage/>
                    <Route path=path!("/licenses/new") view=NewLicensePage/>
                    <Route path=path!("/licenses/:id") view=LicensePage/>
                    <Route path=path!("/licenses/:id/edit") view=EditLicensePage/>
                    <Route path=path!("/import") view=ImportPage/>
                    <Route path=path!("/settings") view=SettingsPage/>
                </Routes>
            </Shell>
        </Router>
    }
}
