//! One of a few, all in sight: radio buttons that look like one switch.

use leptos::prelude::*;

use crate::components::Choice;

#[component]
pub fn SegmentedField(
    name: &'static str,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    choices: Vec<Choice>,
) -> impl IntoView {
    let choices = choices.into_iter().map(|choice| choice_view(name, choice, value)).collect_view();
    view! {
        <fieldset class="field">
            <legend class="field__label">{label}</legend>
            <div class="segmented">{choices}</div>
        </fieldset>
    }
}

fn choice_view(name: &'static str, choice: Choice, value: RwSignal<String>) -> impl IntoView {
    let Choice { value: own, label } = choice;
    let is_chosen = {
        let own = own.clone();
        move || value.with(|value| *value == own)
    };
    let choose = {
        let own = own.clone();
        move |_| value.set(own.clone())
    };
    view! {
        <label class="segmented__choice">
            <input class="segmented__input" type="radio" name=name value=own prop:checked=is_chosen on:change=choose/>
            <span>{label}</span>
        </label>
    }
}
