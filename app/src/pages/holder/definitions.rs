//! What is recorded, as a list of terms: those that say nothing are left out.

use leptos::prelude::*;

use crate::platform::intl;

/// One term: what it is called, and what it is.
pub(in crate::pages) struct Definition {
    label: &'static str,
    value: AnyView,
    is_long: bool,
}

/// A text, unless it is empty.
pub(in crate::pages) fn of_text(label: &'static str, text: &str) -> Option<Definition> {
    let value = || text.to_owned().into_any();
    (!text.is_empty()).then(|| Definition { label, value: value(), is_long: false })
}

/// A long text, unless it is empty.
pub(in crate::pages) fn of_notes(label: &'static str, text: &str) -> Option<Definition> {
    of_text(label, text).map(|definition| Definition { is_long: true, ..definition })
}

/// A day, if there is one.
pub(in crate::pages) fn of_day(
    label: &'static str,
    day: Option<domain::date::Date>,
) -> Option<Definition> {
    of_text(label, &day.map(intl::date).unwrap_or_default())
}

/// Links to other records, each with its address and name, unless there are none.
pub(in crate::pages) fn of_links(
    label: &'static str,
    links: Vec<(String, String)>,
) -> Option<Definition> {
    if links.is_empty() {
        return None;
    }
    let link = |(href, name): (String, String)| {
        view! { <li><a class="link" href=href>{name}</a></li> }
    };
    let links = links.into_iter().map(link).collect_view();
    let value = view! { <ul class="stack" data-gap="s">{links}</ul> }.into_any();
    Some(Definition { label, value, is_long: false })
}

#[component]
pub(in crate::pages) fn Definitions(of: Vec<Option<Definition>>) -> impl IntoView {
    let known: Vec<Definition> = of.into_iter().flatten().collect();
    if known.is_empty() {
        return view! { <p class="dim">"Nothing more is recorded."</p> }.into_any();
    }
    let terms = known.into_iter().map(|Definition { label, value, is_long }| {
        let span = is_long.then_some("full");
        view! { <div data-span=span><dt>{label}</dt><dd>{value}</dd></div> }
    });
    view! { <dl class="definitions">{terms.collect_view()}</dl> }.into_any()
}
