//! Placeholder to be written.

use leptos::prelude::*;

/// The page.
#[component]
pub fn SettingsPage() -> impl IntoView {
    view! { <h1>"SettingsPage"</h1> }.into_any()
}
