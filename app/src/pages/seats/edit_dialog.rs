//! The dialog that corrects a seat: how many, which key, its days, when it was last used, a note.

use domain::assignment::Assignment;
use domain::command::Change;
use domain::license::License;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::acts::use_seat_acts;
use super::assign::terms::{SeatTerms, SeatTermsFields};
use crate::components::{DateField, Dialog};

/// A seat to correct, and what its holder is called.
pub(in crate::pages) type ToEdit = RwSignal<Option<(Assignment, String)>>;

#[component]
pub(in crate::pages) fn EditSeatDialog(
    seat: ToEdit,
    license: Signal<Option<License>>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(seat.read().is_some()));
    Effect::new(move |_| {
        if !open.get() && seat.read_untracked().is_some() {
            seat.set(None);
        }
    });
    let title = Signal::derive(move || {
        let name = seat.read().as_ref().map(|(_, name)| name.clone());
        format!("Edit the seat of {}", name.unwrap_or_default())
    });
    view! {
        <Dialog open=open title close="Close">
            {seat.get_untracked().map(|(seat, name)| view! { <Form seat name open license/> })}
        </Dialog>
    }
}

#[component]
fn Form(
    seat: Assignment,
    name: String,
    open: RwSignal<bool>,
    license: Signal<Option<License>>,
) -> impl IntoView {
    let acts = use_seat_acts();
    let terms = SeatTerms::of(&seat);
    let last_used = RwSignal::new(seat.last_used_on.map(|day| day.to_string()).unwrap_or_default());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(read) = terms.read() else { return };
        let typed = last_used.read_untracked();
        let last_used_on = domain::date::parse_iso(&typed);
        if last_used_on.is_none() && !typed.trim().is_empty() {
            return terms.problem.set(Some("There is no such day of last use.".to_owned()));
        }
        let after = Assignment { last_used_on, ..read.on(seat.clone(), &mut std::iter::empty()) };
        let changes = vec![Change::edit(seat.clone(), after)];
        let said = format!("Changed the seat of {name}.");
        spawn_local(async move {
            if acts.change(Vec::new(), changes, true, said).await {
                open.try_set(false);
            }
        });
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            <SeatTermsFields terms license/>
            <DateField name="last-used" label="Last used" value=last_used/>
            <div class="dialog__foot">
                <button class="button" data-variant="primary" type="submit">"Save"</button>
                <button class="button" type="button" on:click=move |_| open.set(false)>"Cancel"</button>
            </div>
        </form>
    }
}
