//! The fields of the form, in two groups.

use domain::asset::AssetStatus;
use domain::problem::Field;
use leptos::prelude::*;
use replica::protocol::ListKind;

use super::form::AssetSignals;
use super::unpack;
use crate::components::{Choice, DateField, NumberField, SelectField, TextArea, TextField};
use crate::pages::holder::checked::Checked;
use crate::pages::holder::choices::use_choices;
use crate::pages::holder::pick_field::{PickField, Picking};
use crate::state::calendar::use_today;
use crate::text;
use crate::text::field::{control, label};

#[component]
pub(super) fn Fields(
    draft: AssetSignals,
    checked: Checked,
    picking: Picking,
    /// As the form opens.
    status: AssetStatus,
) -> impl IntoView {
    let choices = use_choices(ListKind::Assets, unpack);
    let line = |field: Field, value: RwSignal<String>, hint: Option<&'static str>| {
        let problem = checked.problem(field);
        let (name, label) = (control(field), label(field));
        match hint {
            Some(hint) => view! { <TextField name label value problem=problem hint/> }.into_any(),
            None => view! { <TextField name label value problem=problem/> }.into_any(),
        }
    };
    let known = |field: Field, value: RwSignal<String>| {
        let (problem, known) = (checked.problem(field), choices.of(control(field)));
        view! {
            <TextField name=control(field) label=label(field) value problem=problem suggestions=known/>
        }
        .into_any()
    };
    let number = |field: Field, value: RwSignal<String>| {
        let problem = checked.problem(field);
        view! { <NumberField name=control(field) label=label(field) value problem=problem/> }
            .into_any()
    };
    let today = Choice::new(use_today().get_untracked().to_string(), "Today");
    keep_in_step(draft);
    view! {
        <section class="form__section">
            <h2>"Asset"</h2>
            <div class="form-grid">
                {line(Field::AssetTag, draft.tag, Some("This, the name or the serial number is needed."))}
                {line(Field::Name, draft.name, None)}
                {line(Field::Serial, draft.serial, None)}
                {known(Field::Category, draft.category)}
                {number(Field::Cores, draft.cores)}
                {number(Field::Processors, draft.processors)}
            </div>
        </section>
        <section class="form__section">
            <h2>"Standing"</h2>
            <div class="form-grid">
                <SelectField
                    name=control(Field::Standing)
                    label=label(Field::Standing)
                    value=draft.status
                    choices=statuses(status)
                />
                <PickField picking/>
                {known(Field::Location, draft.location)}
                <DateField
                    name=control(Field::RetiredOn)
                    label=label(Field::RetiredOn)
                    value=draft.retired_on
                    problem=checked.problem(Field::RetiredOn)
                    quick=vec![today]
                />
                <div data-span="full">
                    <TextArea
                        name=control(Field::Notes)
                        label=label(Field::Notes)
                        value=draft.notes
                        problem=checked.problem(Field::Notes)
                    />
                </div>
            </div>
        </section>
    }
    .into_any()
}

/// A machine that gets a holder is assigned, and one that loses them is available again; a person
/// can still say otherwise.
fn keep_in_step(draft: AssetSignals) {
    let (available, assigned) = (AssetStatus::Available.code(), AssetStatus::Assigned.code());
    Effect::watch(
        move || draft.holder_id.get().is_some(),
        move |is_held, _, _| {
            let (from, to) = if *is_held { (available, assigned) } else { (assigned, available) };
            if *draft.status.read_untracked() == from {
                draft.status.set(to.to_owned());
            }
        },
        false,
    );
}

/// All there are; one that only a newer version knows can be kept, but not chosen.
fn statuses(current: AssetStatus) -> Vec<Choice> {
    let choice =
        |status: AssetStatus| Choice::new(status.code(), text::people::asset_status(status));
    let mut choices: Vec<Choice> = AssetStatus::ALL.map(choice).to_vec();
    choices.extend((current == AssetStatus::Unknown).then(|| choice(current)));
    choices
}
