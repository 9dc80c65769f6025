//! There are licenses, but none that was asked for.

use leptos::prelude::*;

use crate::components::{EmptyState, IconName};
use crate::state::list_query::ListQuery;

#[component]
pub(super) fn NothingMatches(query: ListQuery) -> impl IntoView {
    view! {
        <EmptyState
            icon=IconName::Search
            title="Nothing matches"
            text="No license has all of that. Search for fewer words, or take a filter away."
        >
            <button class="button" type="button" on:click=move |_| query.clear()>
                "Clear filters"
            </button>
        </EmptyState>
    }
}
