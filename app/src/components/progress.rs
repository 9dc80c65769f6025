//! How far a longer piece of work is, and the way out of it.

use leptos::prelude::*;

/// `value` runs from 0 to 1; `None` means that the end is not known.
#[component]
pub fn Progress(
    #[prop(into)] label: String,
    #[prop(into)] value: Signal<Option<f64>>,
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
            <progress class="progress__bar" aria-label=label max="1" value=move || value.get().map(|value| value.to_string())></progress>
        </div>
    }
}
