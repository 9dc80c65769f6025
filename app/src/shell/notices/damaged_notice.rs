//! Stored parts that could not be read and were set aside.

use leptos::prelude::*;

use crate::components::{Banner, Tone};
use crate::routes;
use crate::state::workspace::use_workspace;
use crate::text;

#[component]
pub(super) fn DamagedNotice() -> impl IntoView {
    let damaged = use_workspace().damaged;
    let title = Signal::derive(move || {
        let n = usize::try_from(damaged.get()).unwrap_or(usize::MAX);
        format!("{} could not be read.", text::license::counted(n, "stored part", "stored parts"))
    });
    view! {
        <Show when=move || { damaged.get() > 0 }>
            <Banner
                tone=Tone::Warn
                title=title
                text="What could be read is shown; the rest was set aside, not deleted. If something is \
                      missing, restore a backup in Settings."
            >
                <a class="button" data-size="sm" href=routes::SETTINGS>"Which parts"</a>
            </Banner>
        </Show>
    }
}
