//! Placeholder to be written.

use leptos::prelude::*;

/// The page.
#[component]
pub fn NewLicensePage() -> impl IntoView {
    view! { <h1>"new"</h1> }.into_any()
}

/// The page.
#[component]
pub fn EditLicensePage() -> impl IntoView {
    view! { <h1>"edit"</h1> }.into_any()
}
