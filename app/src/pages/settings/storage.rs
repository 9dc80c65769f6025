//! Whether the browser keeps what this app stores, and what of it cannot be read.

use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::{Answer, DamagedPart, Task};

use super::section::Section;
use crate::erased::part;
use crate::platform::storage_estimate;
use crate::state::engine::use_engine;
use crate::state::workspace::{Phase, use_workspace};
use crate::text;

/// How much is used, and the way to ask the browser to keep it.
#[component]
pub(super) fn Storage() -> impl IntoView {
    let facts = RwSignal::new(None);
    let is_refused = RwSignal::new(false);
    let look = move || {
        spawn_local(async move {
            facts.try_set(storage_estimate::look().await);
        });
    };
    look();
    let keep = move |_| {
        spawn_local(async move {
            let is_kept = storage_estimate::keep().await;
            is_refused.try_set(!is_kept);
            facts.try_set(storage_estimate::look().await);
        });
    };
    let button = part(move || {
        let may_ask = facts.get().is_some_and(|facts| !facts.is_kept);
        may_ask.then(|| {
            view! {
                <button class="button" data-size="sm" type="button" on:click=keep>"Keep it"</button>
            }
        })
    });
    let refusal = part(move || {
        is_refused
            .get()
            .then_some("The browser declined for now. It usually agrees once the app is installed.")
    });
    view! {
        <Section title="Storage" about="Everything is stored in this browser.">
            <div class="row">
                <p>{part(move || facts.get().map(text::storage::facts))}</p>
                {button}
            </div>
            <p class="dim" role="status">{refusal}</p>
            <Damages/>
        </Section>
    }
}

/// The parts that could not be read, one by one.
#[component]
fn Damages() -> impl IntoView {
    let (engine, workspace) = (use_engine(), use_workspace());
    let damages = RwSignal::new(Vec::<DamagedPart>::new());
    Effect::new(move || {
        // The history may have found more.
        workspace.revision.track();
        if workspace.phase.get() == Phase::Open {
            spawn_local(async move {
                if let Answer::Damages(packed) = engine.ask(Task::Damages).await {
                    damages.try_set(packed.open().unwrap_or_default());
                }
            });
        }
    });
    part(move || {
        let damages = damages.get();
        (!damages.is_empty()).then(|| {
            let told = text::storage::unread(damages.len());
            let parts = damages.iter().map(|part| view! { <li>{text::storage::part(part)}</li> });
            view! {
                <p>{told}</p>
                <ul aria-label="Stored parts that could not be read">{parts.collect_view()}</ul>
            }
        })
    })
}
