//! The dialog that assigns all licenses of a kit to the chosen users, in one step.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::assignment::Assignment;
use domain::command::Change;
use domain::date::Date;
use domain::id::AssignmentId;
use domain::kit::KitSeats;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::{Answer, HolderKind, KitLine, Task};

use super::Acts;
use super::plan::Plan;
use crate::components::Dialog;
use crate::erased::memo;
use crate::pages::seats::acts::use_seat_acts;
use crate::pages::seats::holder_picker::{Chosen, HolderPicker};
use crate::platform::random;
use crate::state::calendar::use_today;
use crate::state::told::use_told;
use crate::text;

#[component]
pub(super) fn AssignKit(acts: Acts) -> impl IntoView {
    let title = Signal::derive(move || {
        let name = acts.assigned.read().as_ref().map(|line| line.kit.name.clone());
        format!("Assign {}", name.unwrap_or_default())
    });
    let form = move |line| view! { <Form line open=acts.is_assigning/> };
    view! {
        <Dialog open=acts.is_assigning title close="Close" wide=true>
            {acts.assigned.get_untracked().map(form)}
        </Dialog>
    }
}

#[component]
fn Form(line: KitLine, open: RwSignal<bool>) -> impl IntoView {
    let (seats, today) = (use_seat_acts(), use_today());
    let chosen: Chosen = RwSignal::new(BTreeMap::new());
    let (kit, name) = (line.kit.id, line.kit.name);
    let ask = move || {
        let holders = chosen.read().keys().cloned().collect();
        Task::PlanKit { kit, holders, on: today.get() }
    };
    let told = use_told(ask, unpack);
    let plan = memo(move || told.get().and_then(Result::ok));
    let n = memo(move || {
        let seats = plan.read().as_ref().map(|plan| plan.iter().map(|s| s.ready.len()).sum());
        if chosen.read().is_empty() { 0 } else { seats.unwrap_or(0_usize) }
    });
    let assign = move |_| {
        let Some(plan) = plan.get_untracked().filter(|_| n.get_untracked() > 0) else { return };
        let made = made(&plan, seats.today());
        let n = text::license::counted(made.len(), "seat", "seats");
        let said = format!("Assigned \"{name}\": {n}.");
        spawn_local(async move {
            // What speaks against a seat stands above the button.
            if seats.change(Vec::new(), made, true, said).await {
                open.try_set(false);
            }
        });
    };
    let label = move || match n.get() {
        0 => "Assign".to_owned(),
        n => format!("Assign {}", text::license::counted(n, "seat", "seats")),
    };
    view! {
        // Not a form: Enter in the search would assign.
        <div class="stack">
            <HolderPicker kind=HolderKind::User chosen=chosen/>
            <Plan told chosen/>
            <div class="dialog__foot">
                <button
                    class="button"
                    data-variant="primary"
                    type="button"
                    disabled=move || n.get() == 0
                    on:click=assign
                >
                    {label}
                </button>
                <button class="button" type="button" on:click=move |_| open.set(false)>"Cancel"</button>
            </div>
        </div>
    }
}

/// A seat for each who can have one.
fn made(plan: &Arc<Vec<KitSeats>>, today: Date) -> Vec<Change<Assignment>> {
    let of_license = |seats: &KitSeats| {
        let (license, quantity) = (seats.license_id, seats.quantity);
        let make = move |holder| {
            let id = AssignmentId(random::uuid());
            Change::make(Assignment::new(id, license, holder, quantity, Some(today)))
        };
        seats.ready.iter().map(|(who, _)| make(who.holder.clone())).collect::<Vec<_>>()
    };
    plan.iter().flat_map(of_license).collect()
}

fn unpack(answer: &Answer) -> Option<Vec<KitSeats>> {
    if let Answer::KitPlan(Some(packed)) = answer { packed.open() } else { None }
}
