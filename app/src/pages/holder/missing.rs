//! What stands where a user or an asset is asked for that is not there.

use leptos::prelude::*;

use crate::platform::page;
use crate::text;

#[component]
pub(in crate::pages) fn Missing(
    title: &'static str,
    /// The way to the list: what it is called, and where it is.
    back: (&'static str, &'static str),
) -> impl IntoView {
    let (label, href) = back;
    Effect::new(move || page::set_title(&text::page::titled(title)));
    view! {
        <header class="page-head">
            <div class="page-head__text">
                <div class="page-head__title"><h1 tabindex="-1">{title}</h1></div>
                <p class="page-head__meta">{text::people::NOT_HERE}</p>
            </div>
        </header>
        <a class="button" href=href>{label}</a>
    }
    .into_any()
}
