//! A column header that sorts: a real button, and the order said through `aria-sort`.

use leptos::prelude::*;

use crate::components::{Icon, IconName};
use crate::erased::part;

/// The order a column is sorted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortOrder {
    Ascending,
    Descending,
}

#[component]
pub fn SortHeader(
    #[prop(into)] label: String,
    /// This column's order, `None` while another one sorts.
    #[prop(into)]
    sort: Signal<Option<SortOrder>>,
    /// How much it counts, from 1, while several columns sort together.
    #[prop(into)]
    rank: Signal<Option<usize>>,
    /// Called with whether this column sorts beside those that do already (Shift).
    #[prop(into)]
    on_sort: Callback<bool>,
    #[prop(optional)] numeric: bool,
    #[prop(optional_no_strip)] width: Option<&'static str>,
    #[prop(optional_no_strip)] priority: Option<u8>,
    /// What the style sheet knows the column by.
    #[prop(optional_no_strip)]
    code: Option<&'static str>,
) -> impl IntoView {
    // Only one column may say so, and it is the one that counts most.
    let announced = move || match sort.get().filter(|_| rank.get().is_none_or(|rank| rank == 1)) {
        Some(SortOrder::Ascending) => "ascending",
        Some(SortOrder::Descending) => "descending",
        None => "none",
    };
    let icon = Signal::derive(move || match sort.get() {
        Some(SortOrder::Ascending) => IconName::ArrowUp,
        Some(SortOrder::Descending) => IconName::ArrowDown,
        None => IconName::ArrowUpDown,
    });
    view! {
        <th
            scope="col"
            aria-sort=announced
            data-align=numeric.then_some("end")
            data-width=width
            data-priority=priority.map(|priority| priority.to_string())
            data-col=code
        >
            <button
                class="sort"
                type="button"
                title="Shift: sort by this as well"
                data-sorts=move || sort.get().map(|_| "")
                on:click=move |event| on_sort.run(event.shift_key())
            >
                <span>{label}</span>
                <Icon name=icon/>
                {part(move || rank.get().map(|rank| view! { <small class="sort__rank">{rank}</small> }))}
            </button>
        </th>
    }
}
