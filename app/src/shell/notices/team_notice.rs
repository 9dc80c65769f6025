//! What a person must know of a shared workspace, as the worker words it: that they only look at it,
//! that it is not shared any more, that the relay does not take what they do.

use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::{Request, SyncNotice, SyncState, Weight};

use crate::components::{Banner, Tone};
use crate::erased::memo;
use crate::platform::network;
use crate::routes;
use crate::state::engine::{Engine, use_engine};
use crate::state::sync::use_sync;

fn connect(engine: Engine) {
    let asked = engine.ask(Request::Connect);
    spawn_local(async move {
        asked.await;
    });
}

/// The next try may be a minute away, and the network has just come back.
fn connect_when_there_is_a_network(engine: Engine, sync: RwSignal<SyncState>) {
    let online = network::online();
    Effect::watch(
        move || online.get(),
        move |is_online, _, _| {
            if *is_online && sync.read_untracked().share.is_some() {
                connect(engine);
            }
        },
        false,
    );
}

#[component]
pub(super) fn TeamNotice() -> impl IntoView {
    let sync = use_sync();
    let engine = use_engine();
    let notice = memo(move || sync.read().more().notice);
    connect_when_there_is_a_network(engine, sync);
    let tone = Signal::derive(move || match notice.read().as_ref().map(|notice| notice.weight) {
        Some(Weight::Bad) => Tone::Bad,
        Some(Weight::Warn) => Tone::Warn,
        Some(Weight::Info) | None => Tone::Info,
    });
    let words = move |of: fn(&SyncNotice) -> &String| {
        Signal::derive(move || notice.read().as_ref().map(of).cloned().unwrap_or_default())
    };
    let (title, text) = (words(|notice| &notice.title), words(|notice| &notice.text));
    let may_retry = move || notice.read().as_ref().is_some_and(|notice| notice.may_retry);
    view! {
        <Show when=move || notice.read().is_some()>
            <Banner tone=tone title=title text=text>
                <Show when=may_retry>
                    <button class="button" data-size="sm" type="button" on:click=move |_| connect(engine)>
                        "Try again"
                    </button>
                </Show>
                <a class="button" data-size="sm" href=routes::TEAM>"Team"</a>
            </Banner>
        </Show>
    }
}
