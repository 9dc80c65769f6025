//! Pasting product keys: one or a thousand, one a line.

use domain::draft::LONGEST_NAME;
use domain::key_paste::KeyPaste;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::key_acts::KeyActs;
use crate::components::{Dialog, TextArea, TextField};
use crate::erased::live;
use crate::text::recovery::{not_pasted, pasted};

#[component]
pub(super) fn AddKeys(acts: KeyActs, open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Dialog open title="Add product keys" close="Close">
            <AddKeysForm acts open/>
        </Dialog>
    }
}

#[component]
fn AddKeysForm(acts: KeyActs, open: RwSignal<bool>) -> impl IntoView {
    let (typed, label) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let problem = RwSignal::new(None::<String>);
    let label_problem = RwSignal::new(None::<String>);
    let is_saving = RwSignal::new(false);
    let found = live(move || typed.with(|typed| pasted(&KeyPaste::read(typed))));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if is_saving.get_untracked() {
            return;
        }
        let paste = typed.with_untracked(|typed| KeyPaste::read(typed));
        let words = label.get_untracked().trim().to_owned();
        let is_long = words.chars().count() > LONGEST_NAME;
        problem.set(not_pasted(&paste));
        label_problem.set(is_long.then(|| format!("At most {LONGEST_NAME} characters.")));
        if is_long || problem.with_untracked(Option::is_some) {
            return;
        }
        is_saving.set(true);
        spawn_local(async move {
            let is_done = acts.add(paste, words).await;
            is_saving.try_set(false);
            if is_done {
                open.try_set(false);
            }
        });
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            <TextArea
                name="pasted-keys"
                label="Keys"
                hint="One a line, up to 1,000. They are sealed on this device."
                rows=8
                value=typed
                problem=problem
                secret=true
            />
            <p class="dim" role="status">{found}</p>
            <TextField
                name="keys-label"
                label="Label"
                hint="What they are for, if you like. Several are numbered: Lab 1, Lab 2."
                value=label
                problem=label_problem
            />
            <div class="dialog__foot">
                <button
                    class="button"
                    data-variant="primary"
                    type="submit"
                    aria-disabled=live(move || is_saving.get().then_some("true"))
                >
                    "Add"
                </button>
                <button class="button" type="button" on:click=move |_| open.set(false)>"Cancel"</button>
            </div>
        </form>
    }
}
