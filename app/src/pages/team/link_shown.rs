//! A link that lets somebody in, shown once.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::Tone;
use crate::platform::clipboard;
use crate::state::toasts::use_toasts;

#[component]
pub(super) fn LinkShown(
    link: String,
    /// For whom it is, and for how long.
    about: &'static str,
    open: RwSignal<bool>,
) -> impl IntoView {
    let toasts = use_toasts();
    let copied = link.clone();
    let copy = move |_| {
        let link = copied.clone();
        spawn_local(async move {
            if clipboard::write(&link).await {
                toasts.say(Tone::Ok, "Copied.");
            } else {
                toasts.say(Tone::Bad, "The browser did not allow it. Select the link and copy it.");
            }
        });
    };
    view! {
        <div class="stack">
            <p>{about}</p>
            <div class="field">
                <label class="field__label" for="invite-link">"Link"</label>
                <textarea class="control" id="invite-link" rows="4" readonly spellcheck="false">{link}</textarea>
            </div>
            <div class="dialog__foot">
                <button class="button" data-variant="primary" type="button" on:click=copy>"Copy link"</button>
                <button class="button" type="button" on:click=move |_| open.set(false)>"Done"</button>
            </div>
        </div>
    }
}
