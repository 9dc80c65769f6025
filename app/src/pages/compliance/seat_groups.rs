//! Seats of the list by department or by vendor.

use domain::listing::groups::{GroupBy, SeatGroup};
use leptos::prelude::*;
use replica::protocol::{Answer, Question};

use super::asked::use_asked;
use super::position_cells::money;
use crate::components::{Banner, Choice, DataTable, FilterChip, Tone};
use crate::erased::{memo, part};
use crate::pages::listing::cells::nothing;
use crate::platform::intl;
use crate::state::calendar::use_today;
use crate::state::listing_query::ListingQuery;
use crate::text;

/// The word of the choice in addresses.
pub(super) const GROUP: &str = "group";

/// The choice of what seats are summed up by.
#[component]
pub(super) fn GroupChoice(query: ListingQuery) -> impl IntoView {
    let value = Signal::derive(move || query.filter(GROUP));
    let choices = Signal::stored(vec![
        Choice::new("", "Nothing"),
        Choice::new(GroupBy::Department.code(), "Department"),
        Choice::new(GroupBy::Vendor.code(), "Vendor"),
    ]);
    let change = move |by: String| query.narrow(GROUP, by);
    view! { <FilterChip name=GROUP label="Group by" value choices on_change=change/> }.into_any()
}

/// Nothing while seats are summed up by nothing. The name of a group shows its seats alone.
#[component]
pub(super) fn SeatGroups(query: ListingQuery) -> impl IntoView {
    let by = memo(move || GroupBy::from_code(&query.filter(GROUP)));
    let content = part(move || by.get().map(|by| view! { <GroupTable query by/> }));
    view! { {content} }
}

#[component]
fn GroupTable(query: ListingQuery, by: GroupBy) -> impl IntoView {
    let today = use_today();
    let task = move || {
        let mut query = query.asked.get();
        query.filters.remove(GROUP);
        Question::SeatGroups { query, by, today: today.get() }
    };
    let asked = use_asked(task, unpack);
    let (label, head) = match by {
        GroupBy::Department => ("By department", "Department"),
        GroupBy::Vendor => ("By vendor", "Vendor"),
    };
    let lines = part(move || {
        let groups = asked.said.get().unwrap_or_default();
        groups.into_iter().map(|group| line(query, by, group)).collect_view()
    });
    let trouble =
        part(move || asked.trouble.get().map(|why| view! { <Banner tone=Tone::Bad text=why/> }));
    view! {
        {trouble}
        <div class="seat-groups">
            <DataTable label layout="auto">
                <thead>
                    <tr>
                        <th scope="col">{head}</th>
                        <th scope="col" data-align="end" data-priority="1">"Assignments"</th>
                        <th scope="col" data-align="end">"Seats"</th>
                        <th scope="col" data-align="end">"Cost a year"</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </DataTable>
        </div>
    }
    .into_any()
}

fn unpack(answer: &Answer) -> Option<Vec<SeatGroup>> {
    let Answer::SeatGroups(groups) = answer else { return None };
    groups.open()
}

fn line(query: ListingQuery, by: GroupBy, group: SeatGroup) -> AnyView {
    let SeatGroup { name, assignments, seats, costs, unpriced } = group;
    let title = if name.is_empty() {
        let none = match by {
            GroupBy::Department => "No department",
            GroupBy::Vendor => "No vendor",
        };
        view! { <span class="dim">{none}</span> }.into_any()
    } else {
        let (code, wanted) = (by.code(), name.clone());
        view! {
            <button
                class="link-button"
                type="button"
                on:click=move |_| query.narrow(code, wanted.clone())
            >
                {name}
            </button>
        }
        .into_any()
    };
    let cost = match (costs.is_empty(), unpriced) {
        (true, 0) => nothing("Nothing"),
        (true, _) => ().into_any(),
        (false, _) => money(&costs, "Nothing"),
    };
    let unpriced = (unpriced > 0).then(|| {
        let words = text::compliance::without_a_yearly_price(unpriced);
        view! { <small class="data-table__sub">{words}</small> }
    });
    view! {
        <tr>
            <th scope="row">{title}</th>
            <td data-align="end" data-priority="1">{intl::count(u64::from(assignments))}</td>
            <td data-align="end">{intl::quantity(seats)}</td>
            <td data-align="end">{cost}{unpriced}</td>
        </tr>
    }
    .into_any()
}
