//! The page of one license: how it stands, what is recorded, who holds seats, what happened.
//!
//! What the list knows is shown at once; the rest is asked from the worker, and asked again
//! whenever anything changes, so that an open page follows other tabs.

mod actions;
pub(super) mod assignments;
mod assumed_notice;
mod body;
mod conflicts;
mod coverage;
mod details;
mod facts;
mod header;
mod history;
pub(super) mod loaded;
pub(super) mod missing;
mod peaks;
mod presence;
mod product_keys;
mod renew;
mod terms;

use domain::id::LicenseId;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::components::{Banner, Skeleton, Tone};
use crate::erased::{memo, part};
use crate::platform::page;
use crate::state::workspace::use_workspace;
use crate::text;
use actions::use_restore;
use body::Body;
use facts::Facts;
use header::Header;
use loaded::{Loaded, detail_of, row_of};
use missing::MissingLicense;
use terms::{TermActs, TermDialog};

/// The page.
#[component]
pub fn LicensePage() -> impl IntoView {
    let id = id_in_address();
    let content = part(move || match id.get() {
        Some(id) => view! { <LicenseView id/> }.into_any(),
        None => view! { <MissingLicense/> }.into_any(),
    });
    content.into_any()
}

/// The license the address names, if it names one.
pub(super) fn id_in_address() -> Memo<Option<LicenseId>> {
    let params = use_params_map();
    memo(move || params.with(|params| params.get_str("id")?.parse().ok()))
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Stage {
    Asking,
    Shown,
    Missing,
    Failed(String),
}

#[component]
fn LicenseView(id: LicenseId) -> impl IntoView {
    let workspace = use_workspace();
    let loaded = detail_of(id);
    let detail = memo(move || loaded.with(Loaded::detail));
    let row = memo(move || {
        let listed = workspace.rows.with(|rows| rows.get(id).cloned());
        listed.or_else(|| detail.with(|detail| detail.as_deref().map(row_of)))
    });
    let stage = memo(move || match loaded.get() {
        _ if row.with(Option::is_some) => Stage::Shown,
        Loaded::Missing => Stage::Missing,
        Loaded::Failed(why) => Stage::Failed(why),
        Loaded::Asking | Loaded::Found(_) => Stage::Asking,
    });
    let terms = TermActs::new(detail);
    let name = Signal::derive(move || {
        row.with(|row| row.as_ref().map(|row| row.name.clone()).unwrap_or_default())
    });
    let is_deleted =
        memo(move || detail.with(|d| d.as_ref().is_some_and(|d| d.license.deleted_at.is_some())));
    Effect::new(move || {
        let name = name.get();
        if !name.is_empty() {
            page::set_title(&text::page::titled(&name));
        }
    });
    move || match stage.get() {
        Stage::Shown => view! {
            <Header id name row detail terms/>
            <DeletedBanner id is_deleted/>
            <Facts row detail/>
            <Body id loaded detail terms/>
            <TermDialog acts=terms/>
        }
        .into_any(),
        Stage::Asking => view! { <Skeleton rows=8 label="Loading the license"/> }.into_any(),
        Stage::Missing => view! { <MissingLicense/> }.into_any(),
        Stage::Failed(why) => view! { <Banner tone=Tone::Bad text=why/> }.into_any(),
    }
}

#[component]
fn DeletedBanner(id: LicenseId, is_deleted: Memo<bool>) -> impl IntoView {
    let restore = use_restore(id);
    view! {
        <Show when=move || is_deleted.get()>
            <Banner tone=Tone::Warn text="This license is deleted.">
                <button class="button" data-size="sm" type="button" on:click=move |_| restore.run(())>
                    "Restore"
                </button>
            </Banner>
        </Show>
    }
}
