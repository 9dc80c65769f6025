//! Whether what is used is allowed.

use leptos::prelude::*;

#[component]
pub fn CompliancePage() -> impl IntoView {
    view! { <h1>"Compliance"</h1> }.into_any()
}
