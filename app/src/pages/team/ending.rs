//! Leaving, and for the owner: no sharing any more.

use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::{Answer, Failure, RelayTrouble, TeamTask};
use replica::team::Role;
use replica::team::api::Refused;

use super::question::Question;
use crate::components::{Banner, Tone};
use crate::erased::{live, part};
use crate::pages::settings::section::Section;
use crate::platform::intl;
use crate::state::sync::use_sync;
use crate::state::team::TeamDesk;

#[component]
pub(super) fn Ending(
    role: Role,
    address: String,
    /// Whether the relay has not done it when it was asked to.
    is_stuck: RwSignal<bool>,
    team: TeamDesk,
) -> impl IntoView {
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
        let at = sync.read().more().synced_at.and_then(chrono::DateTime::from_timestamp_millis)?;
        Some(format!("Everything was there last at {}.", intl::moment(at)))
    });
    let end = move |anyway| {
        let (task, done) = if is_owner {
            (TeamTask::StopSharing { anyway }, "This workspace is only on this device now.")
        } else {
            (TeamTask::Leave { anyway }, "You have left the workspace.")
        };
        spawn_local(async move {
            let answer = team.run(task, done).await;
            is_stuck.try_set(matches!(
                answer,
                Answer::Failed(Failure::Relay(trouble))
                    if !matches!(trouble, RelayTrouble::UnsentFirst | RelayTrouble::Refused(Refused::NotAllowed))
            ));
        });
    };
    let confirm = Callback::new(move |()| end(false));
    let stuck = part(move || {
        is_stuck.get().then(|| {
            view! {
                <Banner
                    tone=Tone::Warn
                    title="The relay did not do it".to_owned()
                    text="If it is gone for good, this device can let go alone. What the relay keeps stays \
                          there, and if it comes back, the others go on without this device."
                >
                    <button class="button" data-size="sm" type="button" on:click=move |_| end(true)>
                        "Let go alone"
                    </button>
                </Banner>
            }
        })
    });
    view! {
        <Section title="Sharing" about="Where this workspace is kept besides its members\u{2019} devices.">
            <p>"Relay: " {address} ". " {synced}</p>
            {stuck}
            <div class="row">
                <button class="button" type="button" on:click=move |_| is_open.set(true)>{act}</button>
            </div>
            <Question open=is_open title about act confirm/>
        </Section>
    }
}
