//! The table itself: only the rows near the screen are drawn.

use leptos::prelude::*;

use super::license_cells::LicenseCells;
use super::list::LicenseList;
use super::table_head::TableHead;
use crate::components::{DataTable, VirtualBody};
use crate::erased::live;
use crate::platform::row_link;
use crate::state::columns::{Columns, use_columns};
use crate::state::list_query::ListQuery;

/// The style sheet makes room for so many, and more only squeeze.
const MOST_OWN: usize = 6;

#[component]
pub(super) fn LicenseTable(query: ListQuery, list: LicenseList) -> impl IntoView {
    let ids = list.ids;
    let columns = use_columns();
    view! {
        <div
            data-hide=live(move || columns.hidden())
            data-own=live(move || own_columns(columns))
            on:click=move |event| row_link::follow(&event)
        >
            <DataTable label="Licenses" total=list.n_shown cards=true>
                <TableHead query=query/>
                <VirtualBody
                    total=list.n_shown
                    key=move |index| ids.read().get(index).copied()
                    children=move |id| view! { <LicenseCells id=id/> }
                />
            </DataTable>
        </div>
    }
}

/// How many columns beside the usual ones the table must make room for.
fn own_columns(columns: Columns) -> Option<String> {
    let n = columns.beside().len();
    (n > 0).then(|| n.min(MOST_OWN).to_string())
}
