//! The heads of the columns: each sorts the list, a second time the other way round, and with Shift
//! beside the columns that sort it already.

use domain::filter::SortKey;
use leptos::prelude::*;

use crate::components::SortHeader;
use crate::erased::part;
use crate::state::columns::{Beside, use_columns};
use crate::state::custom_fields::name_of;
use crate::state::list_query::ListQuery;
use crate::state::workspace::use_workspace;
use crate::text::licenses::column;

/// How a column takes its place.
struct Head {
    key: SortKey,
    /// The word of `state::columns`; none for the name, which always stays.
    code: Option<&'static str>,
    /// The name has none: it takes what is left, and shrinks first.
    width: Option<&'static str>,
    /// The highest goes first when there is little room; none always stays.
    priority: Option<u8>,
    numeric: bool,
}

const fn head(
    key: SortKey,
    code: &'static str,
    width: &'static str,
    priority: Option<u8>,
    numeric: bool,
) -> Head {
    Head { key, code: Some(code), width: Some(width), priority, numeric }
}

const HEADS: [Head; 10] = [
    Head { key: SortKey::Name, code: None, width: None, priority: None, numeric: false },
    head(SortKey::Vendor, "vendor", "s", Some(3), false),
    head(SortKey::Type, "type", "s", Some(2), false),
    head(SortKey::Status, "status", "m", None, false),
    head(SortKey::Seats, "seats", "xs", Some(2), true),
    head(SortKey::Used, "used", "l", None, false),
    head(SortKey::Expires, "expires", "date", None, false),
    head(SortKey::Cost, "cost", "s", Some(1), true),
    head(SortKey::Owner, "owner", "s", Some(4), false),
    head(SortKey::Purchased, "purchased", "date", Some(4), false),
];

#[component]
pub(super) fn TableHead(query: ListQuery) -> impl IntoView {
    let (columns, fields) = (use_columns(), use_workspace().custom_fields);
    let own = part(move || {
        let heads = columns.beside().into_iter().map(|column| {
            let (width, label) = match column {
                Beside::Further(column) => {
                    (if column.is_day() { "date" } else { "s" }, column.heading().to_owned())
                }
                Beside::Own(id) => ("s", name_of(&fields.read(), id)),
            };
            let key = column.sort_key();
            let head = Head { key, code: None, width: Some(width), priority: None, numeric: false };
            sort_header(query, head, label)
        });
        heads.collect_view()
    });
    view! {
        <thead>
            <tr>
                {HEADS.map(|head| {
                    let label = column(head.key).to_owned();
                    sort_header(query, head, label)
                })}
                <th scope="col" data-width="s" data-priority="4" data-col="tags">"Tags"</th>
                {own}
            </tr>
        </thead>
    }
}

fn sort_header(query: ListQuery, head: Head, label: String) -> AnyView {
    let Head { key, code, width, priority, numeric } = head;
    let sort = Signal::derive(move || query.order_of(key).map(|(order, _)| order));
    // One column needs no number.
    let rank = Signal::derive(move || {
        let is_one_of_many = query.order.read().sorts().len() > 1;
        query.order_of(key).map(|(_, rank)| rank).filter(|_| is_one_of_many)
    });
    let on_sort = move |as_well| query.sort_by(key, as_well);
    view! { <SortHeader label sort rank on_sort width priority numeric code/> }.into_any()
}
