//! The History tab: what happened, the latest first.

use std::sync::Arc;

use leptos::prelude::*;
use replica::history::HistoryEntry;
use replica::protocol::LicenseDetail;

use crate::erased::part;
use crate::platform::intl;
use crate::text;

#[component]
pub(super) fn History(detail: Memo<Option<Arc<LicenseDetail>>>) -> impl IntoView {
    let entries = part(move || {
        detail.with(|detail| {
            let entries = detail.as_ref().map(|d| d.history.as_slice()).unwrap_or_default();
            entries.iter().map(entry).collect_view()
        })
    });
    view! { <ol class="history">{entries}</ol> }
}

fn entry(entry: &HistoryEntry) -> impl IntoView + use<> {
    view! {
        <li class="history__item">
            <span class="history__text">{text::history::sentence(&entry.act)}</span>
            <time datetime=entry.at.to_rfc3339()>{intl::moment(entry.at)}</time>
        </li>
    }
}
