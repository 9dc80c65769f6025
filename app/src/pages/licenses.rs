//! Placeholder to be written.

use leptos::prelude::*;

/// The page.
#[component]
pub fn LicensesPage() -> impl IntoView {
    view! { <h1>"LicensesPage"</h1> }.into_any()
}
