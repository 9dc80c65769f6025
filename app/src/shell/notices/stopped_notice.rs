//! The worker has stopped: what is shown stays readable, and nothing can be saved.

use leptos::prelude::*;

use crate::components::{Banner, Tone};
use crate::erased::memo;
use crate::platform::service_worker::reload;
use crate::state::workspace::{Phase, use_workspace};

#[component]
pub(super) fn StoppedNotice() -> impl IntoView {
    let phase = use_workspace().phase;
    let reason = memo(move || match &*phase.read() {
        Phase::Stopped(reason) => Some(reason.clone()),
        Phase::Loading | Phase::Cached | Phase::Open | Phase::Gone => None,
    });
    let text = Signal::derive(move || {
        let known = reason.get().filter(|reason| !reason.is_empty());
        let because = known.map(|reason| format!(" Reason: {reason}")).unwrap_or_default();
        format!("You can still read what is shown. Reload to go on.{because}")
    });
    view! {
        <Show when=move || reason.read().is_some()>
            <Banner
                tone=Tone::Bad
                title="Seatwise has stopped working in the background."
                text=text
            >
                <button class="button" data-size="sm" type="button" on:click=move |_| reload()>
                    "Reload"
                </button>
            </Banner>
        </Show>
    }
}
