//! A column header that sorts: a real button, and the order said through `aria-sort`.

use leptos::prelude::*;

use crate::components::{Icon, IconName};

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
    #[prop(into)] on_sort: Callback<()>,
    #[prop(optional)] numeric: bool,
    #[prop(optional_no_strip)] width: Option<&'static str>,
    #[prop(optional_no_strip)] priority: Option<u8>,
    /// What the style sheet knows the column by.
    #[prop(optional_no_strip)]
    code: Option<&'static str>,
) -> impl IntoView {
    let announced = move || match sort.get() {
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
            <button class="sort" type="button" on:click=move |_| on_sort.run(())>
                <span>{label}</span>
                <Icon name=icon/>
            </button>
        </th>
    }
}
