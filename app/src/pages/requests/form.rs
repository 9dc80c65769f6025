//! The dialog in which a license is asked for.

use std::collections::BTreeMap;

use domain::command::{Change, Command, RecordChange};
use domain::id::RequestId;
use domain::quantity::Quantity;
use domain::request::Request;
use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::HolderKind;

use crate::components::{Choice, Dialog, NumberField, SegmentedField, TextArea, TextField};
use crate::erased::part;
use crate::pages::seats::holder_picker::{Chosen, HolderPicker};
use crate::platform::random;
use crate::state::calendar::use_today;
use crate::state::dispatch::use_dispatch;
use crate::state::license_names::{called, use_license_names};
use crate::state::preferences;
use crate::state::undo::use_undo;
use crate::state::workspace::use_workspace;
use crate::text;

#[component]
pub(super) fn RequestForm(open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Dialog open title="Request license" close="Close">
            <Form open/>
        </Dialog>
    }
}

#[component]
fn Form(open: RwSignal<bool>) -> impl IntoView {
    let (rows, today) = (use_workspace().rows, use_today());
    let (dispatch, undo) = (use_dispatch(), use_undo());
    let license = RwSignal::new(String::new());
    let quantity = RwSignal::new("1".to_owned());
    let reason = RwSignal::new(String::new());
    let chosen: Chosen = RwSignal::new(BTreeMap::new());
    let no_problem = || RwSignal::new(None::<String>);
    let (license_problem, holder_problem) = (no_problem(), no_problem());
    let quantity_problem = no_problem();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let name = license.get_untracked().trim().to_owned();
        let id = rows.with_untracked(|rows| called(rows, &name, None, None));
        let seats = Quantity::parse(&quantity.get_untracked());
        let who = chosen.with_untracked(|all| all.keys().next().cloned());
        license_problem.set(id.err().map(text::problem::sentence));
        quantity_problem.set(seats.err().map(|why| text::seats::bad_quantity(why).to_owned()));
        holder_problem.set(who.is_none().then(|| "Choose for whom.".to_owned()));
        let (Ok(id), Ok(seats), Some(who)) = (id, seats, who) else { return };
        let request = RequestId(random::uuid());
        let request = Request {
            reason: reason.get_untracked().trim().to_owned(),
            asked_by: preferences::name().unwrap_or_default(),
            ..Request::new(request, id, who, seats, today.get_untracked())
        };
        spawn_local(async move {
            let change = RecordChange::Request(Change::make(request));
            if dispatch.run(Command::ChangeRecords(vec![change]), None).await {
                open.try_set(false);
                undo.offer(format!("Requested {name}."));
            }
        });
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            <TextField
                name="request-license"
                label="License"
                value=license
                suggestions=use_license_names(license, None)
                problem=license_problem
                required=true
            />
            <ForWhom chosen problem=holder_problem/>
            <NumberField
                name="request-quantity"
                label="Quantity"
                value=quantity
                problem=quantity_problem
                required=true
                decimal=true
            />
            <TextArea name="request-reason" label="Reason" value=reason rows=3/>
            <div class="dialog__foot">
                <button class="button" data-variant="primary" type="submit">"Request"</button>
                <button class="button" type="button" on:click=move |_| open.set(false)>"Cancel"</button>
            </div>
        </form>
    }
}

#[component]
fn ForWhom(chosen: Chosen, problem: RwSignal<Option<String>>) -> impl IntoView {
    let kind = RwSignal::new("user".to_owned());
    let choices = vec![Choice::new("user", "User"), Choice::new("asset", "Asset")];
    let picker = part(move || {
        let kind =
            if kind.read().as_str() == "asset" { HolderKind::Asset } else { HolderKind::User };
        chosen.set(BTreeMap::new());
        view! { <HolderPicker kind chosen single=true/> }
    });
    let said = part(move || {
        let chosen = chosen.read();
        chosen.values().next().map(|name| view! { <p class="dim">{format!("For {name}")}</p> })
    });
    let wrong =
        part(move || problem.get().map(|why| view! { <p class="field__problem">{why}</p> }));
    // Enter in the search does not send the form.
    let stay = |event: KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
        }
    };
    view! {
        <SegmentedField name="request-for" label="For whom" value=kind choices/>
        <div on:keydown=stay>{picker}</div>
        <div role="status">{said}{wrong}</div>
    }
}
