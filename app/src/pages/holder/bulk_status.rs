//! The dialog that sets the status of all ticked lines, and may take back what seats they hold.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::bulk::{Bulk, BulkLine};
use crate::components::{CheckboxField, Choice, Dialog, SelectField};

#[component]
pub(in crate::pages) fn BulkStatus<L: BulkLine>(
    bulk: Bulk<L>,
    open: RwSignal<bool>,
    choices: Vec<Choice>,
    /// The status of those who need no seats any more.
    gone: &'static str,
    set: fn(&mut L::Record, &str),
) -> impl IntoView {
    view! {
        <Dialog open title="Set status" close="Close">
            {form(bulk, open, choices.clone(), gone, set)}
        </Dialog>
    }
}

fn form<L: BulkLine>(
    bulk: Bulk<L>,
    open: RwSignal<bool>,
    choices: Vec<Choice>,
    gone: &'static str,
    set: fn(&mut L::Record, &str),
) -> AnyView {
    let first = choices.first().map(|choice| choice.value.clone());
    let value = RwSignal::new(first.unwrap_or_default());
    let releases = RwSignal::new(true);
    let is_gone = move || *value.read() == gone;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let code = value.get_untracked();
        let is_released = untrack(is_gone) && releases.get_untracked();
        let change = move |record: &mut L::Record| set(record, &code);
        if is_released {
            bulk.change_and_release("Changed", change);
        } else {
            bulk.change("Changed", change);
        }
        open.set(false);
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            <SelectField name="bulk-status" label="Status" value choices/>
            <Show when=is_gone>
                <CheckboxField
                    name="bulk-release"
                    label="Release everything they hold"
                    value=releases
                    hint="Saved in one step with the status, and undone in one."
                />
            </Show>
            <div class="dialog__foot">
                <button class="button" data-variant="primary" type="submit">"Change"</button>
                <button class="button" type="button" on:click=move |_| open.set(false)>"Cancel"</button>
            </div>
        </form>
    }
    .into_any()
}
