//! Who shares the workspace: bringing it to a relay, members, invitations, devices.

mod device_dialog;
mod devices;
mod ending;
mod invitations;
mod invite_dialog;
mod link_shown;
mod member_item;
mod members;
mod question;
mod readable;
mod remove_button;
mod share_form;
mod unsent;

use leptos::prelude::*;
use replica::protocol::TeamState;

use self::device_dialog::DeviceDialog;
use self::devices::Devices;
use self::ending::Ending;
use self::invitations::Invitations;
use self::invite_dialog::InviteDialog;
use self::members::Members;
use self::readable::Readable;
use self::share_form::ShareForm;
use self::unsent::Unsent;
use crate::components::{Banner, Skeleton, Tone};
use crate::erased::part;
use crate::routes;
use crate::state::sync::use_sync;
use crate::state::team::{Known, TeamDesk, use_team_state};
use crate::text;

/// The page.
#[component]
pub fn TeamPage() -> impl IntoView {
    let team = use_team_state();
    let open = Opened::default();
    let content = part(move || match team.state.get() {
        Known::NotYet => view! { <Skeleton rows=6 label="Loading the team"/> }.into_any(),
        Known::Alone => view! { <ShareForm team/> }.into_any(),
        Known::Shared(state) => shared(*state, team, open),
    });
    view! {
        <header class="page-head">
            <div class="page-head__text">
                <nav class="crumbs" aria-label="Breadcrumb">
                    <ol>
                        <li><a href=routes::SETTINGS>"Settings"</a></li>
                        <li aria-current="page">"Team"</li>
                    </ol>
                </nav>
                <div class="page-head__title"><h1 tabindex="-1">"Team"</h1></div>
            </div>
        </header>
        {content}
        // Beside what is made anew whenever the team changes, as it does while the link is shown.
        <InviteDialog open=open.is_inviting team/>
        <DeviceDialog open=open.is_adding team/>
    }
    .into_any()
}

/// What stays as it is while the team is shown anew.
#[derive(Debug, Clone, Copy, Default)]
struct Opened {
    is_inviting: RwSignal<bool>,
    is_adding: RwSignal<bool>,
    is_stuck: RwSignal<bool>,
}

fn shared(state: TeamState, team: TeamDesk, open: Opened) -> AnyView {
    let Opened { is_inviting, is_adding, is_stuck } = open;
    let unsent: Vec<_> =
        state.unsent.into_iter().map(|at| view! { <Unsent at team/> }.into_any()).collect();
    if let Some(ended) = state.ended {
        return view! {
            <Banner tone=Tone::Info title=text::team::ended(ended).to_owned() text=text::team::AFTER_THE_END/>
            {unsent}
        }
        .into_any();
    }
    let (role, address) = (state.role, state.address.clone());
    let known = state.team.clone().map(|known| {
        view! {
            <Members known=known.clone() me=state.member role team/>
            {role.may_manage().then(|| view! {
                <Invitations known=known.clone() is_inviting team/>
            })}
            <Devices known me=state.member device=state.device role is_adding team/>
        }
    });
    let sync = use_sync();
    let must_seal = part(move || {
        sync.read().more().must_seal.then(|| {
            view! {
                <Banner
                    tone=Tone::Warn
                    title="Product keys are still to be sealed anew".to_owned()
                    text="Somebody who could read them is gone. It is done without asking by a device of the \
                          owner, or of an admin who sees product keys, when it is connected."
                />
            }
        })
    });
    let unknown = state.team.is_none().then(|| {
        view! {
            <Banner
                tone=Tone::Warn
                title="The members cannot be shown now.".to_owned()
                text="Only the relay knows them, and it cannot be reached. Everything else works."
            />
        }
    });
    view! {
        <Readable licenses=team.were_readable/>
        {must_seal}
        {unsent}
        {unknown}
        {known}
        <Ending role address is_stuck team/>
    }
    .into_any()
}
