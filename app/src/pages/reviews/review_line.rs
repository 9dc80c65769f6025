//! One review of the table.

use leptos::prelude::*;
use replica::protocol::ReviewSummary;

use crate::components::{StatusPill, Tone};
use crate::pages::listing::cells;
use crate::state::calendar::use_today;
use crate::{routes, text};

#[component]
pub(super) fn ReviewItem(review: ReviewSummary) -> impl IntoView {
    let today = use_today().get_untracked();
    let ReviewSummary { id, name, scope, due_on, closed_on, progress, .. } = review;
    let is_late = due_on.is_some_and(|due| due < today);
    let (tone, state) = match (closed_on, is_late) {
        (Some(_), _) => (Tone::Mute, "Applied"),
        (None, true) => (Tone::Warn, "Overdue"),
        (None, false) => (Tone::Info, "Under way"),
    };
    view! {
        <tr>
            <th scope="row" data-card="title">
                <a class="data-table__title" href=routes::review(id)>{name}</a>
            </th>
            <td data-priority="2">{scope}</td>
            <td data-card="sub">{text::reviews::progress(progress)}</td>
            <td data-priority="1">{cells::day_or(due_on, "No due date")}</td>
            <td data-card="end"><StatusPill tone=tone text=state.to_owned()/></td>
        </tr>
    }
}
