//! All assets as one table, and their form.

use leptos::prelude::*;

#[component]
pub fn AssetsPage() -> impl IntoView {
    view! { <h1>"Assets"</h1> }.into_any()
}

#[component]
pub fn NewAssetPage() -> impl IntoView {
    view! { <h1>"Create asset"</h1> }.into_any()
}

#[component]
pub fn EditAssetPage() -> impl IntoView {
    view! { <h1>"Edit asset"</h1> }.into_any()
}
