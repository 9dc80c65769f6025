//! The dialog that names a kit and its licenses, a new one or one that is there.

use domain::command::{Change, Command, RecordChange};
use domain::draft::LONGEST_NAME;
use domain::id::KitId;
use domain::kit::Kit;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::KitLine;

use super::Acts;
use super::license_rows::{LicenseRow, LicenseRows, read};
use crate::components::{Dialog, TextArea, TextField};
use crate::platform::random;
use crate::state::dispatch::use_dispatch;
use crate::state::undo::use_undo;

#[component]
pub(super) fn KitForm(acts: Acts) -> impl IntoView {
    let title = Signal::derive(move || {
        let is_new = acts.edited.read().is_none();
        if is_new { "Create kit" } else { "Edit kit" }.to_owned()
    });
    view! {
        <Dialog open=acts.is_editing title close="Close">
            <Form original=acts.edited.get_untracked() open=acts.is_editing/>
        </Dialog>
    }
}

#[component]
fn Form(original: Option<KitLine>, open: RwSignal<bool>) -> impl IntoView {
    let (dispatch, undo) = (use_dispatch(), use_undo());
    let before = original.as_ref().map(|line| line.kit.clone());
    let begun = before.clone().unwrap_or_else(|| Kit::new(KitId(random::uuid()), ""));
    let name = RwSignal::new(begun.name.clone());
    let note = RwSignal::new(begun.note.clone());
    let known = original.map(|line| line.licenses).unwrap_or_default();
    let rows = RwSignal::new(known.into_iter().map(LicenseRow::of).collect::<Vec<_>>());
    let (problem, rows_problem) = (RwSignal::new(None::<String>), RwSignal::new(None::<String>));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = name.get_untracked();
        let typed = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        let wrong = match typed.chars().count() {
            0 => Some("Fill this in.".to_owned()),
            n if n > LONGEST_NAME => Some(format!("At most {LONGEST_NAME} characters.")),
            _ => None,
        };
        let licenses = read(&rows.read_untracked());
        let is_named = wrong.is_none();
        problem.set(wrong);
        rows_problem.set(licenses.as_ref().err().cloned());
        let (true, Ok(licenses)) = (is_named, licenses) else { return };
        let note = note.get_untracked().trim().to_owned();
        let after = Kit { name: typed, licenses, note, ..begun.clone() };
        let (said, change) = match before.clone() {
            Some(before) => (format!("Changed \"{}\".", after.name), Change::edit(before, after)),
            None => (format!("Created \"{}\".", after.name), Change::make(after)),
        };
        spawn_local(async move {
            let command = Command::ChangeRecords(vec![RecordChange::Kit(change)]);
            if dispatch.run(command, None).await {
                open.try_set(false);
                undo.offer(said);
            }
        });
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            <TextField name="kit-name" label="Name" value=name problem=problem required=true/>
            <LicenseRows rows problem=rows_problem/>
            <TextArea name="kit-note" label="Note" value=note rows=2/>
            <div class="dialog__foot">
                <button class="button" data-variant="primary" type="submit">"Save"</button>
                <button class="button" type="button" on:click=move |_| open.set(false)>"Cancel"</button>
            </div>
        </form>
    }
}
