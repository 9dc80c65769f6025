//! The dialog that makes a custom field or changes one.

use domain::command::{Change, Command, RecordChange};
use domain::custom_field::{CustomField, FieldKind, parse_choices};
use domain::id::CustomFieldId;
use domain::problem::{Field, Problems};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Choice, Dialog, SelectField, TextArea, TextField};
use crate::platform::random;
use crate::state::dispatch::use_dispatch;
use crate::state::undo::use_undo;
use crate::state::workspace::use_workspace;
use crate::text;

/// `original` is the field to change; without one a new field is made.
#[component]
pub(super) fn CustomFieldForm(
    original: RwSignal<Option<CustomField>>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let title = Signal::derive(move || {
        let is_new = original.read().is_none();
        if is_new { "Add field" } else { "Edit field" }.to_owned()
    });
    view! {
        <Dialog open title close="Close">
            <Form original=original.get_untracked() open/>
        </Dialog>
    }
}

#[component]
fn Form(original: Option<CustomField>, open: RwSignal<bool>) -> impl IntoView {
    let (workspace, dispatch, undo) = (use_workspace(), use_dispatch(), use_undo());
    let blank = CustomField {
        id: CustomFieldId(random::uuid()),
        name: String::new(),
        kind: FieldKind::Text,
        choices: Vec::new(),
        is_retired: false,
    };
    let begun = original.clone().unwrap_or(blank);
    let name = RwSignal::new(begun.name.clone());
    let kind = RwSignal::new(begun.kind.code().to_owned());
    let choices = RwSignal::new(begun.choices.join("\n"));
    let problems = RwSignal::new(Problems::new());
    let problem = move |field: Field| {
        Signal::derive(move || {
            let problems = problems.read();
            let found = problems.iter().find(|problem| problem.field == field);
            found.map(|problem| text::problem::sentence(problem.kind))
        })
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let after = CustomField {
            name: name.read_untracked().split_whitespace().collect::<Vec<_>>().join(" "),
            kind: FieldKind::from_code(&kind.read_untracked()),
            choices: parse_choices(&choices.read_untracked()),
            ..begun.clone()
        };
        let found = after.problems(&workspace.custom_fields.read_untracked());
        if !found.is_empty() {
            return problems.set(found);
        }
        let (said, change) = match original.clone() {
            Some(before) => (format!("Changed \"{}\".", after.name), Change::edit(before, after)),
            None => (format!("Added \"{}\".", after.name), Change::make(after)),
        };
        let command = Command::ChangeRecords(vec![RecordChange::CustomField(change)]);
        spawn_local(async move {
            if dispatch.run(command, None).await {
                open.try_set(false);
                undo.offer(said);
            }
        });
    };
    let kinds = FieldKind::ALL;
    let kinds =
        kinds.map(|kind| Choice::new(kind.code(), text::license::field_kind(kind))).to_vec();
    let offers_choices = move || *kind.read() == FieldKind::Choice.code();
    view! {
        <form class="stack" novalidate on:submit=submit>
            <TextField
                name=text::field::control(Field::CustomName)
                label=text::field::label(Field::CustomName)
                value=name
                problem=problem(Field::CustomName)
                required=true
            />
            <SelectField
                name="field-kind"
                label="Type"
                value=kind
                choices=kinds
                hint="Values that are there stay as they are when the type changes."
            />
            <Show when=offers_choices>
                <TextArea
                    name=text::field::control(Field::Choices)
                    label=text::field::label(Field::Choices)
                    value=choices
                    problem=problem(Field::Choices)
                    hint="One a line, in the order they sort."
                />
            </Show>
            <div class="dialog__foot">
                <button class="button" data-variant="primary" type="submit">"Save"</button>
                <button class="button" type="button" on:click=move |_| open.set(false)>"Cancel"</button>
            </div>
        </form>
    }
}
