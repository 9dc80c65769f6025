//! The dialog that moves a seat to somebody else in one step.

use std::collections::BTreeMap;

use domain::assignment::{Assignment, Holder};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::HolderKind;

use super::acts::{moved, use_seat_acts};
use super::holder_picker::{Chosen, HolderPicker};
use crate::components::{Dialog, TextField};

/// A seat to move, and what its holder is called.
pub(in crate::pages) type ToTransfer = RwSignal<Option<(Assignment, String)>>;

#[component]
pub(in crate::pages) fn TransferDialog(seat: ToTransfer) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(seat.read().is_some()));
    Effect::new(move |_| {
        if !open.get() && seat.read_untracked().is_some() {
            seat.set(None);
        }
    });
    let title = Signal::derive(move || {
        let name = seat.read().as_ref().map(|(_, name)| name.clone());
        format!("Transfer the seat of {}", name.unwrap_or_default())
    });
    view! {
        <Dialog open=open title close="Close">
            {seat.get_untracked().map(|(seat, name)| view! { <Form seat name open/> })}
        </Dialog>
    }
}

#[component]
fn Form(seat: Assignment, name: String, open: RwSignal<bool>) -> impl IntoView {
    let acts = use_seat_acts();
    let chosen: Chosen = RwSignal::new(BTreeMap::new());
    let note = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<&'static str>);
    let kind = match seat.holder {
        Holder::Asset(_) => HolderKind::Asset,
        Holder::User(_) | Holder::Department(_) | Holder::Location(_) | Holder::Other(_) => {
            HolderKind::User
        }
    };
    let (license, except) = (Some(seat.license_id), Some(seat.holder.clone()));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let to = chosen.read_untracked().iter().next().map(|(to, name)| (to.clone(), name.clone()));
        let Some((to, to_name)) = to else {
            return problem.set(Some("Choose who gets the seat."));
        };
        let note = note.read_untracked().trim().to_owned();
        let changes = moved(std::slice::from_ref(&seat), &to, acts.today(), &note);
        let said = format!("Transferred the seat of {name} to {to_name}.");
        spawn_local(async move {
            if acts.change(Vec::new(), changes, true, said).await {
                open.try_set(false);
            }
        });
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            <HolderPicker kind license chosen single=true except/>
            <p class="field__problem" role="alert">{move || problem.get()}</p>
            <TextField name="end-note" label="Note" value=note/>
            <div class="dialog__foot">
                <button class="button" data-variant="primary" type="submit">"Transfer"</button>
                <button class="button" type="button" on:click=move |_| open.set(false)>"Cancel"</button>
            </div>
        </form>
    }
}
