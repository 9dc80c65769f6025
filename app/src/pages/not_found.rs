//! Placeholder to be written.

use leptos::prelude::*;

/// The page.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! { <h1>"NotFoundPage"</h1> }.into_any()
}
