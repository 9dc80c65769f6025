//! Devices: one's own, and those of members one may remove.

use domain::id::{DeviceId, MemberId};
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::TeamTask;
use replica::team::Role;
use replica::team::api::{Device, Member, Team};

use super::question::Question;
use crate::components::{Icon, IconName, StatusPill, Tone};
use crate::pages::settings::section::Section;
use crate::platform::intl;
use crate::state::team::TeamDesk;

#[component]
pub(super) fn Devices(
    known: Team,
    me: MemberId,
    device: DeviceId,
    role: Role,
    is_adding: RwSignal<bool>,
    team: TeamDesk,
) -> impl IntoView {
    let may_see = move |member: &Member| member.id == me || role.may_grant(member.role);
    let members = known.members.into_iter().filter(may_see);
    let items = members.flat_map(move |member| {
        let name = member.name;
        member.devices.into_iter().map(move |found| item(&found, &name, found.id == device, team))
    });
    view! {
        <Section title="Devices" about="Each has a key of its own. Remove one that is lost.">
            <ul class="item-list" aria-label="Devices">{items.collect_view()}</ul>
            <div class="row">
                <button class="button" type="button" on:click=move |_| is_adding.set(true)>
                    <Icon name=IconName::Plus/>
                    "Add a device of yours"
                </button>
            </div>
        </Section>
    }
}

fn item(device: &Device, owner: &str, is_this: bool, team: TeamDesk) -> impl IntoView + use<> {
    let seen = device.last_seen_at.and_then(chrono::DateTime::from_timestamp_millis);
    let seen = seen.map_or_else(
        || "not connected yet".to_owned(),
        |at| format!("last seen {}", intl::moment(at)),
    );
    let facts = format!("{owner} · {seen}");
    let control = if is_this {
        view! { <StatusPill tone=Tone::Info text="This device"/> }.into_any()
    } else {
        let (id, name) = (device.id, device.name.clone());
        view! { <Remove id name owner=owner.to_owned() team/> }.into_any()
    };
    view! {
        <li class="item-list__item">
            <span class="item-list__name"><b>{device.name.clone()}</b><small>{facts}</small></span>
            {control}
        </li>
    }
}

#[component]
fn Remove(id: DeviceId, name: String, owner: String, team: TeamDesk) -> impl IntoView {
    let is_asking = RwSignal::new(false);
    let label = format!("Remove {name} of {owner}");
    let title = format!("Remove {name} of {owner}?");
    let confirm = Callback::new(move |()| {
        let done = format!("{name} is out.");
        spawn_local(async move {
            team.run(TeamTask::RemoveDevice(id), done).await;
        });
    });
    view! {
        <button
            class="button"
            data-variant="quiet"
            data-size="sm"
            type="button"
            aria-label=label
            on:click=move |_| is_asking.set(true)
        >
            "Remove"
        </button>
        <Question
            open=is_asking
            title
            about="It is out at once. What it has not sent yet stays on it, as a backup. To come back it needs a \
                   new link."
            act="Remove"
            confirm
        />
    }
}
