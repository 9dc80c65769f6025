//! The dialog that gives a seat of a license to a user or an asset.

use domain::assignment::Assignment;
use domain::date::parse_iso;
use domain::id::AssignmentId;
use domain::quantity::Quantity;
use domain::seat_plan::{SeatPlan, Who};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::{Answer, Question};

use super::holding::Holding;
use super::license_picker::{ChosenLicense, LicensePicker};
use super::plan_view::PlanView;
use crate::components::{DateField, Dialog, NumberField, TextField};
use crate::erased::{memo, part};
use crate::platform::random;
use crate::state::engine::use_engine;
use crate::state::workspace::use_workspace;
use crate::text;

#[component]
pub(in crate::pages) fn AssignLicense(holding: Holding) -> impl IntoView {
    view! {
        <Dialog open=holding.is_assigning title="Assign license" close="Close">{form(holding)}</Dialog>
    }
}

fn form(holding: Holding) -> AnyView {
    let chosen: ChosenLicense = RwSignal::new(None);
    let quantity = RwSignal::new("1".to_owned());
    let (until, note) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let problem = RwSignal::new(None::<String>);
    // Once per dialog: a second attempt after an unclear answer gives no second seat.
    let id = AssignmentId(random::uuid());
    let plan = use_plan(holding, chosen, quantity);
    let bad_quantity = Signal::derive(move || {
        Quantity::parse(&quantity.read()).err().map(|why| text::seats::bad_quantity(why).to_owned())
    });
    let bad_until = Signal::derive(move || {
        let until = until.read();
        let is_wrong = !until.is_empty() && parse_iso(&until).is_none();
        is_wrong.then(|| text::problem::sentence(domain::problem::ProblemKind::NotADate))
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some((license, name)) = chosen.get_untracked() else {
            return problem.set(Some("Choose a license.".to_owned()));
        };
        let Ok(seats) = Quantity::parse(&quantity.read_untracked()) else { return };
        if bad_until.get_untracked().is_some() {
            return;
        }
        let plan = plan.get_untracked();
        if let Some((_, why)) = plan.as_ref().and_then(|plan| plan.skipped.first()) {
            return problem.set(Some(text::seats::objection(*why)));
        }
        let today = holding.today();
        let seat = Assignment {
            until_on: parse_iso(&until.read_untracked()),
            note: note.read_untracked().trim().to_owned(),
            ..Assignment::new(id, license, holding.holder(), seats, Some(today))
        };
        let said = text::people::assigned(&name, &holding.name.get_untracked());
        // Whoever has seen what speaks against it means it.
        holding.give(seat, plan.is_some(), said);
    };
    let outlook = part(move || plan.get().map(|plan| view! { <PlanView plan/> }));
    let trouble =
        part(move || problem.get().map(|why| view! { <p class="field__problem">{why}</p> }));
    view! {
        <form class="stack" novalidate on:submit=submit>
            <LicensePicker chosen/>
            <div class="form-grid">
                <NumberField name="seat-quantity" label="Quantity" value=quantity problem=bad_quantity decimal=true/>
                <DateField name="seat-until" label="Until" value=until problem=bad_until/>
            </div>
            <TextField name="seat-note" label="Note" value=note/>
            {outlook}
            <div role="alert">{trouble}</div>
            <div class="dialog__foot">
                <button class="button" data-variant="primary" type="submit">"Assign"</button>
                <button class="button" type="button" on:click=move |_| holding.is_assigning.set(false)>
                    "Cancel"
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// What it would come to, asked again whenever something else is chosen or anything changes.
fn use_plan(
    holding: Holding,
    chosen: ChosenLicense,
    quantity: RwSignal<String>,
) -> RwSignal<Option<SeatPlan>> {
    let (engine, workspace) = (use_engine(), use_workspace());
    let plan = RwSignal::new(None);
    let asked = memo(move || {
        let license = chosen.read().as_ref().map(|(id, _)| *id)?;
        Some((license, Quantity::parse(&quantity.read()).ok()?))
    });
    Effect::new(move || {
        workspace.revision.track();
        let now = asked.get();
        let Some((license, quantity)) = now else { return plan.set(None) };
        let who = Who::Holders(vec![holding.holder()]);
        let task = Question::PlanSeats { license, who, quantity, on: holding.today() };
        spawn_local(async move {
            if let Answer::SeatPlan(found) = engine.ask(task).await
                && asked.try_get_untracked().flatten() == now
            {
                plan.try_set(found.and_then(|packed| packed.open()));
            }
        });
    });
    plan
}
