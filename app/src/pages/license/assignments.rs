//! The Assignments tab: who holds seats, and the ways to change that.

mod over_notice;
mod table;

use std::sync::Arc;

use domain::assignment::Assignment;
use domain::id::KeyId;
use leptos::prelude::*;
use replica::protocol::LicenseDetail;
use uuid::Uuid;

use self::over_notice::OverNotice;
use self::table::AssignmentTable;
use crate::components::{EmptyState, Icon, IconName};
use crate::erased::{memo, part};
use crate::pages::seats::assign::{Aim, AssignDialog};
use crate::pages::seats::edit_dialog::EditSeatDialog;
use crate::pages::seats::transfer_dialog::TransferDialog;
use crate::pages::seats::unassign_dialog::{ToUnassign, UnassignDialog};
use crate::state::picked::Picked;
use crate::state::seats_of::{SeatsOf, use_seats_of};
use crate::text;

/// What can be done to seats, with the dialogs it opens.
#[derive(Debug, Clone, Copy)]
struct Acts {
    picked: Picked,
    unassign: ToUnassign,
    transfer: RwSignal<Option<(Assignment, String)>>,
    edit: RwSignal<Option<(Assignment, String)>>,
}

/// The tab.
#[component]
pub(in crate::pages) fn Assignments() -> impl IntoView {
    let of = use_seats_of();
    let SeatsOf { id, detail } = of;
    let acts = Acts {
        picked: Picked::default(),
        unassign: RwSignal::new(None),
        transfer: RwSignal::new(None),
        edit: RwSignal::new(None),
    };
    let aim = RwSignal::new(None);
    let license =
        Signal::derive(move || detail.with(|detail| detail.as_ref().map(|d| d.license.clone())));
    let free_keys =
        Signal::derive(move || detail.with(|d| d.as_deref().map(free_keys).unwrap_or_default()));
    let total = memo(move || {
        detail.with(|detail| detail.as_ref().map_or(0, |detail| detail.assignments.len()))
    });
    let is_empty = memo(move || total.get() == 0);
    let body = part(move || {
        if is_empty.get() {
            view! {
                <EmptyState
                    icon=IconName::Users
                    title="Nobody holds a seat yet"
                    text="Assign seats to the people and machines that use this software, and you will see what is free."
                />
            }
            .into_any()
        } else {
            view! { <AssignmentTable detail total=total.into() acts/> }.into_any()
        }
    });
    view! {
        <OverNotice of/>
        <div class="tab-acts writes">
            <button class="button" data-variant="primary" type="button" on:click=move |_| aim.set(Some(Aim::Users))>
                <Icon name=IconName::UserPlus/>
                "Assign to user"
            </button>
            <button class="button" type="button" on:click=move |_| aim.set(Some(Aim::Assets))>
                <Icon name=IconName::Monitor/>
                "Assign to asset"
            </button>
            <button class="button" type="button" on:click=move |_| aim.set(Some(Aim::Bulk))>
                <Icon name=IconName::Users/>
                "Bulk assign"
            </button>
            <button class="button" type="button" on:click=move |_| aim.set(Some(Aim::Others))>
                "Assign to other"
            </button>
        </div>
        <Selected detail acts/>
        {body}
        <AssignDialog id license free_keys aim/>
        <UnassignDialog seats=acts.unassign on_done=Some(Callback::new(move |()| acts.picked.clear()))/>
        <TransferDialog seat=acts.transfer/>
        <EditSeatDialog seat=acts.edit license/>
    }
}

/// Product keys that go with no seat, in the order of their labels.
fn free_keys(detail: &LicenseDetail) -> Vec<KeyId> {
    let taken = |id: &KeyId| detail.assignments.iter().any(|line| line.seat.key_id == Some(*id));
    let mut free: Vec<_> = detail.license.keys.iter().filter(|(id, _)| !taken(id)).collect();
    free.sort_by_cached_key(|(_, label)| label.place());
    free.into_iter().map(|(id, _)| *id).collect()
}

/// What can be done to all that are ticked.
#[component]
fn Selected(detail: Memo<Option<Arc<LicenseDetail>>>, acts: Acts) -> impl IntoView {
    let picked = acts.picked;
    let seats = move || {
        let ids: Vec<Uuid> = picked.ids();
        detail.with_untracked(|detail| {
            let lines = detail.iter().flat_map(|detail| &detail.assignments);
            let chosen = lines.filter(|line| ids.contains(&line.seat.id.0));
            chosen.map(|line| line.seat.clone()).collect::<Vec<_>>()
        })
    };
    let all = move |event| {
        if event_target_checked(&event) {
            detail.with_untracked(|detail| {
                let lines = detail.iter().flat_map(|detail| &detail.assignments);
                picked.set_all(lines.map(|line| line.seat.id.0));
            });
        } else {
            picked.clear();
        }
    };
    let unassign = move |_| {
        let seats = seats();
        let name = text::license::counted(seats.len(), "seat", "seats");
        acts.unassign.set((!seats.is_empty()).then_some((seats, name)));
    };
    let some_picked = move || picked.n() > 0;
    let has_any =
        memo(move || detail.with(|d| d.as_ref().is_some_and(|d| !d.assignments.is_empty())));
    view! {
        <Show when=move || has_any.get()>
            <div class="list-bar">
                <label class="select-all">
                    <input class="check__input" type="checkbox" prop:checked=some_picked on:change=all/>
                    "Select all"
                </label>
                <Show when=some_picked>
                    <p class="count" role="status">
                        {move || text::license::counted(picked.n(), "selected", "selected")}
                    </p>
                    <button class="button writes" data-size="sm" type="button" on:click=unassign>"Unassign selected"</button>
                </Show>
            </div>
        </Show>
    }
}
