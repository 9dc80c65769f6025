//! The browser has deleted what was stored, and the two ways to go on.

use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::{Answer, Task};

use crate::components::{Banner, Tone};
use crate::erased::memo;
use crate::routes;
use crate::state::engine::use_engine;
use crate::state::open::opened;
use crate::state::toasts::use_toasts;
use crate::state::workspace::{Phase, use_workspace};
use crate::text;

#[component]
pub(super) fn GoneNotice() -> impl IntoView {
    let (workspace, engine, toasts) = (use_workspace(), use_engine(), use_toasts());
    let is_gone = memo(move || *workspace.phase.read() == Phase::Gone);
    let is_busy = RwSignal::new(false);
    let begin_anew = move |_| {
        let Some(id) = workspace.id.get_untracked() else { return };
        is_busy.set(true);
        spawn_local(async move {
            let answer = engine.ask(Task::BeginAnew).await;
            if answer == Answer::Done {
                opened(workspace, engine, id, false).await;
            } else {
                toasts.say(Tone::Bad, text::answer::why_not(&answer));
            }
            is_busy.set(false);
        });
    };
    view! {
        <Show when=move || is_gone.get()>
            <Banner
                tone=Tone::Bad
                title=Signal::stored("What was stored here is gone.".to_owned())
                text="The browser has deleted it, or somebody has cleared its data. The list shows \
                      what is still known of it. Restore a backup, or go on without."
            >
                <a class="button" data-size="sm" href=routes::SETTINGS>"Restore a backup"</a>
                <button class="button" data-size="sm" type="button" disabled=is_busy on:click=begin_anew>
                    "Go on with an empty inventory"
                </button>
            </Banner>
        </Show>
    }
}
