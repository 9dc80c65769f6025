//! Several lines of text.

use leptos::prelude::*;

use super::frame::{Frame, Wiring};

#[component]
pub fn TextArea(
    name: &'static str,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] problem: Signal<Option<String>>,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] on_blur: Option<Callback<()>>,
    #[prop(default = 4)] rows: u32,
    /// For what no spelling checker should see.
    #[prop(optional)]
    secret: bool,
) -> impl IntoView {
    let wiring = Wiring { name: name.to_owned(), label, hint, problem, required };
    view! {
        <Frame wiring=wiring.clone()>
            <textarea
                class="control"
                id=wiring.id()
                name=name
                rows=rows.to_string()
                autocomplete=secret.then_some("off")
                spellcheck=secret.then_some("false")
                aria-describedby=wiring.described_by(None)
                aria-invalid=wiring.invalid()
                aria-required=wiring.required()
                disabled=disabled
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
                on:blur=move |_| if let Some(on_blur) = on_blur { on_blur.run(()) }
            ></textarea>
        </Frame>
    }
}
