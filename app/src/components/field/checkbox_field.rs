//! A yes or no.

use leptos::prelude::*;

use super::frame::{Wiring, problem_view};

#[component]
pub fn CheckboxField(
    name: &'static str,
    #[prop(into)] label: String,
    value: RwSignal<bool>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] problem: Signal<Option<String>>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    let wiring = Wiring { name: name.to_owned(), label, hint, problem, required: false };
    let hint_id = wiring.hint_id();
    let hint =
        wiring.hint.clone().map(|hint| view! { <p class="field__hint" id=hint_id>{hint}</p> });
    view! {
        <div class="field">
            <div class="check">
                <input
                    class="check__input"
                    type="checkbox"
                    id=wiring.id()
                    name=name
                    aria-describedby=wiring.described_by(None)
                    aria-invalid=wiring.invalid()
                    disabled=disabled
                    prop:checked=value
                    on:change=move |event| value.set(event_target_checked(&event))
                />
                <label class="field__label" for=wiring.id()>{wiring.label.clone()}</label>
            </div>
            {hint}
            {problem_view(&wiring)}
        </div>
    }
}
