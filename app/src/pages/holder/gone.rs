//! The dialog that proposes what becomes of the seats of somebody who leaves, or of a machine that is
//! retired.

use std::sync::Arc;

use leptos::prelude::*;

use super::holding::Holding;
use crate::components::Dialog;
use crate::erased::part;
use crate::text;

#[component]
pub(in crate::pages) fn GoneDialog(
    holding: Holding,
    open: RwSignal<bool>,
    /// Saves and leaves the seats as they are.
    keep: Callback<()>,
) -> impl IntoView {
    let title = Signal::derive(move || {
        text::people::still_holds(&holding.name.read(), holding.seats.read().len())
    });
    let licenses = part(move || {
        let seats = holding.seats.get();
        seats.into_iter().map(|line| view! { <li>{line.license}</li> }).collect_view()
    });
    let release = move |_| {
        open.set(false);
        holding.release_all();
    };
    let move_on = move |_| {
        open.set(false);
        holding.move_all();
    };
    let keep = move |_| {
        open.set(false);
        keep.run(());
    };
    view! {
        <Dialog open title close="Close">
            <div class="stack">
                <ul>{Arc::clone(&licenses)}</ul>
                <div class="row">
                    <button class="button" data-variant="primary" type="button" on:click=release>
                        "Release everything"
                    </button>
                    <button class="button" type="button" on:click=move_on>"Move everything to…"</button>
                    <button class="button" type="button" on:click=keep>"Keep for now"</button>
                </div>
                <p class="dim">"Whichever you choose is saved in one step, and can be undone in one."</p>
            </div>
        </Dialog>
    }
}
