//! Who answers for it, and whatever else there is to say.

use domain::problem::Field;
use leptos::prelude::*;

use super::form_state::FormState;
use crate::components::{TextArea, TextField};
use crate::state::workspace::use_workspace;
use crate::text::field::{control, label};
use crate::text::names::in_order;

#[component]
pub(super) fn NotesSection(form: FormState) -> impl IntoView {
    let workspace = use_workspace();
    let users = Signal::derive(move || {
        in_order(workspace.users.with(|all| all.iter().map(|user| user.name.clone()).collect()))
    });
    let draft = form.draft();
    view! {
        <section class="form__section">
            <h2>"Owner and notes"</h2>
            <div class="form-grid">
                <TextField
                    name=control(Field::Owner)
                    label=label(Field::Owner)
                    value=draft.owner
                    problem=form.problem(Field::Owner)
                    suggestions=users
                    hint="Who answers for this license."
                />
                <TextField
                    name=control(Field::Tags)
                    label=label(Field::Tags)
                    value=draft.tags
                    problem=form.problem(Field::Tags)
                    hint="Between commas."
                />
                <div data-span="full">
                    <TextArea
                        name=control(Field::Notes)
                        label=label(Field::Notes)
                        value=draft.notes
                        problem=form.problem(Field::Notes)
                    />
                </div>
            </div>
        </section>
    }
}
