//! A date in the browser's own control, read back in words, with the dates that are often meant one click away.

use leptos::prelude::*;

use super::frame::{Frame, Wiring};
use crate::components::Choice;

/// The value is `YYYY-MM-DD` or empty.
#[component]
pub fn DateField(
    name: &'static str,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] problem: Signal<Option<String>>,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] on_blur: Option<Callback<()>>,
    /// The date in words ("in 99 days"), from whoever knows today.
    #[prop(optional, into)]
    reading: Signal<Option<String>>,
    /// Buttons that set the value.
    #[prop(optional)]
    quick: Vec<Choice>,
) -> impl IntoView {
    let wiring = Wiring { name, label, hint, problem, required };
    let reading_id = format!("field-{name}-reading");
    let buttons =
        quick.into_iter().map(|choice| quick_button(choice, value, on_blur)).collect_view();
    view! {
        <Frame wiring=wiring.clone()>
            <input
                class="control"
                type="date"
                data-numeric=""
                id=wiring.id()
                name=name
                min="1900-01-01"
                max="9999-12-31"
                aria-describedby=wiring.described_by(Some(reading_id.clone()))
                aria-invalid=wiring.invalid()
                aria-required=wiring.required()
                disabled=disabled
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
                on:blur=move |_| if let Some(on_blur) = on_blur { on_blur.run(()) }
            />
            <p class="field__quick">
                <span id=reading_id>{reading}</span>
                {buttons}
            </p>
        </Frame>
    }
}

fn quick_button(
    choice: Choice,
    value: RwSignal<String>,
    on_blur: Option<Callback<()>>,
) -> impl IntoView {
    let Choice { value: date, label } = choice;
    let click = move |_| {
        value.set(date.clone());
        if let Some(on_blur) = on_blur {
            on_blur.run(());
        }
    };
    view! {
        <button class="link-button" type="button" on:click=click>
            {label}
        </button>
    }
}
