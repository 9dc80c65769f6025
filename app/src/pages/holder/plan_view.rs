//! What giving one seat would come to: how many are used then, and what stands against it.

use domain::assigning::Objection;
use domain::seat_plan::SeatPlan;
use leptos::prelude::*;

use crate::components::{Banner, Tone};
use crate::text;

#[component]
pub(super) fn PlanView(plan: SeatPlan) -> impl IntoView {
    let warnings = plan.ready.iter().flat_map(|(_, warnings)| warnings);
    let warnings: Vec<String> = warnings.map(|why| text::seats::objection(*why)).collect();
    let refusals = plan.skipped.iter().map(|(_, why)| text::seats::objection(*why));
    let refusals: Vec<String> = refusals.collect();
    let all = plan.ready.iter().flat_map(|(_, warnings)| warnings);
    let mut all = all.chain(plan.skipped.iter().map(|(_, why)| why));
    let is_full = all.any(|why| matches!(why, Objection::NoSeatsLeft { .. }));
    let spare = is_full.then(|| text::people::spare(&plan)).flatten();
    let said = |tone: Tone, all: Vec<String>| {
        (!all.is_empty()).then(|| view! { <Banner tone text=all.join(" ")/> })
    };
    view! {
        <p role="status">{text::people::seats_left(&plan)}</p>
        {said(Tone::Warn, warnings)}
        {said(Tone::Bad, refusals)}
        {spare.map(|words| view! { <p>{words}</p> })}
    }
}
