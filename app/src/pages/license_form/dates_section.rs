//! From when to when it is valid.

use domain::problem::Field;
use leptos::prelude::*;

use super::form_state::{FormState, reading};
use super::renewal_fields::RenewalFields;
use crate::components::DateField;
use crate::state::calendar::use_today;
use crate::text::field::{control, label};

#[component]
pub(super) fn DatesSection(form: FormState) -> impl IntoView {
    let today = use_today();
    let draft = form.draft();
    view! {
        <section class="form__section">
            <h2>"Dates"</h2>
            <div class="form-grid">
                <DateField
                    name=control(Field::StartDate)
                    label=label(Field::StartDate)
                    value=draft.start_date
                    problem=form.problem(Field::StartDate)
                    reading=reading(draft.start_date, today)
                />
                <Expiration form/>
                <DateField
                    name=control(Field::PurchaseDate)
                    label=label(Field::PurchaseDate)
                    value=draft.purchase_date
                    problem=form.problem(Field::PurchaseDate)
                    reading=reading(draft.purchase_date, today)
                />
                <DateField
                    name=control(Field::SupportExpiration)
                    label=label(Field::SupportExpiration)
                    value=draft.support_expiration
                    problem=form.problem(Field::SupportExpiration)
                    reading=reading(draft.support_expiration, today)
                />
                <RenewalFields form/>
            </div>
        </section>
    }
}

/// Required or not, as the type says. It is drawn anew when that changes; its text is kept.
#[component]
fn Expiration(form: FormState) -> impl IntoView {
    let today = use_today();
    let needs_expiration = form.needs_expiration();
    let value = form.draft().expiration_date;
    let problem = form.problem(Field::ExpirationDate);
    move || {
        let required = needs_expiration.get();
        let hint = if required { "The last valid day." } else { "Leave empty if it never ends." };
        view! {
            <DateField
                name=control(Field::ExpirationDate)
                label=label(Field::ExpirationDate)
                value
                problem
                required
                hint
                reading=reading(value, today)
            />
        }
    }
}
