//! What the person at this device calls themselves.

use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::Request;

use super::section::Section;
use crate::components::TextField;
use crate::state::engine::use_engine;
use crate::state::preferences;

/// The name; what is typed counts at once, for what is done from then on.
#[component]
pub(super) fn YourName() -> impl IntoView {
    let engine = use_engine();
    let value = RwSignal::new(preferences::name().unwrap_or_default());
    Effect::watch(
        move || value.get(),
        move |name, _, _| {
            preferences::remember_name(name);
            let signed = engine.ask(Request::Sign(name.clone()));
            spawn_local(async move {
                signed.await;
            });
        },
        false,
    );
    view! {
        <Section title="You" about="For what is done on this device.">
            <TextField
                name="your-name"
                label="Your name"
                hint="Stands in the history beside what you do, on every device that has this workspace."
                autocomplete="name"
                value
            />
        </Section>
    }
}
