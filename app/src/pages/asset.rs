//! The page of an asset.

use leptos::prelude::*;

#[component]
pub fn AssetPage() -> impl IntoView {
    view! { <h1>"Asset"</h1> }.into_any()
}
