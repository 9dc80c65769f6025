//! One of several, in the browser's own select.

use leptos::prelude::*;

use super::frame::{Frame, Wiring};
use crate::components::{Choice, Icon, IconName};
use crate::erased::part;

#[component]
pub fn SelectField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(into)] choices: Signal<Vec<Choice>>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] problem: Signal<Option<String>>,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] on_blur: Option<Callback<()>>,
) -> impl IntoView {
    let wiring = Wiring { name: name.clone(), label, hint, problem, required };
    view! {
        <Frame wiring=wiring.clone()>
            <div class="select">
                <select
                    class="control"
                    id=wiring.id()
                    name=name
                    aria-describedby=wiring.described_by(None)
                    aria-invalid=wiring.invalid()
                    aria-required=wiring.required()
                    disabled=disabled
                    prop:value=value
                    on:change=move |event| value.set(event_target_value(&event))
                    on:blur=move |_| if let Some(on_blur) = on_blur { on_blur.run(()) }
                >
                    {part(move || choices.get().into_iter().map(|choice| option_view(choice, value)).collect_view())}
                </select>
                <Icon name=IconName::ChevronDown/>
            </div>
        </Frame>
    }
}

fn option_view(choice: Choice, value: RwSignal<String>) -> impl IntoView {
    let Choice { value: own, label } = choice;
    let is_chosen = {
        let own = own.clone();
        move || value.with(|value| *value == own)
    };
    view! { <option value=own prop:selected=is_chosen>{label}</option> }
}
