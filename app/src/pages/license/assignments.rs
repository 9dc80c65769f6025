//! The Assignments tab: who holds seats.

use std::sync::Arc;

use domain::id::AssignmentId;
use leptos::prelude::*;
use replica::protocol::{AssignmentLine, LicenseDetail};

use crate::components::{DataTable, EmptyState, IconName, VirtualBody};
use crate::erased::memo;
use crate::platform::intl;

#[component]
pub(super) fn Assignments(detail: Memo<Option<Arc<LicenseDetail>>>) -> impl IntoView {
    let total = memo(move || {
        detail.with(|detail| detail.as_ref().map_or(0, |detail| detail.assignments.len()))
    });
    let is_empty = memo(move || total.get() == 0);
    move || {
        if is_empty.get() {
            view! {
                <EmptyState
                    icon=IconName::Users
                    title="Nobody holds a seat yet"
                    text="Assignments that come with an imported file are listed here."
                />
            }
            .into_any()
        } else {
            view! { <AssignmentTable detail total=total.into()/> }.into_any()
        }
    }
}

#[component]
fn AssignmentTable(
    detail: Memo<Option<Arc<LicenseDetail>>>,
    total: Signal<usize>,
) -> impl IntoView {
    // The place is part of the key, so that a row finds its line without searching.
    let key = move |place: usize| {
        detail.with(|detail| Some((place, detail.as_ref()?.assignments.get(place)?.seat.id)))
    };
    let cells = move |(place, id): (usize, AssignmentId)| {
        move || {
            detail.with(|detail| {
                let line = detail.as_ref()?.assignments.get(place)?;
                (line.seat.id == id).then(|| line_cells(line))
            })
        }
    };
    view! {
        <DataTable label="Assignments" total=total layout="auto">
            <thead>
                <tr>
                    <th scope="col">"Assigned to"</th>
                    <th scope="col">"E-mail"</th>
                    <th scope="col" data-align="end">"Seats"</th>
                    <th scope="col">"Since"</th>
                </tr>
            </thead>
            <VirtualBody total=total key=key children=cells/>
        </DataTable>
    }
}

fn line_cells(line: &AssignmentLine) -> impl IntoView + use<> {
    let holder = if line.name.is_empty() { "Unknown" } else { line.name.as_str() };
    let since = line.seat.from_on.map(|day| {
        view! { <time class="date" datetime=day.to_string()>{intl::date(day)}</time> }
    });
    view! {
        <th scope="row"><span class="data-table__title">{holder.to_owned()}</span></th>
        <td>{line.email.clone()}</td>
        <td data-align="end">{intl::quantity(line.seat.quantity)}</td>
        <td>{since}</td>
    }
}
