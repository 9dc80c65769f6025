//! The side of the screen: whose workspace it is, the pages, and whether all is stored. On a phone
//! it becomes a bar at the top and one at the bottom.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::install_entry::InstallEntry;
use super::sync_status::SyncStatus;
use crate::components::{Icon, IconName};
use crate::erased::{live, memo};
use crate::platform::install::Install;
use crate::platform::intl;
use crate::state::sync::use_sync;
use crate::state::workspace::{WorkspaceState, use_workspace};
use crate::{routes, text};

#[component]
pub(super) fn Side(install: Install, helping: RwSignal<bool>) -> impl IntoView {
    let is_open = RwSignal::new(false);
    // Whatever is chosen in the sheet, the sheet has done its work.
    let close = move |_| is_open.set(false);
    view! {
        <header class="side" data-open=live(move || is_open.get().to_string())>
            <Brand/>
            <nav class="side__nav" aria-label="Main" id="main-nav">
                <Pages on:click=close/>
                <InstallEntry install=install helping=helping on:click=close/>
                <MoreButton is_open=is_open/>
            </nav>
            <SyncStatus/>
        </header>
    }
}

#[component]
fn Brand() -> impl IntoView {
    let settings = use_workspace().settings;
    let name = memo(move || text::names::workspace(&settings.read().name));
    let sync = use_sync();
    let place = live(move || {
        let is_shared = sync.read().share.is_some_and(|share| share.ended.is_none());
        if is_shared { "Shared" } else { "On this device" }
    });
    let initial = live(move || name.read().chars().next().map(String::from));
    view! {
        <a class="side__brand" href="/">
            <span class="mark" aria-hidden="true">{initial}</span>
            <span class="side__names"><b>{name}</b><small>{place}</small></span>
        </a>
    }
}

#[component]
fn Pages() -> impl IntoView {
    let path = use_location().pathname;
    let workspace = use_workspace();
    let licenses = live(move || {
        let path = path.read();
        match path.as_str() {
            "/" | routes::LICENSES => Some("page"),
            routes::IMPORT => Some("true"),
            path => path.starts_with("/licenses/").then_some("true"),
        }
    });
    let under = move |root: &'static str| {
        live(move || {
            let path = path.read();
            let rest = path.strip_prefix(root)?;
            match rest {
                "" => Some("page"),
                rest => rest.starts_with('/').then_some("true"),
            }
        })
    };
    let vendors = live(move || (path.read().as_str() == routes::VENDORS).then_some("page"));
    let settings = live(move || (path.read().as_str() == routes::SETTINGS).then_some("page"));
    view! {
        <a class="nav-link" data-primary="" href=routes::LICENSES aria-current=licenses>
            <Icon name=IconName::KeyRound/>
            <span class="nav-link__text">"Licenses"</span>
            <span class="nav-link__count" aria-hidden="true">{live(move || n_licenses(workspace))}</span>
        </a>
        <a class="nav-link" data-primary="" href=routes::USERS aria-current=under(routes::USERS)>
            <Icon name=IconName::Users/>
            <span class="nav-link__text">"Users"</span>
        </a>
        <a class="nav-link" data-primary="" href=routes::ASSETS aria-current=under(routes::ASSETS)>
            <Icon name=IconName::Monitor/>
            <span class="nav-link__text">"Assets"</span>
        </a>
        <a class="nav-link" href=routes::VENDORS aria-current=vendors>
            <Icon name=IconName::Building2/>
            <span class="nav-link__text">"Vendors"</span>
        </a>
        <a class="nav-link" data-primary="" href=routes::COMPLIANCE aria-current=under(routes::COMPLIANCE)>
            <Icon name=IconName::ShieldCheck/>
            <span class="nav-link__text">"Compliance"</span>
        </a>
        <a class="nav-link" href=routes::REQUESTS aria-current=under(routes::REQUESTS)>
            <Icon name=IconName::UserPlus/>
            <span class="nav-link__text">"Requests"</span>
        </a>
        <a class="nav-link" href=routes::REVIEWS aria-current=under(routes::REVIEWS)>
            <Icon name=IconName::CircleCheck/>
            <span class="nav-link__text">"Reviews"</span>
        </a>
        <a class="nav-link" href=routes::KITS aria-current=under(routes::KITS)>
            <Icon name=IconName::Archive/>
            <span class="nav-link__text">"Kits"</span>
        </a>
        <a class="nav-link nav-link--last" href=routes::SETTINGS aria-current=settings>
            <Icon name=IconName::Settings/>
            <span class="nav-link__text">"Settings"</span>
        </a>
    }
}

/// Nothing rather than 0 while nothing is known.
fn n_licenses(workspace: WorkspaceState) -> Option<String> {
    let n = workspace.rows.read().as_slice().len();
    (n > 0).then(|| intl::count(n as u64))
}

#[component]
fn MoreButton(is_open: RwSignal<bool>) -> impl IntoView {
    view! {
        <button
            class="nav-more"
            type="button"
            aria-expanded=live(move || is_open.get().to_string())
            aria-controls="main-nav"
            on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
        >
            <Icon name=IconName::Menu/>
            <span>"More"</span>
        </button>
    }
}
