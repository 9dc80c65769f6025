//! How far a longer piece of work is, and the way out of it.

use leptos::prelude::*;

use crate::erased::live;

/// `value` is how much is done, and of how much; `None` means that the end is not known.
#[component]
pub fn Progress(
    #[prop(into)] label: String,
    #[prop(into)] value: Signal<Option<(u32, u32)>>,
    #[prop(into)] text: Signal<String>,
    #[prop(optional, into)] cancel: Option<String>,
    #[prop(optional, into)] on_cancel: Option<Callback<()>>,
) -> impl IntoView {
    let cancel = cancel.zip(on_cancel).map(|(words, on_cancel)| {
        view! {
            <button class="button" data-size="sm" type="button" on:click=move |_| on_cancel.run(())>
                {words}
            </button>
        }
    });
    let done = live(move || value.get().map(|(done, _)| done.to_string()));
    let max = live(move || value.get().map(|(_, total)| total.max(1).to_string()));
    view! {
        <div class="progress">
            <div class="progress__head">
                <span>
                    <span class="progress__label">{label.clone()}</span>
                    " "
                    <span class="dim">{text}</span>
                </span>
                {cancel}
            </div>
            <progress class="progress__bar" aria-label=label max=max value=done></progress>
        </div>
    }
}
