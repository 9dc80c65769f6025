//! The filters of a list: beside the search field where there is room, behind one button where there is not.

use leptos::prelude::*;

use crate::erased::{live, part};

use super::{Icon, IconName};

#[component]
pub fn FilterBar(
    /// The name of the button that shows the filters on a small screen.
    #[prop(into)]
    label: String,
    /// How many filters are set.
    #[prop(into)]
    active: Signal<usize>,
    children: Children,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let count =
        move || Some(active.get()).filter(|active| *active > 0).map(|active| format!("{active}"));
    view! {
        <div class="filter-bar">
            <button
                class="button filter-bar__toggle"
                type="button"
                aria-expanded=live(move || open.get().to_string())
                aria-controls="filters"
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <Icon name=IconName::Filter/>
                {label}
                {part(move || count().map(|count| view! { <span class="filter-bar__count">{count}</span> }))}
            </button>
            <div class="filter-bar__chips" id="filters">
                {children()}
            </div>
        </div>
    }
}
