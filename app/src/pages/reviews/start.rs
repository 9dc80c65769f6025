//! The dialog that starts a review: what it is called, which seats, and by when.

use domain::command::{Change, Command, RecordChange};
use domain::date::parse_iso;
use domain::id::ReviewId;
use domain::listing::seats::SeatLine;
use domain::review::{Review, ReviewLine};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::scope::{MOST, Scope, offered};
use super::scope_fields::{ScopeFields, ScopeState};
use crate::components::{DateField, Dialog, TextField};
use crate::platform::{intl, random};
use crate::routes;
use crate::state::calendar::use_today;
use crate::state::dispatch::use_dispatch;
use crate::state::engine::use_engine;
use crate::state::undo::use_undo;
use crate::state::workspace::use_workspace;

#[component]
pub(super) fn StartReview(open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Dialog open title="Start review" close="Close">
            <Form open/>
        </Dialog>
    }
}

#[component]
fn Form(open: RwSignal<bool>) -> impl IntoView {
    let (engine, today, rows) = (use_engine(), use_today(), use_workspace().rows);
    let (dispatch, undo, navigate) = (use_dispatch(), use_undo(), use_navigate());
    let (name, due) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let no_problem = || RwSignal::new(None::<String>);
    let (name_problem, due_problem) = (no_problem(), no_problem());
    let scope = ScopeState::new();
    let is_busy = RwSignal::new(false);
    spawn_local(async move {
        let found = offered(engine, today.get_untracked()).await;
        scope.offered.try_set(found);
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = name.get_untracked();
        let title = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        let due_typed = due.get_untracked();
        let due_on = parse_iso(&due_typed);
        let is_bad_day = !due_typed.is_empty() && due_on.is_none();
        name_problem.set(title.is_empty().then(|| "Fill this in.".to_owned()));
        due_problem.set(is_bad_day.then(|| "There is no such day.".to_owned()));
        let chosen = rows.with_untracked(|rows| scope.read(rows));
        scope.problem.set(chosen.as_ref().err().cloned());
        let Ok(chosen) = chosen else { return };
        if title.is_empty() || is_bad_day || is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        let (navigate, on) = (navigate.clone(), today.get_untracked());
        spawn_local(async move {
            let seats = gather(&chosen, engine, on).await;
            is_busy.try_set(false);
            let seats = match seats {
                Ok(seats) => seats,
                Err(why) => return drop(scope.problem.try_set(Some(why))),
            };
            let id = ReviewId(random::uuid());
            let mut review = Review { due_on, scope: chosen.words, ..Review::new(id, &title, on) };
            review.lines.extend(seats.iter().map(|line| {
                (line.seat.id, ReviewLine::of(&line.seat, &line.license, &line.holder))
            }));
            let make = RecordChange::Review(Change::make(review));
            if dispatch.run(Command::ChangeRecords(vec![make]), None).await {
                open.try_set(false);
                undo.offer(format!("Started \"{title}\"."));
                navigate(&routes::review(id), NavigateOptions::default());
            }
        });
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            <TextField name="review-name" label="Name" value=name problem=name_problem required=true/>
            <ScopeFields state=scope/>
            <DateField name="review-due" label="Due date" value=due problem=due_problem/>
            <div class="dialog__foot">
                <button class="button" data-variant="primary" type="submit" disabled=move || is_busy.get()>
                    "Start"
                </button>
                <button class="button" type="button" on:click=move |_| open.set(false)>"Cancel"</button>
            </div>
        </form>
    }
}

/// The seats of a scope, if a person could answer for all of them.
async fn gather(
    scope: &Scope,
    engine: crate::state::engine::Engine,
    on: domain::date::Date,
) -> Result<Vec<SeatLine>, String> {
    match scope.count(engine, on).await? {
        0 => Err("No seat is in this scope.".to_owned()),
        n if n > MOST => {
            let [n, most] = [n, MOST].map(|n| intl::count(n.into()));
            Err(format!("This scope has {n} seats. Choose one of at most {most}."))
        }
        _ => scope.seats(engine, on).await,
    }
}
