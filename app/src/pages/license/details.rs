//! The Details tab: everything that is recorded and set.

mod acts;
mod groups;

use std::sync::Arc;

use domain::id::LicenseId;
use leptos::prelude::*;
use replica::protocol::LicenseDetail;

use crate::erased::part;
use crate::routes;
use crate::state::custom_fields::use_custom_fields;

use super::terms::TermActs;
use acts::Acts;
use groups::{Group, groups};

#[component]
pub(super) fn Details(detail: Memo<Option<Arc<LicenseDetail>>>, terms: TermActs) -> impl IntoView {
    let own = use_custom_fields();
    let groups = move || {
        let own = own.read();
        detail.with(|detail| detail.as_deref().map(|d| groups(d, &own)).unwrap_or_default())
    };
    view! {
        <div class="stack">
            {part(move || groups().into_iter().map(|group| group_view(group, terms)).collect_view())}
        </div>
    }
}

fn group_view(group: Group, terms: TermActs) -> impl IntoView {
    let rows = group.rows.into_iter().map(|row| {
        let span = row.is_long.then_some("full");
        let value = if !row.licenses.is_empty() {
            let link = |(id, name): (LicenseId, String)| {
                view! { <li><a class="link" href=routes::license(id)>{name}</a></li> }
            };
            view! { <ul class="stack" data-gap="s">{row.licenses.into_iter().map(link).collect_view()}</ul> }
                .into_any()
        } else if row.is_link {
            let href = row.value.clone();
            view! { <a class="link" href=href target="_blank" rel="noopener noreferrer">{row.value}</a> }
                .into_any()
        } else {
            row.value.into_any()
        };
        view! { <div data-span=span><dt>{row.label}</dt><dd>{value}</dd></div> }
    });
    let acts = group.of.zip(group.title.clone()).map(|((term, line), title)| {
        view! { <Acts title term line terms/> }
    });
    view! {
        <div class="row" data-spread="">
            {group.title.map(|title| view! { <h2>{title}</h2> })}
            {acts}
        </div>
        <dl class="definitions">{rows.collect_view()}</dl>
    }
}
