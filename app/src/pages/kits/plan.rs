//! What assigning a kit comes to, license by license: who gets it, who has it, who cannot and why.

use domain::kit::KitSeats;
use domain::seat_plan::Candidate;
use leptos::prelude::*;

use crate::components::{Banner, Tone};
use crate::erased::part;
use crate::pages::seats::holder_picker::Chosen;
use crate::state::told::Told;
use crate::text;

#[component]
pub(super) fn Plan(told: Told<Vec<KitSeats>>, chosen: Chosen) -> impl IntoView {
    let content = part(move || {
        if chosen.read().is_empty() {
            return view! { <p class="dim">"Choose who gets the licenses."</p> }.into_any();
        }
        match told.get() {
            None => view! { <p class="dim">"Looking at what is free…"</p> }.into_any(),
            Some(Err(why)) => view! { <Banner tone=Tone::Bad text=why/> }.into_any(),
            Some(Ok(plan)) => {
                let items = plan.iter().map(item).collect_view();
                view! { <ul class="item-list" aria-label="What is assigned">{items}</ul> }
                    .into_any()
            }
        }
    });
    view! { <div role="status">{content}</div> }
}

fn item(seats: &KitSeats) -> AnyView {
    let mut lines = Vec::new();
    let names = |all: Vec<&Candidate>| {
        all.into_iter().map(|who| who.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    if !seats.ready.is_empty() {
        let who = names(seats.ready.iter().map(|(who, _)| who).collect());
        lines.push(format!("Gets it: {who}"));
    }
    if !seats.has.is_empty() {
        lines.push(format!("Has it already: {}", names(seats.has.iter().collect())));
    }
    for (who, why) in &seats.blocked {
        lines.push(format!("Blocked: {}. {}", who.name, text::seats::objection(*why)));
    }
    for (who, warnings) in &seats.ready {
        for why in warnings {
            lines.push(format!("Note: {}. {}", who.name, text::seats::objection(*why)));
        }
    }
    let lines = lines.into_iter().map(|line| view! { <small>{line}</small> }).collect_view();
    let name = text::requests::license(&seats.license).to_owned();
    view! {
        <li class="item-list__item">
            <span class="item-list__name"><b>{name}</b>{lines}</span>
        </li>
    }
    .into_any()
}
