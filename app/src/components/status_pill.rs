//! A status in a word, with a shape and a tone.

use leptos::prelude::*;

use crate::erased::live;

use super::Tone;

/// With a `label` the pill is a live status of that name; without one it is plain text, as in a table cell.
#[component]
pub fn StatusPill(
    #[prop(into)] tone: Signal<Tone>,
    #[prop(into)] text: Signal<String>,
    #[prop(optional, into)] label: Option<String>,
) -> impl IntoView {
    view! {
        <span class="pill" data-tone=live(move || tone.get().name()) role=label.is_some().then_some("status") aria-label=label>
            {text}
        </span>
    }
}
