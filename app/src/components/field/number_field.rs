//! A number as it was typed. Not `type=number`: that control drops what it cannot read and changes on the mouse wheel.

use leptos::prelude::*;

use super::frame::{Frame, Wiring};

#[component]
pub fn NumberField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] problem: Signal<Option<String>>,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] on_blur: Option<Callback<()>>,
    /// Offers a decimal separator on the keyboards of phones.
    #[prop(optional)]
    decimal: bool,
) -> impl IntoView {
    let wiring = Wiring { name: name.clone(), label, hint, problem, required };
    view! {
        <Frame wiring=wiring.clone()>
            <input
                class="control"
                type="text"
                data-numeric=""
                inputmode=if decimal { "decimal" } else { "numeric" }
                id=wiring.id()
                name=name
                autocomplete="off"
                aria-describedby=wiring.described_by(None)
                aria-invalid=wiring.invalid()
                aria-required=wiring.required()
                disabled=disabled
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
                on:blur=move |_| if let Some(on_blur) = on_blur { on_blur.run(()) }
            />
        </Frame>
    }
}
