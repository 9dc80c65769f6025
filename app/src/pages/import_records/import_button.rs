//! The one button that records anything.

use std::sync::Arc;

use domain::csv::roster::Preview;
use leptos::prelude::*;

use super::session::Session;
use crate::erased::{live, memo, part};
use crate::platform::intl::count;
use crate::state::storage_status::use_storage_status;
use crate::text;

/// `Import 50`, the rows that make or change something; with nothing to import it is off and says why.
#[component]
pub(super) fn ImportButton(session: Session, preview: Signal<Arc<Preview>>) -> impl IntoView {
    let storage = use_storage_status();
    let is_empty = memo(move || n_written(&preview.read()) == 0);
    let reason = part(move || {
        is_empty.get().then(|| {
            let reason = text::import_records::nothing_to_import(&preview.read());
            view! { <p class="dim" id="import-reason">{reason}</p> }
        })
    });
    view! {
        <button
            class="button"
            data-variant="primary"
            type="button"
            disabled=live(move || is_empty.get() || session.is_replanning.get())
            aria-describedby=live(move || is_empty.get().then_some("import-reason"))
            on:click=move |_| session.import(storage)
        >
            {live(move || format!("Import {}", count(n_written(&preview.read()))))}
        </button>
        {reason}
    }
}

fn n_written(preview: &Preview) -> u64 {
    u64::from(preview.n_new) + u64::from(preview.n_changed)
}
