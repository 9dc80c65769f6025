//! Who answers for it, and whatever else there is to say.

use domain::problem::Field;
use leptos::prelude::*;

use super::form_state::FormState;
use crate::components::{TextArea, TextField};
use crate::state::names::use_user_names;
use crate::text::field::{control, label};

#[component]
pub(super) fn NotesSection(form: FormState) -> impl IntoView {
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
                    suggestions=use_user_names()
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
