//! Search, filters, and how much of the list they leave.

use domain::filter::LicenseFilter;
use leptos::prelude::*;

use super::list::{LicenseList, Standing};
use crate::components::SearchBox;
use crate::erased::memo;
use crate::state::later::{Near, use_later_pages};
use crate::state::list_query::ListQuery;
use crate::state::selection::use_selection;
use crate::text;

#[component]
pub(super) fn Toolbar(query: ListQuery, list: LicenseList) -> impl IntoView {
    let (selection, later) = (use_selection(), use_later_pages());
    let typed = Signal::derive(move || query.filter.read().text.clone());
    let is_narrowed = memo(move || *query.filter.read() != LicenseFilter::default());
    // When nothing matches, the page itself offers the way back.
    let can_clear = move || is_narrowed.get() && list.standing.get() == Standing::Listed;
    let count = memo(move || match list.standing.get() {
        Standing::Loading | Standing::Unopened | Standing::Empty => String::new(),
        Standing::Unmatched | Standing::Listed => {
            text::licenses::showing(list.n_shown.get(), list.n_all.get())
        }
    });
    view! {
        // Whoever turns from the search field to a license comes back to what was found.
        <div class="toolbar" on:focusout=move |_| query.settle()>
            <SearchBox
                label="Search licenses"
                value=typed
                on_input=move |text| query.type_text(text)
            />
            <div class="toolbar__filters">{later.quietly(Near::Filters)}</div>
            <Show when=can_clear>
                <button
                    class="button"
                    data-variant="quiet"
                    type="button"
                    on:click=move |_| query.clear()
                >
                    "Clear filters"
                </button>
            </Show>
        </div>
        <div class="list-bar">
            <label class="select-all">
                <input
                    class="check__input"
                    type="checkbox"
                    prop:checked=move || selection.has_all_shown()
                    on:change=move |event| selection.set_all_shown(event_target_checked(&event))
                />
                "Select all"
            </label>
            <div class="list-bar__acts">
                {[Near::Views, Near::ColumnChooser].map(|part| later.quietly(part))}
            </div>
            <p class="count" role="status">{count}</p>
        </div>
    }
}
