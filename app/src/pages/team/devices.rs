//! Devices: one's own, and those of members one may remove.

use domain::id::{DeviceId, MemberId};
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::TeamTask;
use replica::team::Role;
use replica::team::api::{Device, Member, Team};

use crate::components::{StatusPill, Tone};
use crate::pages::settings::section::Section;
use crate::platform::intl;
use crate::state::team::TeamDesk;

#[component]
pub(super) fn Devices(
    known: Team,
    me: MemberId,
    device: DeviceId,
    role: Role,
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
        </Section>
    }
}

fn item(device: &Device, owner: &str, is_this: bool, team: TeamDesk) -> impl IntoView + use<> {
    let id = device.id;
    let seen = device.last_seen_at.and_then(chrono::DateTime::from_timestamp_millis);
    let seen = seen.map_or_else(
        || "not connected yet".to_owned(),
        |at| format!("last seen {}", intl::moment(at)),
    );
    let facts = format!("{owner} · {seen}");
    let (label, done) =
        (format!("Remove {} of {owner}", device.name), format!("{} is out.", device.name));
    let remove = move |_| {
        let done = done.clone();
        spawn_local(async move {
            team.run(TeamTask::RemoveDevice(id), done).await;
        });
    };
    let control = if is_this {
        view! { <StatusPill tone=Tone::Info text="This device"/> }.into_any()
    } else {
        view! {
            <button class="button" data-variant="quiet" data-size="sm" type="button" aria-label=label on:click=remove>
                "Remove"
            </button>
        }
        .into_any()
    };
    view! {
        <li class="item-list__item">
            <span class="item-list__name"><b>{device.name.clone()}</b><small>{facts}</small></span>
            {control}
        </li>
    }
}
