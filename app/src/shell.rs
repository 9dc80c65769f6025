//! Placeholder to be written.

use leptos::prelude::*;

/// The frame around every page.
#[component]
pub fn Shell(children: Children) -> impl IntoView {
    view! { <main>{children()}</main> }.into_any()
}
