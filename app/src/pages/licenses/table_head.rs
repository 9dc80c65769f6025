//! The heads of the columns: each sorts the list, a second time the other way round.

use domain::filter::SortKey;
use leptos::prelude::*;

use super::query::ListQuery;
use crate::components::SortHeader;
use crate::text::licenses::column;

#[component]
pub(super) fn TableHead(query: ListQuery) -> impl IntoView {
    let order = move |key| Signal::derive(move || query.order_of(key));
    let by = move |key| move |()| query.sort_by(key);
    view! {
        <thead>
            <tr>
                <SortHeader
                    label=column(SortKey::Name)
                    sort=order(SortKey::Name)
                    on_sort=by(SortKey::Name)
                />
                <SortHeader
                    label=column(SortKey::Vendor)
                    sort=order(SortKey::Vendor)
                    on_sort=by(SortKey::Vendor)
                    width="s"
                    priority=3
                />
                <SortHeader
                    label=column(SortKey::Type)
                    sort=order(SortKey::Type)
                    on_sort=by(SortKey::Type)
                    width="s"
                    priority=2
                />
                <SortHeader
                    label=column(SortKey::Status)
                    sort=order(SortKey::Status)
                    on_sort=by(SortKey::Status)
                    width="m"
                />
                <SortHeader
                    label=column(SortKey::Seats)
                    sort=order(SortKey::Seats)
                    on_sort=by(SortKey::Seats)
                    width="xs"
                    priority=2
                    numeric=true
                />
                <SortHeader
                    label=column(SortKey::Used)
                    sort=order(SortKey::Used)
                    on_sort=by(SortKey::Used)
                    width="l"
                />
                <SortHeader
                    label=column(SortKey::Expires)
                    sort=order(SortKey::Expires)
                    on_sort=by(SortKey::Expires)
                    width="date"
                />
                <SortHeader
                    label=column(SortKey::Cost)
                    sort=order(SortKey::Cost)
                    on_sort=by(SortKey::Cost)
                    width="s"
                    priority=1
                    numeric=true
                />
                <SortHeader
                    label=column(SortKey::Owner)
                    sort=order(SortKey::Owner)
                    on_sort=by(SortKey::Owner)
                    width="s"
                    priority=4
                />
            </tr>
        </thead>
    }
}
