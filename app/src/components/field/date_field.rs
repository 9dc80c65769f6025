//! A date in the browser's own control, read back in words, with the dates that are often meant one click away.

use leptos::prelude::*;

use super::frame::{Frame, Wiring};
use crate::components::Choice;

/// The value while a date is typed in part or does not exist, such as 31 February. It reads as no
/// date, so that saving reports it instead of taking it for "no date".
const INCOMPLETE: &str = "incomplete";

/// The value is `YYYY-MM-DD`, empty, or what is no date while one is being typed.
#[component]
pub fn DateField(
    #[prop(into)] name: String,
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
    let wiring = Wiring { name: name.clone(), label, hint, problem, required };
    let input = NodeRef::<leptos::html::Input>::new();
    // Only another value is written back: writing its own would throw away a date typed in part.
    Effect::new(move |_| {
        let value = value.get();
        if let Some(input) =
            input.get().filter(|input| value != INCOMPLETE && input.value() != value)
        {
            input.set_value(&value);
        }
    });
    let typed = move || {
        let input = input.get_untracked();
        input.map_or_else(String::new, |input| {
            if input.validity().bad_input() { INCOMPLETE.to_owned() } else { input.value() }
        })
    };
    let reading_id = format!("field-{name}-reading");
    let buttons =
        quick.into_iter().map(|choice| quick_button(choice, value, on_blur)).collect_view();
    view! {
        <Frame wiring=wiring.clone()>
            <input
                node_ref=input
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
                on:input=move |_| value.set(typed())
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
