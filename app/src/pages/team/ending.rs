//! Leaving, and for the owner: no sharing any more.

use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::TeamTask;
use replica::team::Role;

use crate::components::Dialog;
use crate::erased::live;
use crate::pages::settings::section::Section;
use crate::platform::intl;
use crate::state::sync::use_sync;
use crate::state::team::TeamDesk;

#[component]
pub(super) fn Ending(role: Role, address: String, team: TeamDesk) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let is_owner = role == Role::Owner;
    let (act, title, about) = if is_owner {
        (
            "Stop sharing",
            "Stop sharing this workspace?",
            "It is deleted from the relay, and goes on only on this device. The other members keep what \
             they have, to look at. There is no undo; you can share it anew.",
        )
    } else {
        (
            "Leave",
            "Leave this workspace?",
            "It stays on this device, to look at. To come back you need a new invitation.",
        )
    };
    let sync = use_sync();
    let synced = live(move || {
        let at = sync.read().synced_at.and_then(chrono::DateTime::from_timestamp_millis)?;
        Some(format!("Everything was there last at {}.", intl::moment(at)))
    });
    let confirm = move |_| {
        is_open.set(false);
        let (task, done) = if is_owner {
            (TeamTask::StopSharing, "This workspace is only on this device now.")
        } else {
            (TeamTask::Leave, "You have left the workspace.")
        };
        spawn_local(async move {
            team.run(task, done).await;
        });
    };
    view! {
        <Section title="Sharing" about="Where this workspace is kept besides its members\u{2019} devices.">
            <p>"Relay: " {address} ". " {synced}</p>
            <div class="row">
                <button class="button" type="button" on:click=move |_| is_open.set(true)>{act}</button>
            </div>
            <Dialog open=is_open title=title.to_owned() close="Close">
                <div class="stack" data-gap="s">
                    <p>{about}</p>
                    <div class="row">
                        <button class="button" data-variant="danger" type="button" on:click=confirm>{act}</button>
                        <button class="button" type="button" on:click=move |_| is_open.set(false)>"Cancel"</button>
                    </div>
                </div>
            </Dialog>
        </Section>
    }
}
