//! What a person must know of a shared workspace: that they only look at it, that it is not shared any
//! more, that the relay does not take what they do.

use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::{LineState, SyncState, TeamTask};

use crate::components::{Banner, Tone};
use crate::erased::memo;
use crate::platform::network;
use crate::routes;
use crate::state::engine::{Engine, use_engine};
use crate::state::sync::use_sync;
use crate::text;

/// What is said, and whether trying again may help.
type Said = (Tone, &'static str, &'static str, bool);

fn said(sync: &SyncState) -> Option<Said> {
    let share = sync.share.as_ref()?;
    if let Some(ended) = share.ended {
        return Some((Tone::Warn, text::team::ended(ended), text::team::AFTER_THE_END, false));
    }
    if let LineState::Failed(trouble) = sync.line {
        return Some((Tone::Bad, "Not synced with your team", text::team::trouble(trouble), true));
    }
    if share.has_unsent {
        let text = "It is kept in a backup on this device. See Settings, Team.";
        return Some((Tone::Warn, "Some of your work was not sent", text, false));
    }
    if !share.role.may_write() {
        let text = "An admin of this workspace can give you another role.";
        return Some((Tone::Info, "You are looking at a shared workspace", text, false));
    }
    None
}

/// The next try may be a minute away, and the network has just come back.
fn connect_when_there_is_a_network(engine: Engine, sync: RwSignal<SyncState>) {
    let online = network::online();
    Effect::watch(
        move || online.get(),
        move |is_online, _, _| {
            let is_shared = sync.read_untracked().share.is_some();
            if *is_online && is_shared {
                let asked = engine.ask(TeamTask::Connect);
                spawn_local(async move {
                    asked.await;
                });
            }
        },
        false,
    );
}

#[component]
pub(super) fn TeamNotice() -> impl IntoView {
    let sync = use_sync();
    let engine = use_engine();
    let words = memo(move || said(&sync.read()));
    connect_when_there_is_a_network(engine, sync);
    let tone = Signal::derive(move || words.get().map_or(Tone::Info, |(tone, ..)| tone));
    let title = Signal::derive(move || words.get().map_or("", |(_, title, ..)| title).to_owned());
    let text = Signal::derive(move || words.get().map_or("", |(_, _, text, _)| text).to_owned());
    let may_retry = move || words.get().is_some_and(|(.., may_retry)| may_retry);
    let retry = move |_| {
        let asked = engine.ask(TeamTask::Connect);
        spawn_local(async move {
            asked.await;
        });
    };
    view! {
        <Show when=move || words.read().is_some()>
            <Banner tone=tone title=title text=text>
                <Show when=may_retry>
                    <button class="button" data-size="sm" type="button" on:click=retry>"Try again"</button>
                </Show>
                <a class="button" data-size="sm" href=routes::TEAM>"Team"</a>
            </Banner>
        </Show>
    }
}
