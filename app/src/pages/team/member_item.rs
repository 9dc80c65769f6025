//! A member: what they may do, and the way to change that.

use domain::id::MemberId;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::TeamTask;
use replica::team::Role;
use replica::team::api::Member;

use super::question::Question;
use super::remove_button::RemoveButton;
use crate::components::{Icon, IconName, StatusPill, Tone};
use crate::state::team::TeamDesk;
use crate::text;

#[component]
pub(super) fn MemberItem(
    member: Member,
    me: MemberId,
    role: Role,
    team: TeamDesk,
) -> impl IntoView {
    let is_me = member.id == me;
    let may_change = !is_me && role.may_grant(member.role);
    let may_hand_on = role == Role::Owner && !is_me;
    let name = member.name.clone();
    let keys = if member.sees_keys { "sees product keys" } else { "no product keys" };
    let facts =
        format!("{} · {keys}", text::license::counted(member.devices.len(), "device", "devices"));
    let you = is_me.then(|| view! { <StatusPill tone=Tone::Info text="You"/> });
    let controls = if may_change || may_hand_on {
        view! { <Controls member=member.clone() role team/> }.into_any()
    } else {
        view! { <span class="dim">{text::team::role(member.role)}</span> }.into_any()
    };
    let remove = may_change.then(|| {
        view! {
            <RemoveButton
                what=name.clone()
                about="Their devices are out at once. They keep what they have, to look at, and what they have \
                       not sent yet, as a backup. Product keys are sealed anew for the others."
                task=TeamTask::Remove(member.id)
                done=format!("{name} is removed.")
                team
            />
        }
    });
    view! {
        <li class="item-list__item">
            <span class="item-list__name"><b>{name}</b><small>{facts}</small></span>
            <span class="row">{you} {controls} {remove}</span>
        </li>
    }
}

#[component]
fn Controls(member: Member, role: Role, team: TeamDesk) -> impl IntoView {
    let (id, name) = (member.id, member.name.clone());
    let choices: Vec<Role> = Role::ALL
        .into_iter()
        .filter(|other| role.may_grant(*other) || (role == Role::Owner && *other == Role::Owner))
        .collect();
    let options = choices.into_iter().map(|other| {
        view! {
            <option value=other.word() selected=other == member.role>{text::team::role(other)}</option>
        }
    });
    let run = move |wanted: Role| {
        let done = format!("{} is {} now.", name, text::team::role(wanted).to_lowercase());
        let task = TeamTask::Change { member: id, role: Some(wanted), sees_keys: None };
        spawn_local(async move {
            team.run(task, done).await;
        });
    };
    let is_handing_on = RwSignal::new(false);
    let hand_on = {
        let run = run.clone();
        Callback::new(move |()| run(Role::Owner))
    };
    let select = NodeRef::<html::Select>::new();
    let before = member.role.word();
    let change = move |event| {
        let Ok(wanted) = event_target_value(&event).parse::<Role>() else { return };
        if wanted == Role::Owner {
            // It shows what is, until the person has said so once more.
            if let Some(select) = select.get_untracked() {
                select.set_value(before);
            }
            is_handing_on.set(true);
        } else {
            run(wanted);
        }
    };
    let title = format!("Hand this workspace on to {}?", member.name);
    let keys_label = format!("{} sees product keys", member.name);
    let sees_keys = member.sees_keys;
    let toggle = move |_| {
        let task = TeamTask::Change { member: id, role: None, sees_keys: Some(!sees_keys) };
        let done = if sees_keys {
            "From now on this member gets no product keys. Those already seen cannot be unseen."
        } else {
            "This member sees product keys once one of your devices has handed on the key."
        };
        spawn_local(async move {
            team.run(task, done).await;
        });
    };
    view! {
        <span class="select">
            <select
                class="control"
                node_ref=select
                aria-label=format!("Role of {}", member.name)
                on:change=change
            >
                {options.collect_view()}
            </select>
            <Icon name=IconName::ChevronDown/>
        </span>
        <Question
            open=is_handing_on
            title
            about="They own it from then on, and you are an admin. Only they can hand it back, or stop sharing it."
            act="Hand it on"
            confirm=hand_on
        />
        <label class="check">
            <input
                class="check__input"
                type="checkbox"
                aria-label=keys_label
                prop:checked=sees_keys
                on:change=toggle
            />
            <span aria-hidden="true">"Keys"</span>
        </label>
    }
}
