//! The dialog of a decision that needs a word: what stands against approving, or why it is declined.

use domain::assigning::Weight;
use domain::command::Command;
use domain::id::AssignmentId;
use domain::request::RequestState;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::RequestLine;

use super::Acts;
use crate::components::{Dialog, TextArea};
use crate::platform::random;
use crate::state::calendar::use_today;
use crate::state::dispatch::use_dispatch;
use crate::state::preferences;
use crate::state::undo::use_undo;
use crate::text;

/// What is about to be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decision {
    /// It is approved, although something stands against it.
    Approve,
    /// It is declined.
    Decline,
}

#[component]
pub(super) fn DecisionDialog(acts: Acts) -> impl IntoView {
    let title = Signal::derive(move || {
        let decided = acts.decided.read();
        let Some((line, decision)) = decided.as_ref() else { return String::new() };
        let act = match decision {
            Decision::Approve => "Approve",
            Decision::Decline => "Decline",
        };
        format!("{act} {}", text::requests::what(line))
    });
    let body = move |(line, decision)| match decision {
        Decision::Approve => view! { <Approve line open=acts.is_deciding/> }.into_any(),
        Decision::Decline => view! { <Decline line open=acts.is_deciding/> }.into_any(),
    };
    view! {
        <Dialog open=acts.is_deciding title close="Close">
            {acts.decided.get_untracked().map(body)}
        </Dialog>
    }
}

/// Carries a decision out, and closes the dialog.
fn use_decision(open: RwSignal<bool>) -> Callback<(Command, String)> {
    let (dispatch, undo) = (use_dispatch(), use_undo());
    Callback::new(move |(command, said): (Command, String)| {
        spawn_local(async move {
            if dispatch.run(command, None).await {
                open.try_set(false);
                undo.offer(said);
            }
        });
    })
}

#[component]
fn Approve(line: RequestLine, open: RwSignal<bool>) -> impl IntoView {
    let (decide, today) = (use_decision(open), use_today());
    let what = text::requests::what(&line);
    let is_blocked = line.against.iter().any(|(_, weight)| *weight == Weight::Blocks);
    let is_waiting = line.request.state == RequestState::Waiting;
    let why = text::requests::against(&line.against);
    let why = why.into_iter().map(|words| view! { <li>{words}</li> }).collect_view();
    let lead =
        if is_blocked { "It cannot be approved now:" } else { "Something speaks against it:" };
    let (waits, said) = (line.request.clone(), format!("Put {what} on the waiting list."));
    let wait = move |_| decide.run((waits.put_in_line(), said.clone()));
    let approve = move |_| {
        let by = preferences::name().unwrap_or_default();
        let id = AssignmentId(random::uuid());
        let command = line.request.approved(id, today.get_untracked(), &by, true);
        decide.run((command, format!("Approved {what}.")));
    };
    let approve = (!is_blocked).then(|| {
        view! { <button class="button" type="button" on:click=approve>"Approve anyway"</button> }
    });
    let wait = (!is_waiting).then(|| {
        view! {
            <button class="button" data-variant="primary" type="button" on:click=wait>
                "Put on waiting list"
            </button>
        }
    });
    view! {
        <div class="stack">
            <p>{lead}</p>
            <ul>{why}</ul>
            <div class="dialog__foot">
                {wait}
                {approve}
                <button class="button" type="button" on:click=move |_| open.set(false)>"Cancel"</button>
            </div>
        </div>
    }
}

#[component]
fn Decline(line: RequestLine, open: RwSignal<bool>) -> impl IntoView {
    let (decide, today) = (use_decision(open), use_today());
    let note = RwSignal::new(line.request.note.clone());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let by = preferences::name().unwrap_or_default();
        let note = note.get_untracked();
        let command = line.request.declined(note.trim(), today.get_untracked(), &by);
        decide.run((command, format!("Declined {}.", text::requests::what(&line))));
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            <TextArea
                name="decline-note"
                label="Note"
                value=note
                rows=3
                hint="Stays with the request, for whoever asked."
            />
            <div class="dialog__foot">
                <button class="button" data-variant="primary" type="submit">"Decline"</button>
                <button class="button" type="button" on:click=move |_| open.set(false)>"Cancel"</button>
            </div>
        </form>
    }
}
