//! Whether the browser keeps what this app stores.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::section::Section;
use crate::erased::part;
use crate::platform::intl;
use crate::platform::storage_estimate::{self, StorageFacts};

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
                <p>{part(move || facts.get().map(sentence))}</p>
                {button}
            </div>
            <p class="dim" role="status">{refusal}</p>
        </Section>
    }
}

fn sentence(facts: StorageFacts) -> String {
    let used = match facts.used / 1_000_000 {
        0 => "Less than 1 MB used.".to_owned(),
        megabytes => format!("{} MB used.", intl::count(megabytes)),
    };
    if facts.is_kept {
        format!("{used} The browser keeps it until you delete it.")
    } else {
        format!("{used} The browser may delete it when space runs out.")
    }
}
