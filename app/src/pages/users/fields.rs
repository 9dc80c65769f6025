//! The fields of the form, in three groups.

use domain::problem::Field;
use domain::user::UserStatus;
use leptos::prelude::*;
use replica::protocol::ListKind;

use super::form::UserSignals;
use super::unpack;
use crate::components::{Choice, DateField, SelectField, TextArea, TextField};
use crate::pages::holder::checked::Checked;
use crate::pages::holder::choices::use_choices;
use crate::pages::holder::pick_field::{PickField, Picking};
use crate::text;
use crate::text::field::{control, label};

#[component]
pub(super) fn Fields(
    draft: UserSignals,
    checked: Checked,
    picking: Picking,
    /// As the form opens.
    status: UserStatus,
) -> impl IntoView {
    let choices = use_choices(ListKind::Users, unpack);
    let line = |field: Field, value: RwSignal<String>| {
        let problem = checked.problem(field);
        view! { <TextField name=control(field) label=label(field) value problem=problem/> }
            .into_any()
    };
    let known = |field: Field, value: RwSignal<String>| {
        let (problem, known) = (checked.problem(field), choices.of(control(field)));
        view! {
            <TextField name=control(field) label=label(field) value problem=problem suggestions=known/>
        }
        .into_any()
    };
    let day = |field: Field, value: RwSignal<String>| {
        let problem = checked.problem(field);
        view! { <DateField name=control(field) label=label(field) value problem=problem/> }
            .into_any()
    };
    view! {
        <section class="form__section">
            <h2>"User"</h2>
            <div class="form-grid">
                <TextField
                    name=control(Field::Name)
                    label=label(Field::Name)
                    value=draft.name
                    problem=checked.problem(Field::Name)
                    hint="The name or the e-mail address is needed."
                />
                <TextField
                    name=control(Field::Email)
                    label=label(Field::Email)
                    value=draft.email
                    problem=checked.problem(Field::Email)
                    kind="email"
                />
                {line(Field::Username, draft.username)}
                {line(Field::EmployeeNumber, draft.employee_number)}
                <div data-span="full">
                    <TextArea
                        name=control(Field::MoreEmails)
                        label=label(Field::MoreEmails)
                        value=draft.more_emails
                        problem=checked.problem(Field::MoreEmails)
                        hint="One a line. Files that use one of them mean this user."
                        rows=2
                    />
                </div>
            </div>
        </section>
        <section class="form__section">
            <h2>"Organisation"</h2>
            <div class="form-grid">
                {known(Field::Department, draft.department)}
                {known(Field::Location, draft.location)}
                <PickField picking/>
                {known(Field::Company, draft.company)}
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
                {day(Field::FirstDay, draft.start_on)}
                {day(Field::LastDay, draft.end_on)}
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

/// All there are; one that only a newer version knows can be kept, but not chosen.
fn statuses(current: UserStatus) -> Vec<Choice> {
    let choice = |status: UserStatus| Choice::new(status.code(), text::people::user_status(status));
    let mut choices: Vec<Choice> = UserStatus::ALL.map(choice).to_vec();
    choices.extend((current == UserStatus::Unknown).then(|| choice(current)));
    choices
}
