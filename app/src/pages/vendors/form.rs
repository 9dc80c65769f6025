//! The dialog that names a vendor, a new one or one that is there.

use std::collections::BTreeSet;

use domain::command::{Change, Command, RecordChange};
use domain::id::VendorId;
use domain::problem::{Field, Problems};
use domain::vendor::Vendor;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Acts;
use crate::components::{Dialog, TextArea, TextField};
use crate::platform::random;
use crate::state::dispatch::use_dispatch;
use crate::state::undo::use_undo;
use crate::state::workspace::use_workspace;
use crate::text;

#[component]
pub(super) fn VendorForm(acts: Acts) -> impl IntoView {
    let title = Signal::derive(move || {
        let is_new = acts.edited.read().is_none();
        if is_new { "Create vendor" } else { "Edit vendor" }.to_owned()
    });
    view! {
        <Dialog open=acts.is_editing title close="Close">
            <Form original=acts.edited.get_untracked() open=acts.is_editing/>
        </Dialog>
    }
}

#[component]
fn Form(original: Option<Vendor>, open: RwSignal<bool>) -> impl IntoView {
    let (vendors, dispatch, undo) = (use_workspace().vendors, use_dispatch(), use_undo());
    let begun = original.clone().unwrap_or_else(|| Vendor::new(VendorId(random::uuid()), ""));
    let name = RwSignal::new(begun.name.clone());
    let aliases = begun.aliases.iter().map(String::as_str).collect::<Vec<_>>().join("\n");
    let aliases = RwSignal::new(aliases);
    let problems = RwSignal::new(Problems::new());
    let problem = move |field: Field| text::problem::of_field(problems, field);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let mut after = Vendor { name: one_line(&name.read_untracked()), ..begun.clone() };
        after.aliases = aliases.read_untracked().lines().map(one_line).collect::<BTreeSet<_>>();
        after.aliases.retain(|alias| !alias.is_empty());
        let found = after.problems(&vendors.read_untracked());
        if !found.is_empty() {
            return problems.set(found);
        }
        let (said, change) = match original.clone() {
            Some(before) => (format!("Changed \"{}\".", after.name), Change::edit(before, after)),
            None => (format!("Created \"{}\".", after.name), Change::make(after)),
        };
        spawn_local(async move {
            let command = Command::ChangeRecords(vec![RecordChange::Vendor(change)]);
            if dispatch.run(command, None).await {
                open.try_set(false);
                undo.offer(said);
            }
        });
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            <TextField
                name=text::field::control(Field::VendorName)
                label=text::field::label(Field::VendorName)
                value=name
                problem=problem(Field::VendorName)
                required=true
            />
            <TextArea
                name=text::field::control(Field::Aliases)
                label=text::field::label(Field::Aliases)
                value=aliases
                problem=problem(Field::Aliases)
                hint="One a line. Files and forms that use one of these names mean this vendor."
            />
            <div class="dialog__foot">
                <button class="button" data-variant="primary" type="submit">"Save"</button>
                <button class="button" type="button" on:click=move |_| open.set(false)>"Cancel"</button>
            </div>
        </form>
    }
}

fn one_line(typed: &str) -> String {
    typed.split_whitespace().collect::<Vec<_>>().join(" ")
}
