//! Placeholder to be written.

use leptos::prelude::*;

/// The page.
#[component]
pub fn ImportPage() -> impl IntoView {
    view! { <h1>"ImportPage"</h1> }.into_any()
}
