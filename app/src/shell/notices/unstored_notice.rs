//! Changes that are in this tab alone, and the two ways to keep them.

use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::{Answer, Request, StorageState};

use crate::components::{Banner, Tone};
use crate::erased::memo;
use crate::state::backup::export_and_tell;
use crate::state::engine::use_engine;
use crate::state::storage_status::use_storage_status;
use crate::state::toasts::use_toasts;
use crate::state::workspace::use_workspace;
use crate::text;

#[component]
pub(super) fn UnstoredNotice() -> impl IntoView {
    let state = use_storage_status().state;
    let words = memo(move || match &*state.read() {
        StorageState::Stored => None,
        StorageState::Unstored(trouble) => Some(text::answer::storage_trouble(trouble)),
    });
    let title = Signal::derive(move || words.get().map_or("", |(title, _)| title).to_owned());
    let text = Signal::derive(move || words.get().map_or("", |(_, text)| text).to_owned());
    view! {
        <Show when=move || words.read().is_some()>
            <Banner tone=Tone::Bad title=title text=text>
                <WaysOut/>
            </Banner>
        </Show>
    }
}

#[component]
fn WaysOut() -> impl IntoView {
    let (engine, workspace) = (use_engine(), use_workspace());
    let toasts = use_toasts();
    let export = move |_| spawn_local(export_and_tell(engine, workspace, toasts));
    let try_again = move |_| {
        spawn_local(async move {
            let answer = engine.ask(Request::StoreAgain).await;
            if answer != Answer::Done {
                toasts.say(Tone::Bad, "Still not stored. Export a backup to be safe.");
            }
        });
    };
    view! {
        <button class="button" data-size="sm" type="button" on:click=export>"Export a backup"</button>
        <button class="button" data-size="sm" type="button" on:click=try_again>"Try again"</button>
    }
}
