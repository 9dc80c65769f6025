//! The one button that records anything.

use std::sync::Arc;

use domain::csv::Preview;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::session::Session;
use crate::erased::{live, memo, part};
use crate::platform::intl::count;
use crate::state::storage_status::use_storage_status;
use crate::{routes, text};

/// `Import 50`, the licenses that are created or changed; with nothing to import it is off and says why.
#[component]
pub(super) fn ImportButton(session: Session, preview: Signal<Arc<Preview>>) -> impl IntoView {
    let navigate = use_navigate();
    let storage = use_storage_status();
    let import = move |_| {
        let navigate = navigate.clone();
        session.import(storage, move || navigate(routes::LICENSES, NavigateOptions::default()));
    };
    let is_empty = memo(move || n_written(&preview.read()) == 0);
    let reason = part(move || {
        is_empty.get().then(|| {
            view! { <p class="dim" id="import-reason">{text::import::nothing_to_import(&preview.read())}</p> }
        })
    });
    view! {
        <button
            class="button"
            data-variant="primary"
            type="button"
            disabled=live(move || is_empty.get() || session.is_replanning.get())
            aria-describedby=live(move || is_empty.get().then_some("import-reason"))
            on:click=import
        >
            {live(move || format!("Import {}", count(n_written(&preview.read()))))}
        </button>
        {reason}
    }
}

fn n_written(preview: &Preview) -> u64 {
    u64::from(preview.n_licenses) + u64::from(preview.n_changed)
}
