//! A native table that stays one: captions, header cells and row numbers are real, also when only a window of the rows is drawn.
//!
//! The widths, the order in which columns give way and the cards of small screens are decided by attributes that `style/` reads.

pub mod sort_header;
pub mod virtual_body;

pub mod row_window;

use leptos::prelude::*;

pub use sort_header::{SortHeader, SortOrder};
pub use virtual_body::VirtualBody;

#[component]
pub fn DataTable(
    /// The table's name.
    #[prop(into)]
    label: String,
    /// How many rows there are in all, when not all of them are drawn.
    #[prop(optional, into)]
    total: Option<Signal<usize>>,
    /// `auto` makes columns as wide as their content: for short tables.
    #[prop(default = "fixed")]
    layout: &'static str,
    /// Higher rows, for content of two lines with a picture or a button.
    #[prop(optional)]
    roomy: bool,
    /// Rows become cards on a small screen.
    #[prop(optional)]
    cards: bool,
    children: Children,
) -> impl IntoView {
    // The head is a row too.
    let row_count = total.map(|total| move || (total.get() + 1).to_string());
    view! {
        <div class="table-box">
            <table
                class="data-table"
                data-layout=layout
                data-roomy=roomy.then_some("")
                data-cards=cards.then_some("")
                aria-rowcount=row_count
            >
                <caption class="visually-hidden">{label}</caption>
                {children()}
            </table>
        </div>
    }
}
