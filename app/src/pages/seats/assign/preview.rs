//! What it would come to, before anything is done.

use std::collections::BTreeMap;

use domain::assigning::Objection;
use domain::assignment::Assignment;
use domain::particulars::OverUse;
use domain::purchase::Seats;
use domain::quantity::Quantity;
use domain::seat_plan::{Candidate, SeatPlan};
use leptos::prelude::*;

use super::plan::Planned;
use crate::components::{Banner, CheckboxField, Tone};
use crate::erased::part;
use crate::platform::intl;
use crate::text;

/// So many names are listed; the rest is counted.
const LISTED: usize = 12;

#[component]
pub(super) fn Preview(planned: Planned) -> impl IntoView {
    part(move || planned.plan.with(|plan| Some(comes_to(plan.as_ref()?, planned))))
}

fn comes_to(plan: &SeatPlan, planned: Planned) -> AnyView {
    let seats = seats(plan, planned);
    let warnings = warnings(plan);
    let skipped = skipped(&plan.skipped);
    let unclear = named("Belongs to several, so nobody was chosen", &plan.unclear);
    let unknown = unknown(plan, planned);
    let spare = spare(plan, planned);
    view! {
        <section class="seat-plan" aria-label="What it comes to">
            {seats}
            {warnings}
            {skipped}
            {unclear}
            {unknown}
            {spare}
        </section>
    }
    .into_any()
}

/// Seats before and after.
fn seats(plan: &SeatPlan, planned: Planned) -> impl IntoView + use<> {
    let (owned, before) = (plan.owned, plan.used_before);
    let sentence = move || {
        let after = planned.used_after();
        let used = format!("{} → {}", intl::quantity(before), intl::quantity(after));
        match owned {
            Seats::Counted(n) => {
                let owned = Quantity::whole(n);
                let over = after.less(owned);
                let tail = if over.is_zero() {
                    format!("{} free", intl::quantity(owned.less(after)))
                } else {
                    format!("{} more than owned", intl::quantity(over))
                };
                format!("Seats used: {used} of {}, {tail}.", intl::count(u64::from(n)))
            }
            Seats::Unlimited => format!("Seats used: {used}, unlimited."),
            Seats::Unstated => format!("Seats used: {used}. Nobody has said how many there are."),
        }
    };
    view! { <p role="status">{sentence}</p> }
}

fn warnings(plan: &SeatPlan) -> AnyView {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for why in plan.ready.iter().flat_map(|(_, warnings)| warnings) {
        let said = if let Objection::NoSeatsLeft { .. } = why {
            "More seats would be used than are owned.".to_owned()
        } else {
            text::seats::objection(*why)
        };
        *counts.entry(said).or_default() += 1;
    }
    let several = plan.ready.len() > 1;
    let lines = counts.into_iter().map(|(said, n)| {
        let n = several.then(|| format!(" ({})", intl::count(n as u64)));
        view! { <Banner tone=Tone::Warn text=format!("{said}{}", n.unwrap_or_default())/> }
    });
    lines.collect_view().into_any()
}

fn skipped(skipped: &[(Candidate, Objection)]) -> Option<AnyView> {
    if skipped.is_empty() {
        return None;
    }
    let title = text::license::counted(skipped.len(), "gets no seat:", "get no seat:");
    let lines = skipped.iter().take(LISTED).map(|(candidate, why)| {
        let why = text::seats::objection(*why);
        view! { <li>{candidate.name.clone()} ": " {why}</li> }
    });
    let lines = lines.collect_view();
    let more = skipped.len().saturating_sub(LISTED);
    let more = (more > 0).then(|| view! { <li>{format!("and {more} more")}</li> });
    Some(view! { <div><p>{title}</p><ul>{lines}{more}</ul></div> }.into_any())
}

fn named(title: &'static str, words: &[String]) -> Option<AnyView> {
    if words.is_empty() {
        return None;
    }
    let listed: Vec<&str> = words.iter().take(LISTED).map(String::as_str).collect();
    let more = words.len().saturating_sub(LISTED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let said = format!("{title}: {}{more}.", listed.join(", "));
    Some(view! { <p>{said}</p> }.into_any())
}

fn unknown(plan: &SeatPlan, planned: Planned) -> Option<AnyView> {
    let said = named("Not known here", &plan.unknown)?;
    let n = text::license::counted(plan.unknown.len(), "new user", "new users");
    let label = format!("Create {n} and assign to them too");
    Some(
        view! {
            {said}
            <CheckboxField name="create-unknown" label=label value=planned.create_unknown/>
        }
        .into_any(),
    )
}

/// What would help where seats are missing.
fn spare(plan: &SeatPlan, planned: Planned) -> Option<AnyView> {
    let is_blocked =
        plan.skipped.iter().any(|(_, why)| matches!(why, Objection::NoSeatsLeft { .. }));
    let is_over = matches!(plan.owned, Seats::Counted(n) if plan.used_after > Quantity::whole(n));
    if !(is_blocked || is_over) {
        return None;
    }
    let help = match plan.over_use {
        OverUse::Block => {
            "This license blocks over-use. Add seats with a purchase, or take seats back."
        }
        OverUse::Warn | OverUse::Allow | OverUse::Unknown => {
            "Add seats with a purchase, or take seats back."
        }
    };
    let take_back = (!plan.spare.is_empty()).then(|| {
        let names: Vec<String> = plan.spare.iter().map(spare_name).collect();
        let n = text::license::counted(plan.spare.len(), "seat", "seats");
        let label = format!("Take back {n} that nobody would miss");
        let hint = names.join(", ");
        view! { <CheckboxField name="release-spare" label=label value=planned.release_spare hint=hint/> }
    });
    Some(view! { <p>{help}</p> {take_back} }.into_any())
}

fn spare_name((seat, candidate): &(Assignment, Candidate)) -> String {
    match seat.last_used_on {
        Some(day) => format!("{} (last used {})", candidate.name, intl::date(day)),
        None => candidate.name.clone(),
    }
}
