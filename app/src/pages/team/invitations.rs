//! Invitations that can still be used, and the way to a new one.

use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::TeamTask;
use replica::team::api::{Invite, Team};

use crate::components::{Icon, IconName};
use crate::pages::settings::section::Section;
use crate::platform::intl;
use crate::state::team::TeamDesk;
use crate::text;

#[component]
pub(super) fn Invitations(
    known: Team,
    is_inviting: RwSignal<bool>,
    team: TeamDesk,
) -> impl IntoView {
    let by = known.members.clone();
    let name_of = move |invite: &Invite| {
        by.iter().find(|member| member.id == invite.by).map(|member| member.name.clone())
    };
    let items = known.invites.into_iter().map(|invite| {
        let by = name_of(&invite).unwrap_or_default();
        item(&invite, &by, team)
    });
    let items = items.collect_view();
    let none = items.is_empty().then(|| view! { <p class="dim">"No invitation is open."</p> });
    view! {
        <Section title="Invitations" about="Each is a link that is good once, for one person.">
            {none}
            <ul class="item-list" aria-label="Open invitations">{items}</ul>
            <div class="row">
                <button class="button" data-variant="primary" type="button" on:click=move |_| is_inviting.set(true)>
                    <Icon name=IconName::UserPlus/>
                    "Invite somebody"
                </button>
            </div>
        </Section>
    }
}

fn item(invite: &Invite, by: &str, team: TeamDesk) -> impl IntoView + use<> {
    let id = invite.id;
    let until = chrono::DateTime::from_timestamp_millis(invite.expires_at).map(intl::moment);
    let facts = format!("by {by} · until {}", until.unwrap_or_default());
    let keys = if invite.sees_keys { " with product keys" } else { "" };
    let title = if invite.is_for_device {
        format!("A device of {by}")
    } else {
        format!("{}{keys}", text::team::role(invite.role))
    };
    let label = format!("Take back the invitation: {title}");
    let revoke = move |_| {
        spawn_local(async move {
            team.run(TeamTask::Revoke(id), "The link lets nobody in any more.").await;
        });
    };
    view! {
        <li class="item-list__item">
            <span class="item-list__name"><b>{title}</b><small>{facts}</small></span>
            <button class="button" data-variant="quiet" data-size="sm" type="button" aria-label=label on:click=revoke>
                "Take back"
            </button>
        </li>
    }
}
