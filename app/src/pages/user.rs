//! The page of a user.

use leptos::prelude::*;

#[component]
pub fn UserPage() -> impl IntoView {
    view! { <h1>"User"</h1> }.into_any()
}
