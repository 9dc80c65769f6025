//! Devices: one's own, and those of members one may remove.

use domain::id::{DeviceId, MemberId};
use leptos::prelude::*;
use replica::protocol::TeamTask;
use replica::team::Role;
use replica::team::api::{Device, Member, Team};

use super::remove_button::RemoveButton;
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
        view! {
            <RemoveButton
                what=format!("{} of {owner}", device.name)
                about="It is out at once. What it has not sent yet stays on it, as a backup. To come back it needs \
                       a new link."
                task=TeamTask::RemoveDevice(device.id)
                done=format!("{} is out.", device.name)
                team
            />
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
