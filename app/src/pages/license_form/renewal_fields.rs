//! What happens at the end of the term.

use domain::license_type::LicenseType;
use domain::problem::Field;
use leptos::prelude::*;

use super::form_state::FormState;
use crate::components::{CheckboxField, NumberField, TextField};
use crate::text::field::{control, label};

/// Shown for the types that end; a right for ever renews nothing.
#[component]
pub(super) fn RenewalFields(form: FormState) -> impl IntoView {
    let draft = form.draft();
    let ends = move || {
        let kind = draft.license_type.with(|code| LicenseType::from_code(code));
        let for_ever = [LicenseType::Perpetual, LicenseType::OpenSource, LicenseType::Oem];
        !for_ever.contains(&kind) || draft.auto_renew.get()
    };
    view! {
        <Show when=ends>
            <CheckboxField
                name=control(Field::AutoRenew)
                label=label(Field::AutoRenew)
                value=draft.auto_renew
                hint="Unless it is cancelled in time."
            />
            <TextField
                name=control(Field::Notice)
                label=label(Field::Notice)
                value=draft.notice
                problem=form.problem(Field::Notice)
                hint="How long before the end, such as 30 days or 3 months."
            />
            <NumberField
                name=control(Field::RenewMonths)
                label=label(Field::RenewMonths)
                value=draft.renew_months
                problem=form.problem(Field::RenewMonths)
            />
        </Show>
    }
}
