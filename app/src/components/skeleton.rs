//! Rows that stand in for a table while it is read.

use leptos::prelude::*;

#[component]
pub fn Skeleton(rows: usize, #[prop(into)] label: String) -> impl IntoView {
    view! {
        <div aria-busy="true">
            <p class="visually-hidden" role="status">{label}</p>
            <div class="skeleton" aria-hidden="true">
                {std::iter::repeat_with(skeleton_row).take(rows).collect_view()}
            </div>
        </div>
    }
}

fn skeleton_row() -> impl IntoView {
    view! {
        <div class="skeleton__row">
            <span class="skeleton__bar"></span>
            <span class="skeleton__bar"></span>
            <span class="skeleton__bar"></span>
            <span class="skeleton__bar"></span>
        </div>
    }
}
