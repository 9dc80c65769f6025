//! The table of seats in hands.

use std::sync::Arc;

use domain::assignment::Holder;
use domain::id::AssignmentId;
use leptos::prelude::*;
use replica::protocol::{AssignmentLine, LicenseDetail};

use super::Acts;
use crate::components::{DataTable, StatusPill, Tone, VirtualBody};
use crate::pages::listing::cells::day_or;
use crate::platform::intl;
use crate::routes;

#[component]
pub(super) fn AssignmentTable(
    detail: Memo<Option<Arc<LicenseDetail>>>,
    total: Signal<usize>,
    acts: Acts,
) -> impl IntoView {
    // The place is part of the key, so that a row finds its line without searching.
    let key = move |place: usize| {
        detail.with(|detail| Some((place, detail.as_ref()?.assignments.get(place)?.seat.id)))
    };
    let cells = move |(place, id): (usize, AssignmentId)| {
        move || {
            detail.with(|detail| {
                let line = detail.as_ref()?.assignments.get(place)?;
                (line.seat.id == id).then(|| line_cells(line, acts))
            })
        }
    };
    view! {
        <DataTable label="Assignments" total=total layout="auto" cards=true>
            <thead>
                <tr>
                    <th scope="col">"Assigned to"</th>
                    <th scope="col" data-priority="3">"E-mail"</th>
                    <th scope="col" data-align="end">"Seats"</th>
                    <th scope="col" data-priority="1">"Since"</th>
                    <th scope="col" data-priority="2">"Until"</th>
                    <th scope="col" data-priority="4">"Last used"</th>
                    <th scope="col"><span class="visually-hidden">"Actions"</span></th>
                </tr>
            </thead>
            <VirtualBody total=total key=key children=cells/>
        </DataTable>
    }
}

fn line_cells(line: &AssignmentLine, acts: Acts) -> impl IntoView + use<> {
    let seat = line.seat.clone();
    let name = if line.name.is_empty() { "Unknown".to_owned() } else { line.name.clone() };
    let title = match routes::holder(&seat.holder) {
        Some(href) => {
            view! { <a class="data-table__title" href=href>{name.clone()}</a> }.into_any()
        }
        None => view! { <span class="data-table__title">{name.clone()}</span> }.into_any(),
    };
    let kind = match &seat.holder {
        Holder::User(_) => None,
        Holder::Asset(_) => Some("Asset"),
        Holder::Department(_) => Some("Department"),
        Holder::Location(_) => Some("Location"),
        Holder::Other(_) => Some("Other"),
    };
    let is_asset = matches!(seat.holder, Holder::Asset(_));
    let gone = if is_asset { "Retired" } else { "Left" };
    let gone = line.is_stranded.then(|| view! { <StatusPill tone=Tone::Warn text=gone/> });
    let id = seat.id.0;
    let picked = acts.picked;
    let (unassigned, moved, edited) = (seat.clone(), seat.clone(), seat.clone());
    let (unassign_name, move_name, edit_name) = (name.clone(), name.clone(), name.clone());
    view! {
        <th scope="row" data-card="title">
            <input
                class="check__input data-table__select"
                type="checkbox"
                aria-label=format!("Select {name}")
                prop:checked=move || picked.has(id)
                on:change=move |event| picked.set(id, event_target_checked(&event))
            />
            {title} " "
            {kind.map(|kind| view! { <small class="dim">{kind}</small> })}
            {gone}
        </th>
        <td data-priority="3">{line.email.clone()}</td>
        <td data-align="end" data-card="end">{intl::quantity(seat.quantity)}</td>
        <td data-priority="1" data-card="sub">{day_or(seat.from_on, "No date")}</td>
        <td data-priority="2">{day_or(seat.until_on, "No end")}</td>
        <td data-priority="4">{day_or(seat.last_used_on, "Not known")}</td>
        <td data-align="end" data-card="end-sub">
            <span class="row" data-align="end">
                <button
                    class="button" data-variant="quiet" data-size="sm" type="button"
                    aria-label=format!("Edit the seat of {name}")
                    on:click=move |_| acts.edit.set(Some((edited.clone(), edit_name.clone())))
                >
                    "Edit"
                </button>
                <button
                    class="button" data-variant="quiet" data-size="sm" type="button"
                    aria-label=format!("Transfer the seat of {name}")
                    on:click=move |_| acts.transfer.set(Some((moved.clone(), move_name.clone())))
                >
                    "Transfer…"
                </button>
                <button
                    class="button" data-variant="quiet" data-size="sm" type="button"
                    aria-label=format!("Unassign {name}")
                    on:click=move |_| acts.unassign.set(Some((vec![unassigned.clone()], unassign_name.clone())))
                >
                    "Unassign"
                </button>
            </span>
        </td>
    }
}
