//! What the license is.

use domain::license_type::LicenseType;
use domain::lifecycle::Lifecycle;
use domain::problem::Field;
use leptos::prelude::*;

use super::form_state::FormState;
use crate::components::{Choice, SelectField, TextField};
use crate::state::names::use_vendor_names;
use crate::text::field::{control, label};
use crate::text::license::{license_type, lifecycle};

#[component]
pub(super) fn IdentitySection(form: FormState, key_hint: String) -> impl IntoView {
    let draft = form.draft();
    view! {
        <section class="form__section">
            <h2>"License"</h2>
            <div class="form-grid">
                <div data-span="full">
                    <TextField
                        name=control(Field::Name)
                        label=label(Field::Name)
                        value=draft.name
                        problem=form.problem(Field::Name)
                        required=true
                    />
                </div>
                <TextField
                    name=control(Field::Vendor)
                    label=label(Field::Vendor)
                    value=draft.vendor
                    problem=form.problem(Field::Vendor)
                    suggestions=use_vendor_names()
                />
                <SelectField
                    name=control(Field::Type)
                    label=label(Field::Type)
                    value=draft.license_type
                    choices=types(&draft.license_type.get_untracked())
                    problem=form.problem(Field::Type)
                    required=true
                />
                <SelectField
                    name=control(Field::Lifecycle)
                    label=label(Field::Stage)
                    value=draft.lifecycle
                    choices=stages(&draft.lifecycle.get_untracked())
                />
                <div data-span="full">
                    <TextField
                        name=control(Field::LicenseKey)
                        secret=true
                        label=label(Field::LicenseKey)
                        value=draft.license_key
                        problem=form.problem(Field::LicenseKey)
                        hint=key_hint
                    />
                </div>
            </div>
        </section>
    }
}

/// All types; a type that only a newer version knows can be kept, but not chosen.
fn types(current: &str) -> Vec<Choice> {
    let choice = |kind: LicenseType| Choice::new(kind.code(), license_type(kind));
    let mut choices = vec![Choice::new("", "Choose a type")];
    choices.extend(LicenseType::ALL.map(choice));
    choices.extend((current == LicenseType::Unknown.code()).then(|| choice(LicenseType::Unknown)));
    choices
}

/// All stages; one that only a newer version knows can be kept, but not chosen.
fn stages(current: &str) -> Vec<Choice> {
    let choice = |stage: Lifecycle| Choice::new(stage.code(), lifecycle(stage));
    let mut choices: Vec<Choice> = Lifecycle::ALL.map(choice).to_vec();
    choices.extend((current == Lifecycle::Unknown.code()).then(|| choice(Lifecycle::Unknown)));
    choices
}
