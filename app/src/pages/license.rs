//! Placeholder to be written.

use leptos::prelude::*;

/// The page.
#[component]
pub fn LicensePage() -> impl IntoView {
    view! { <h1>"LicensePage"</h1> }.into_any()
}
