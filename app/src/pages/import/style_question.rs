//! How the file writes something: what it shows by itself, and a way to say otherwise.

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::{Choice, SelectField};
use crate::erased::{memo, part};

/// Asked when cells are unclear, when the file shows a way, or when a person answered. It stays
/// the same control while plans come and go, so that the focus stays too.
#[component]
pub(in crate::pages) fn StyleQuestion(
    name: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    choices: Vec<Choice>,
    /// Cells wait for an answer.
    is_unclear: Signal<bool>,
    /// What to say then.
    unclear: &'static str,
    /// The file shows a way, or a person said it.
    is_known: Signal<bool>,
    /// Which cell shows it.
    evidence: Signal<Option<String>>,
) -> impl IntoView {
    let is_asked = memo(move || is_unclear.get() || is_known.get() || !value.read().is_empty());
    let problem = Signal::derive(move || is_unclear.get().then(|| unclear.to_owned()));
    let hint = part(move || evidence.get().map(|text| view! { <p class="field__hint">{text}</p> }));
    view! {
        <Show when=move || is_asked.get()>
            <div class="stack" data-gap="s">
                <SelectField name label value choices=choices.clone() problem/>
                {Arc::clone(&hint)}
            </div>
        </Show>
    }
}
