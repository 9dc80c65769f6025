//! A newer version of the app waits for the person's word.

use leptos::prelude::*;

use crate::components::{Banner, Tone};
use crate::platform::service_worker;
use crate::state::storage_status::use_storage_status;

#[component]
pub(super) fn UpdateNotice() -> impl IntoView {
    let update = service_worker::follow();
    let storage = use_storage_status();
    // The reload that follows would end a command that is still on its way.
    let is_busy = move || storage.is_at_risk();
    view! {
        <Show when=move || update.is_ready.get()>
            <Banner tone=Tone::Info text="A new version of Seatwise is ready.">
                <button
                    class="button"
                    data-size="sm"
                    type="button"
                    disabled=is_busy
                    on:click=move |_| update.accept()
                >
                    "Update now"
                </button>
            </Banner>
        </Show>
    }
}
