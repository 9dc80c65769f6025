//! The dialog that moves one seat, or all, to somebody else. It says first what that comes to.

use std::collections::BTreeMap;

use domain::assignment::Holder;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::HolderKind;

use super::holding::Holding;
use super::move_plan::{Fate, MovePlan, changes, plan};
use crate::components::{Choice, Dialog, SegmentedField, TextField};
use crate::erased::{memo, part};
use crate::pages::seats::holder_picker::{Chosen, HolderPicker};
use crate::state::engine::use_engine;
use crate::text;

const USER: &str = "user";
const ASSET: &str = "asset";

#[component]
pub(in crate::pages) fn MoveSeats(holding: Holding) -> impl IntoView {
    let title = Signal::derive(move || match holding.chosen.read().as_slice() {
        [line] => format!("Transfer {}", line.license),
        lines => format!("Move {}", text::people::seats_of(lines.len())),
    });
    view! { <Dialog open=holding.is_moving title close="Close">{form(holding)}</Dialog> }
}

fn form(holding: Holding) -> AnyView {
    let engine = use_engine();
    let chosen: Chosen = RwSignal::new(BTreeMap::new());
    let first = if matches!(holding.holder(), Holder::Asset(_)) { ASSET } else { USER };
    let kind = RwSignal::new(first.to_owned());
    let note = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let planned: RwSignal<Option<MovePlan>> = RwSignal::new(None);
    let target =
        memo(move || chosen.read().iter().next().map(|(to, name)| (to.clone(), name.clone())));
    Effect::new(move || {
        planned.set(None);
        let Some((to, _)) = target.get() else { return };
        let (lines, on) = (holding.chosen.get_untracked(), holding.today());
        spawn_local(async move {
            let found = plan(engine, lines, to.clone(), on).await;
            // Another one may be chosen by now, or the dialog closed.
            let is_meant = target.try_get_untracked().flatten().is_some_and(|(now, _)| now == to);
            if is_meant {
                planned.set(found);
            }
        });
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some((to, name)) = target.get_untracked() else {
            return problem.set(Some("Choose who gets them.".to_owned()));
        };
        let Some(planned) = planned.get_untracked() else { return };
        let changes = changes(&planned, &to, holding.today(), note.read_untracked().trim());
        if changes.is_empty() {
            return problem.set(Some("Nothing can be moved there.".to_owned()));
        }
        let n = planned.iter().filter(|(_, fate)| matches!(fate, Fate::Moves(_))).count();
        holding.run(changes, text::people::moved(n, &name));
    };
    let choices = vec![Choice::new(USER, "A user"), Choice::new(ASSET, "An asset")];
    let picker = part(move || {
        chosen.update(BTreeMap::clear);
        let kind = if kind.get() == ASSET { HolderKind::Asset } else { HolderKind::User };
        view! { <HolderPicker kind chosen single=true except=Some(holding.holder())/> }
    });
    let outcome = part(move || planned.get().map(|plan| outcome(&plan)));
    let trouble =
        part(move || problem.get().map(|why| view! { <p class="field__problem">{why}</p> }));
    let label = if holding.chosen.read_untracked().len() == 1 { "Transfer" } else { "Move" };
    view! {
        <form class="stack" novalidate on:submit=submit>
            <SegmentedField name="move-to" label="To" value=kind choices/>
            {picker}
            <TextField name="move-note" label="Note" value=note hint="It stands beside the seats that end."/>
            <div role="status">{outcome}</div>
            <div role="alert">{trouble}</div>
            <div class="dialog__foot">
                <button class="button" data-variant="primary" type="submit">{label}</button>
                <button class="button" type="button" on:click=move |_| holding.is_moving.set(false)>
                    "Cancel"
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// How many move, and all that does not go as a person may expect.
fn outcome(plan: &MovePlan) -> AnyView {
    let n = plan.iter().filter(|(_, fate)| matches!(fate, Fate::Moves(_))).count();
    let notes = plan.iter().flat_map(|(line, fate)| match fate {
        Fate::Moves(warnings) => {
            let note = |why: &_| format!("{}: {}", line.license, text::seats::objection(*why));
            warnings.iter().map(note).collect::<Vec<_>>()
        }
        Fate::Ends => vec![text::people::only_ends(&line.license)],
        Fate::Stays(why) => vec![text::people::stays(&line.license, *why)],
    });
    let notes = notes.map(|note| view! { <li>{note}</li> }).collect_view();
    view! {
        <p>{text::people::will_move(n)}</p>
        <ul>{notes}</ul>
    }
    .into_any()
}
