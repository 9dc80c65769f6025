//! The table of a long list: only the rows near the screen are drawn, and lines come as they are
//! needed.

use leptos::prelude::*;
use uuid::Uuid;

use crate::components::{
    Banner, DataTable, EmptyState, IconName, Skeleton, SortHeader, Tone, VirtualBody,
};
use crate::erased::{live, part};
use crate::platform::row_link;
use crate::state::listing::Listing;
use crate::state::picked::Picked;

/// So many columns fit beside each other on a usual screen.
const FITS: usize = 7;
/// The style sheet makes room for so many more.
const MOST_BESIDE: usize = 6;

/// A column of a list.
#[derive(Debug, Clone, Copy)]
pub(in crate::pages) struct Column {
    /// The word it is ordered by; nothing orders by an empty one.
    pub(in crate::pages) code: &'static str,
    /// What it is called.
    pub(in crate::pages) label: &'static str,
    /// What the style sheet knows its width by; none takes what is left.
    pub(in crate::pages) width: Option<&'static str>,
    /// The highest goes first when there is little room; none always stays.
    pub(in crate::pages) priority: Option<u8>,
    /// Whether it holds numbers.
    pub(in crate::pages) numeric: bool,
}

/// A row of a list.
#[derive(Debug)]
pub(in crate::pages) struct Row {
    /// To tick it by.
    pub(in crate::pages) id: Uuid,
    /// What it is called, for the name of its box.
    pub(in crate::pages) name: String,
    /// Its page, or what it is called.
    pub(in crate::pages) title: AnyView,
    /// The cells after the first, each a whole `td`.
    pub(in crate::pages) cells: AnyView,
}

/// The table, or what stands for it. `row` makes the cells of a line; `empty` is shown where there
/// are no lines at all, `unmatched` where none is what was asked for.
#[component]
pub(in crate::pages) fn ListingTable<L: Clone + Send + Sync + 'static>(
    listing: Listing<L>,
    label: &'static str,
    columns: &'static [Column],
    row: fn(L) -> Row,
    /// What is ticked, where lines can be.
    #[prop(optional)]
    picked: Option<Picked>,
    /// The words of the columns that are left out, where they can be.
    #[prop(optional, into)]
    hidden: Option<Signal<String>>,
    empty: fn() -> AnyView,
) -> impl IntoView {
    let body = part(move || {
        if let Some(why) = listing.trouble.get() {
            return view! { <Banner tone=Tone::Bad text=why/> }.into_any();
        }
        match (listing.total.get(), listing.matched.get()) {
            (None, _) => view! { <Skeleton rows=10 label="Loading the list"/> }.into_any(),
            (Some(0), _) => empty(),
            (Some(_), 0) => view! { <Unmatched listing/> }.into_any(),
            (Some(_), _) => table(listing, label, columns, row, (picked, hidden)),
        }
    });
    view! { {body} }
}

#[component]
fn Unmatched<L: Clone + Send + Sync + 'static>(listing: Listing<L>) -> impl IntoView {
    view! {
        <EmptyState
            icon=IconName::Search
            title="Nothing matches"
            text="No line is what the search and the filters ask for."
        >
            <button class="button" type="button" on:click=move |_| listing.query.clear()>
                "Clear filters"
            </button>
        </EmptyState>
    }
}

fn table<L: Clone + Send + Sync + 'static>(
    listing: Listing<L>,
    label: &'static str,
    columns: &'static [Column],
    row: fn(L) -> Row,
    (picked, hidden): (Option<Picked>, Option<Signal<String>>),
) -> AnyView {
    let query = listing.query;
    let heads = columns.iter().map(|column| {
        let Column { code, label, width, priority, numeric } = *column;
        if code.is_empty() {
            return view! { <th scope="col" data-width=width>{label}</th> }.into_any();
        }
        let sort = Signal::derive(move || query.order_of(code));
        let rank = Signal::stored(None);
        let on_sort = move |_| query.sort_by(code);
        view! { <SortHeader label sort rank on_sort width priority numeric code=Some(code)/> }
            .into_any()
    });
    let heads = heads.collect_view();
    let shown = listing.n_shown();
    let n_columns = columns.len();
    let cells = move |at: usize| {
        part(move || match listing.line(at) {
            Some(line) => filled(row(line), picked),
            None => view! { <td colspan=n_columns.to_string()><span class="dim">"…"</span></td> }
                .into_any(),
        })
    };
    let own = live(move || n_beside(n_columns, &hidden?.read()));
    view! {
        <div
            data-hide=live(move || hidden.map(|hidden| hidden.get()))
            data-own=own
            on:click=move |event| row_link::follow(&event)
        >
            <DataTable label=label total=shown cards=true>
                <thead><tr>{heads}</tr></thead>
                <VirtualBody total=shown key=move |at| Some(at) children=cells/>
            </DataTable>
        </div>
    }
    .into_any()
}

/// How many columns the table must make room for beside those that fit.
fn n_beside(n_columns: usize, hidden: &str) -> Option<String> {
    let n_shown = n_columns.saturating_sub(hidden.split_whitespace().count());
    let n = n_shown.saturating_sub(FITS).min(MOST_BESIDE);
    (n > 0).then(|| n.to_string())
}

fn filled(row: Row, picked: Option<Picked>) -> AnyView {
    let Row { id, name, title, cells } = row;
    let tick = picked.map(|picked| {
        view! {
            <input
                class="check__input data-table__select"
                type="checkbox"
                aria-label=format!("Select {name}")
                prop:checked=move || picked.has(id)
                on:change=move |event| picked.set(id, event_target_checked(&event))
            />
        }
    });
    view! {
        <th scope="row" data-card="title">{tick}{title}</th>
        {cells}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::n_beside;

    #[test]
    fn columns_that_fit_need_no_more_room() {
        assert_eq!(n_beside(12, "username company manager start end"), None);
        assert_eq!(n_beside(12, "username"), Some("4".to_owned()));
        assert_eq!(n_beside(20, ""), Some("6".to_owned()));
    }
}
