//! One request: what is asked for, what stands against it, and what can be done.

use domain::assigning::Weight;
use domain::id::AssignmentId;
use domain::request::RequestState;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::RequestLine;

use super::Acts;
use super::decide::Decision;
use crate::components::{StatusPill, Tone};
use crate::platform::random;
use crate::state::calendar::use_today;
use crate::state::dispatch::use_dispatch;
use crate::state::preferences;
use crate::state::undo::use_undo;
use crate::text;

#[component]
pub(super) fn RequestItem(line: RequestLine, acts: Acts) -> impl IntoView {
    let request = &line.request;
    let what = text::requests::what(&line);
    let mut about = vec![text::requests::asked(&line)];
    if !request.reason.is_empty() {
        about.push(request.reason.clone());
    }
    let is_undecided = request.state.is_undecided();
    if is_undecided {
        about.extend(text::requests::against(&line.against));
    } else {
        about.push(text::requests::decided(&line));
    }
    about.retain(|words| !words.is_empty());
    let about = about.into_iter().map(|words| view! { <small>{words}</small> }).collect_view();
    let place = line.place.filter(|_| request.state == RequestState::Waiting);
    let place = place.map(|place| {
        let (tone, words) = if line.is_next {
            (Tone::Ok, format!("{}, a seat is free", text::requests::place(place)))
        } else {
            (Tone::Mute, text::requests::place(place))
        };
        view! { <StatusPill tone=tone text=words/> }
    });
    let state = (!is_undecided).then(|| {
        let (tone, words) =
            (text::requests::tone(request.state), text::requests::state(request.state));
        view! { <StatusPill tone=tone text=words.to_owned()/> }
    });
    let buttons =
        is_undecided.then(|| view! { <Buttons line=line.clone() what=what.clone() acts/> });
    view! {
        <li class="item-list__item">
            <span class="item-list__name"><b>{what}</b>{about}</span>
            {place}
            {state}
            {buttons}
        </li>
    }
}

#[component]
fn Buttons(line: RequestLine, what: String, acts: Acts) -> impl IntoView {
    let (dispatch, undo, today) = (use_dispatch(), use_undo(), use_today());
    let [approve_label, decline_label] = ["Approve", "Decline"].map(|act| format!("{act} {what}"));
    let declined = line.clone();
    let approve = move |_| {
        // Whatever has to be seen first is seen in the dialog.
        if line.against.iter().any(|(_, weight)| *weight > Weight::Notes) {
            return acts.decide(line.clone(), Decision::Approve);
        }
        let by = preferences::name().unwrap_or_default();
        let id = AssignmentId(random::uuid());
        let command = line.request.approved(id, today.get_untracked(), &by, false);
        let said = format!("Approved {what}.");
        spawn_local(async move {
            if dispatch.run(command, None).await {
                undo.offer(said);
            }
        });
    };
    view! {
        <span class="row">
            <button class="button" data-size="sm" type="button" aria-label=approve_label on:click=approve>
                "Approve"
            </button>
            <button
                class="button"
                data-variant="quiet"
                data-size="sm"
                type="button"
                aria-label=decline_label
                on:click=move |_| acts.decide(declined.clone(), Decision::Decline)
            >
                "Decline"
            </button>
        </span>
    }
}
