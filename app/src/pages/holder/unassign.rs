//! The dialog that takes one seat back, with a note on why.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::holding::Holding;
use crate::components::{Dialog, TextField};
use crate::pages::seats::acts::ended;
use crate::text;

#[component]
pub(super) fn Unassign(holding: Holding) -> impl IntoView {
    let title = Signal::derive(move || {
        let license = holding.chosen.read().first().map(|line| line.license.clone());
        format!("Unassign {}", license.unwrap_or_default())
    });
    let body = move || {
        let note = RwSignal::new(String::new());
        let submit = move |event: SubmitEvent| {
            event.prevent_default();
            let Some(line) = holding.chosen.read_untracked().first().cloned() else { return };
            let said = text::people::unassigned(&line.license, &holding.name.get_untracked());
            let note = note.read_untracked().trim().to_owned();
            holding.run(ended(&[line.seat], holding.today(), &note), said);
        };
        view! {
            <form class="stack" novalidate on:submit=submit>
                <TextField name="end-note" label="Note" value=note hint="Why it is taken back. It may stay empty."/>
                <div class="dialog__foot">
                    <button class="button" data-variant="primary" type="submit">"Unassign"</button>
                    <button class="button" type="button" on:click=move |_| holding.is_unassigning.set(false)>
                        "Cancel"
                    </button>
                </div>
            </form>
        }
    };
    view! { <Dialog open=holding.is_unassigning title close="Close">{body()}</Dialog> }
}
