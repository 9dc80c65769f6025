//! The organisation's own fields, each with the control of its kind.

use domain::custom_field::{CustomField, FieldKind, NO, YES};
use domain::problem::Field;
use leptos::prelude::*;

use super::form_state::{FormState, control};
use crate::components::{Choice, DateField, SelectField, TextField};
use crate::erased::part;

#[component]
pub(super) fn CustomSection(form: FormState) -> impl IntoView {
    // Drawn anew only when the fields change, not with what is typed into them.
    let section = part(move || {
        let fields = form.own.get();
        (!fields.is_empty()).then(|| {
            let controls = fields.into_iter().map(|field| control_of(form, field)).collect_view();
            view! {
                <section class="form__section">
                    <h2>"Custom fields"</h2>
                    <div class="form-grid">{controls}</div>
                </section>
            }
        })
    });
    section.into_any()
}

fn control_of(form: FormState, field: CustomField) -> AnyView {
    let CustomField { id, name: label, kind, choices, .. } = field;
    let typed = form.draft().custom;
    let value =
        RwSignal::new(typed.with_untracked(|all| all.get(&id).cloned().unwrap_or_default()));
    Effect::watch(
        move || value.get(),
        move |now, _, _| typed.update(|all| drop(all.insert(id, now.clone()))),
        false,
    );
    let (name, problem) = (control(Field::Custom(id)), form.problem(Field::Custom(id)));
    match kind {
        FieldKind::Date => view! { <DateField name label value problem/> }.into_any(),
        FieldKind::Choice | FieldKind::YesNo => {
            let mut known = vec![Choice::new("", "Not set")];
            if kind == FieldKind::YesNo {
                known.extend([Choice::new(YES, "Yes"), Choice::new(NO, "No")]);
            } else {
                known.extend(choices.iter().map(|choice| Choice::new(choice, choice)));
            }
            // What stood here before the choices changed is still to be seen.
            let current = value.get_untracked();
            if known.iter().all(|choice| choice.value != current) {
                known.push(Choice::new(current.clone(), current));
            }
            view! { <SelectField name label value choices=known problem/> }.into_any()
        }
        FieldKind::Link => {
            view! { <TextField name label value problem kind="url" hint="Starts with https:// or http://."/> }
                .into_any()
        }
        FieldKind::Number => {
            view! { <TextField name label value problem hint="A number such as 12 or 12.5."/> }
                .into_any()
        }
        FieldKind::Text | FieldKind::Unknown => {
            view! { <TextField name label value problem/> }.into_any()
        }
    }
}
