//! The label of one product key.

use domain::draft::LONGEST_NAME;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::key_acts::KeyActs;
use crate::components::{Dialog, TextField};

/// Open while a key is being renamed.
#[component]
pub(super) fn EditLabel(acts: KeyActs) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move || {
        if acts.renaming.get().is_some() {
            open.set(true);
        }
    });
    Effect::new(move || {
        if !open.get() {
            acts.renaming.set(None);
        }
    });
    view! {
        <Dialog open title="Edit label" close="Close">
            <LabelForm acts open/>
        </Dialog>
    }
}

#[component]
fn LabelForm(acts: KeyActs, open: RwSignal<bool>) -> impl IntoView {
    let label = RwSignal::new(acts.current_label());
    let problem = RwSignal::new(None::<String>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let words = label.get_untracked().trim().to_owned();
        if words.chars().count() > LONGEST_NAME {
            return problem.set(Some(format!("At most {LONGEST_NAME} characters.")));
        }
        spawn_local(async move {
            if acts.rename(words).await {
                open.try_set(false);
            }
        });
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            <TextField
                name="key-label"
                label="Label"
                hint="Anybody who sees the license can read it."
                value=label
                problem=problem
            />
            <div class="dialog__foot">
                <button class="button" data-variant="primary" type="submit">"Save"</button>
                <button class="button" type="button" on:click=move |_| open.set(false)>"Cancel"</button>
            </div>
        </form>
    }
}
