//! The heads of the columns: each sorts the list, a second time the other way round.

use domain::filter::SortKey;
use leptos::prelude::*;

use super::query::ListQuery;
use crate::components::SortHeader;
use crate::text::licenses::column;

/// How a column takes its place.
struct Place {
    /// The name has none: it takes what is left, and shrinks first.
    width: Option<&'static str>,
    /// The highest goes first when there is little room; none always stays.
    priority: Option<u8>,
    numeric: bool,
}

fn place(key: SortKey) -> Place {
    let place = |width, priority, numeric| Place { width, priority, numeric };
    match key {
        SortKey::Name => place(None, None, false),
        SortKey::Vendor => place(Some("s"), Some(3), false),
        SortKey::Type => place(Some("s"), Some(2), false),
        SortKey::Status => place(Some("m"), None, false),
        SortKey::Seats => place(Some("xs"), Some(2), true),
        SortKey::Used => place(Some("l"), None, false),
        SortKey::Expires => place(Some("date"), None, false),
        SortKey::Cost => place(Some("s"), Some(1), true),
        SortKey::Owner => place(Some("s"), Some(4), false),
    }
}

/// The word of `state::columns`; none for the name, which always stays.
fn code(key: SortKey) -> Option<&'static str> {
    match key {
        SortKey::Name => None,
        SortKey::Vendor => Some("vendor"),
        SortKey::Type => Some("type"),
        SortKey::Status => Some("status"),
        SortKey::Seats => Some("seats"),
        SortKey::Used => Some("used"),
        SortKey::Expires => Some("expires"),
        SortKey::Cost => Some("cost"),
        SortKey::Owner => Some("owner"),
    }
}

#[component]
pub(super) fn TableHead(query: ListQuery) -> impl IntoView {
    let head = move |key| {
        let Place { width, priority, numeric } = place(key);
        view! {
            <SortHeader
                label=column(key)
                sort=Signal::derive(move || query.order_of(key))
                on_sort=move |()| query.sort_by(key)
                width=width
                priority=priority
                numeric=numeric
                code=code(key)
            />
        }
    };
    view! {
        <thead>
            <tr>
                {SortKey::ALL.map(head)}
                <th scope="col" data-width="s" data-priority="4" data-col="tags">"Tags"</th>
            </tr>
        </thead>
    }
}
