//! All licenses as one table: found by words, narrowed by filters, sorted by any column.

pub(super) mod bulk_bar;
mod bulk_edit;
pub(super) mod column_chooser;
pub(super) mod export;
pub(super) mod filters;
mod head;
mod license_cells;
mod list;
mod more_filters;
pub(super) mod no_licenses;
mod nothing_matches;
pub(super) mod row_keys;
mod table;
mod table_head;
mod toolbar;
pub(super) mod views;

use leptos::prelude::*;

use self::head::Head;
use self::list::{LicenseList, Standing};
use self::nothing_matches::NothingMatches;
use self::table::LicenseTable;
use self::toolbar::Toolbar;
use super::later::show;
use crate::components::Skeleton;
use crate::erased::{memo, part};
use crate::state::exporting::provide_exporting;
use crate::state::later::{Near, use_later_pages};
use crate::state::list_query::provide_list_query;
use crate::state::selection::provide_selection;

/// How many rows stand in for the list while nothing is known yet.
const SKELETON_ROWS: usize = 12;

/// The licenses list.
#[component]
pub fn LicensesPage() -> impl IntoView {
    let query = provide_list_query();
    let list = LicenseList::new(query);
    let selection = provide_selection(list.ids);
    provide_exporting(list.ids, query.order);
    let is_choosing = memo(move || selection.n() > 0);
    let body = part(move || match list.standing.get() {
        Standing::Loading => {
            view! { <Skeleton rows=SKELETON_ROWS label="Loading the list"/> }.into_any()
        }
        // Why it could not be opened stands above the page already.
        Standing::Unopened => ().into_any(),
        Standing::Empty => show(Near::NoLicenses),
        Standing::Unmatched => view! { <NothingMatches query=query/> }.into_any(),
        Standing::Listed => view! { <LicenseTable query=query list=list/> }.into_any(),
    });
    let can_search = move || !matches!(list.standing.get(), Standing::Empty | Standing::Unopened);
    view! {
        <Head list=list/>
        <Show when=can_search>
            <Toolbar query=query list=list/>
        </Show>
        <Show when=move || is_choosing.get()>{show(Near::BulkBar)}</Show>
        {body}
        {[Near::Export, Near::RowKeys].map(|part| use_later_pages().quietly(part))}
    }
    .into_any()
}
