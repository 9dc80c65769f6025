//! The heading of a form, and the way back.

use leptos::prelude::*;

#[component]
pub(in crate::pages) fn FormHead(
    title: &'static str,
    /// The list: what it is called, and where it is.
    list: (&'static str, &'static str),
    /// What is changed, and its page.
    #[prop(optional_no_strip)]
    crumb: Option<(String, String)>,
) -> impl IntoView {
    let crumb = crumb.map(|(name, href)| view! { <li><a href=href>{name}</a></li> });
    let (label, href) = list;
    view! {
        <header class="page-head">
            <div class="page-head__text">
                <nav class="crumbs" aria-label="Breadcrumb">
                    <ol>
                        <li><a href=href>{label}</a></li>
                        {crumb}
                        <li aria-current="page">{title}</li>
                    </ol>
                </nav>
                <div class="page-head__title"><h1 tabindex="-1">{title}</h1></div>
            </div>
        </header>
    }
    .into_any()
}
