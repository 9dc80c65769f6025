//! What can be done to all ticked seats at once.

use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::whole;
use crate::components::{Dialog, Icon, IconName, TextField, Tone};
use crate::erased::{memo, part};
use crate::pages::seats::acts::{ended, use_seat_acts};
use crate::state::engine::use_engine;
use crate::state::listing_query::ListingQuery;
use crate::state::picked::Picked;
use crate::state::toasts::use_toasts;
use crate::text;

/// Nothing while no seat is ticked.
#[component]
pub(super) fn SeatBar(query: ListingQuery, picked: Picked) -> impl IntoView {
    let open = RwSignal::new(false);
    // The bar stays while its count changes, and with it the focus.
    let has_any = memo(move || picked.n() > 0);
    let title =
        Signal::derive(move || format!("Unassign {}", text::compliance::assignments(picked.n())));
    let count = part(move || text::license::counted(picked.n(), "selected", "selected"));
    view! {
        <Show when=move || has_any.get()>
            <section class="bulk-bar" aria-label="Selected seats">
                <p class="bulk-bar__count" role="status">{Arc::clone(&count)}</p>
                <button class="button" data-size="sm" type="button" on:click=move |_| open.set(true)>
                    <Icon name=IconName::Undo2/>
                    "Unassign"
                </button>
                <button class="button" data-size="sm" data-variant="quiet" type="button" on:click=move |_| picked.clear()>
                    "Clear selection"
                </button>
            </section>
        </Show>
        <Dialog open title close="Close">
            <Form query picked open/>
        </Dialog>
    }
    .into_any()
}

#[component]
fn Form(query: ListingQuery, picked: Picked, open: RwSignal<bool>) -> impl IntoView {
    let (engine, acts, toasts) = (use_engine(), use_seat_acts(), use_toasts());
    let note = RwSignal::new(String::new());
    let is_busy = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        let (asked, today) = (query.asked.get_untracked(), acts.today());
        let ids = picked.ids().into_iter().collect();
        let note = note.get_untracked().trim().to_owned();
        spawn_local(async move {
            let found = whole::seats((engine, today), asked, &ids).await;
            let is_done = match found {
                Ok(seats) if seats.is_empty() => {
                    toasts.say(Tone::Info, "They are not assigned any more. Nothing was changed.");
                    true
                }
                Ok(seats) => {
                    let said =
                        format!("Unassigned {}.", text::compliance::assignments(seats.len()));
                    acts.change(Vec::new(), ended(&seats, today, &note), false, said).await
                }
                Err(why) => {
                    toasts.say(Tone::Bad, why);
                    false
                }
            };
            is_busy.try_set(false);
            if is_done && open.try_set(false).is_none() {
                picked.clear();
            }
        });
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            <p>"The seats are free again, unless their licenses cannot be reassigned. The history keeps who held them."</p>
            <TextField name="end-note" label="Note" value=note hint="Why they end, such as: left, or not used."/>
            <div class="dialog__foot">
                <button class="button" data-variant="primary" type="submit" disabled=is_busy>"Unassign"</button>
                <button class="button" type="button" on:click=move |_| open.set(false)>"Cancel"</button>
            </div>
        </form>
    }
}
