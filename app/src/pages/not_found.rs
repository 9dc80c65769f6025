//! An address that leads nowhere, and the way back.

use leptos::prelude::*;

use crate::components::{EmptyState, IconName};
use crate::routes;

#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! {
        <header class="page-head">
            <div class="page-head__text">
                <h1 tabindex="-1">"Page not found"</h1>
            </div>
        </header>
        <EmptyState
            icon=IconName::Search
            title="There is no page at this address"
            text="It may have been mistyped, or the page has moved. Nothing of yours is lost."
        >
            <a class="button" data-variant="primary" href=routes::LICENSES>"Go to Licenses"</a>
        </EmptyState>
    }
    .into_any()
}
