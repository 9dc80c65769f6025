//! What this device was not allowed to send any more: kept as a backup, until somebody lets go of it.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::{Answer, TeamTask};

use super::question::Question;
use crate::components::{Banner, Tone};
use crate::platform::{download, intl};
use crate::state::team::TeamDesk;
use crate::state::toasts::use_toasts;
use crate::text;

#[component]
pub(super) fn Unsent(at: DateTime<Utc>, team: TeamDesk) -> impl IntoView {
    let toasts = use_toasts();
    let words = format!(
        "On {} your role changed before everything from this device was sent. That work is in a backup, \
         which can be restored beside this workspace.",
        intl::moment(at)
    );
    let save = move |_| {
        spawn_local(async move {
            let answer = team.ask(TeamTask::Unsent(at)).await;
            if let Answer::File(bytes) = &answer {
                download::save(bytes, "unsent.seatwise", "application/octet-stream");
            } else {
                toasts.say(Tone::Bad, text::team::why_not(&answer));
            }
        });
    };
    let is_asking = RwSignal::new(false);
    let let_go = Callback::new(move |()| {
        spawn_local(async move {
            team.run(TeamTask::DropUnsent(at), "The unsent work is deleted from this device.")
                .await;
        });
    });
    view! {
        <Banner tone=Tone::Warn title="Some of your work was not sent".to_owned() text=words>
            <button class="button" data-size="sm" type="button" on:click=save>"Download it"</button>
            <button class="button" data-size="sm" data-variant="quiet" type="button" on:click=move |_| is_asking.set(true)>"Delete it"</button>
        </Banner>
        <Question
            open=is_asking
            title="Delete the unsent work?"
            about="There is no undo. Download it first if anybody may still want it."
            act="Delete"
            confirm=let_go
        />
    }
}
