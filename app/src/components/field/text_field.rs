//! A line of text, with suggestions where some are known.

use leptos::prelude::*;

use crate::erased::part;

use super::frame::{Frame, Wiring};

#[component]
pub fn TextField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] problem: Signal<Option<String>>,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] on_blur: Option<Callback<()>>,
    /// The control's `type`.
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(optional)] autofocus: bool,
    /// For what no spelling checker should see.
    #[prop(optional)]
    secret: bool,
    #[prop(optional, into)] suggestions: Option<Signal<Vec<String>>>,
) -> impl IntoView {
    let wiring = Wiring { name: name.clone(), label: label.clone(), hint, problem, required };
    let list_id = format!("field-{name}-suggestions");
    let list = suggestions.map(|suggestions| suggestion_list(list_id.clone(), suggestions));
    view! {
        <Frame wiring=wiring.clone()>
            <input
                class="control"
                type=kind
                id=wiring.id()
                name=name
                autocomplete=autocomplete
                autofocus=autofocus
                spellcheck=secret.then_some("false")
                list=suggestions.is_some().then_some(list_id)
                aria-describedby=wiring.described_by(None)
                aria-invalid=wiring.invalid()
                aria-required=wiring.required()
                disabled=disabled
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
                on:blur=move |_| if let Some(on_blur) = on_blur { on_blur.run(()) }
            />
            {list}
        </Frame>
    }
}

fn suggestion_list(id: String, suggestions: Signal<Vec<String>>) -> impl IntoView {
    view! {
        <datalist id=id>
            {part(move || suggestions.get().into_iter().map(|value| view! { <option value=value></option> }).collect_view())}
        </datalist>
    }
}
