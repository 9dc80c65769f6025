//! A filter that a link has set, with a way to be rid of it.

use leptos::prelude::*;

use crate::components::{Icon, IconName};
use crate::erased::{memo, part};
use crate::state::listing_query::ListingQuery;

/// Nothing while the filter is not set. `what` is what it is, `name` which one.
#[component]
pub(super) fn WantedChip(
    query: ListingQuery,
    filter: &'static str,
    what: &'static str,
    #[prop(into)] name: Signal<String>,
) -> impl IntoView {
    let is_set = memo(move || !query.filter(filter).is_empty());
    let chip = part(move || {
        is_set.get().then(|| {
            let label = move || format!("{what}: {}. Show all", name.get());
            view! {
                <button
                    class="button"
                    data-size="sm"
                    type="button"
                    aria-label=label
                    on:click=move |_| query.narrow(filter, String::new())
                >
                    <span class="wanted">{what}": "{name}</span>
                    <Icon name=IconName::X/>
                </button>
            }
        })
    });
    view! { {chip} }
}
