//! Whether the workspace is shared, and the way to the page about that.

use leptos::prelude::*;

use super::section::Section;
use crate::erased::live;
use crate::routes;
use crate::state::sync::use_sync;
use crate::text;

#[component]
pub(super) fn Team() -> impl IntoView {
    let sync = use_sync();
    let words = live(move || match sync.read().share {
        None => "This workspace is only on this device.".to_owned(),
        Some(share) => match share.ended {
            Some(ended) => text::team::ended(ended).to_owned(),
            None => format!("Shared; you are {}.", text::team::role(share.role).to_lowercase()),
        },
    });
    let act = live(move || {
        if sync.read().share.is_some() { "Members and devices" } else { "Share this workspace" }
    });
    view! {
        <Section title="Team" about="Work on this inventory together.">
            <p>{words}</p>
            <div class="row"><a class="button" href=routes::TEAM>{act}</a></div>
        </Section>
    }
}
