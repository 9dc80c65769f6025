//! What can be done to all ticked lines at once.

use std::sync::Arc;

use leptos::prelude::*;

use super::bulk::{Bulk, BulkLine};
use crate::components::{Icon, IconName};
use crate::erased::live;
use crate::text;

#[component]
pub(in crate::pages) fn BulkBar<L: BulkLine>(
    bulk: Bulk<L>,
    /// The name of the bar.
    label: &'static str,
    on_delete: Callback<()>,
    /// The buttons before Delete.
    children: ChildrenFn,
) -> impl IntoView {
    let picked = bulk.picked;
    let count = live(move || text::license::counted(picked.n(), "selected", "selected"));
    view! {
        <Show when=move || { picked.n() > 0 }>
            <section class="bulk-bar" aria-label=label>
                <p class="bulk-bar__count" role="status">{Arc::clone(&count)}</p>
                {children()}
                <button class="button" data-size="sm" type="button" on:click=move |_| on_delete.run(())>
                    <Icon name=IconName::Trash2/>
                    "Delete"
                </button>
                <button class="button" data-size="sm" data-variant="quiet" type="button" on:click=move |_| picked.clear()>
                    "Clear selection"
                </button>
            </section>
        </Show>
    }
}
