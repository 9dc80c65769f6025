//! The dialog that takes seats back, with a note for the history.

use domain::assignment::Assignment;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::acts::{ended, use_seat_acts};
use crate::components::{Dialog, TextField};
use crate::text;

/// Seats to take back, and what the message calls their holders.
pub(in crate::pages) type ToUnassign = RwSignal<Option<(Vec<Assignment>, String)>>;

#[component]
pub(in crate::pages) fn UnassignDialog(
    seats: ToUnassign,
    /// Called when it is done.
    #[prop(optional_no_strip)]
    on_done: Option<Callback<()>>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(seats.read().is_some()));
    Effect::new(move |_| {
        if !open.get() && seats.read_untracked().is_some() {
            seats.set(None);
        }
    });
    let title = Signal::derive(move || {
        let n = seats.read().as_ref().map_or(0, |(seats, _)| seats.len());
        if n > 1 { format!("Unassign {n} seats") } else { "Unassign".to_owned() }
    });
    view! {
        <Dialog open=open title close="Close">
            {seats.get_untracked().map(|(seats, name)| view! { <Form seats name open on_done/> })}
        </Dialog>
    }
}

#[component]
fn Form(
    seats: Vec<Assignment>,
    name: String,
    open: RwSignal<bool>,
    on_done: Option<Callback<()>>,
) -> impl IntoView {
    let acts = use_seat_acts();
    let note = RwSignal::new(String::new());
    let about = format!("{name}: the seat becomes free today. What was stays in the history.");
    let said = match seats.len() {
        1 => format!("Unassigned {name}."),
        n => format!("Unassigned {}.", text::license::counted(n, "seat", "seats")),
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let note = note.read_untracked().trim().to_owned();
        let (changes, said) = (ended(&seats, acts.today(), &note), said.clone());
        spawn_local(async move {
            if acts.change(Vec::new(), changes, true, said).await {
                open.try_set(false);
                if let Some(on_done) = on_done {
                    on_done.try_run(());
                }
            }
        });
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            <p>{about}</p>
            <TextField name="end-note" label="Note" value=note hint="Why, if that is worth keeping."/>
            <div class="dialog__foot">
                <button class="button" data-variant="primary" type="submit">"Unassign"</button>
                <button class="button" type="button" on:click=move |_| open.set(false)>"Cancel"</button>
            </div>
        </form>
    }
}
