//! Where the link of an invitation leads: what it is for, and coming in.

use std::pin::Pin;

use domain::id::WorkspaceId;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};
use replica::protocol::{Answer, InviteFound, InviteLink, Secret, TeamTask};

use crate::components::{Banner, Skeleton, StatusPill, TextField, Tone};
use crate::erased::part;
use crate::platform::{intl, page};
use crate::routes;
use crate::state::invitation::use_invitation;
use crate::state::preferences;
use crate::state::team::use_team;
use crate::state::toasts::use_toasts;
use crate::state::workspace::{Phase, use_workspace};
use crate::state::workspaces::use_workspaces;
use crate::text;

/// The page.
#[component]
pub fn JoinPage() -> impl IntoView {
    let (team, workspace) = (use_team(), use_workspace());
    let params = use_params_map();
    let secret = use_invitation().unwrap_or_default();
    let link = move || {
        let id = params.read_untracked().get("invite")?.parse().ok()?;
        Some(InviteLink { address: String::new(), id, secret: Secret(secret.clone()) })
    };
    let link = StoredValue::new(link());
    let found = RwSignal::new(None::<Result<InviteFound, String>>);
    let is_asked = StoredValue::new(false);
    let go = use_way_in();
    Effect::new(move |_| {
        if workspace.phase.get() != Phase::Open || is_asked.get_value() {
            return;
        }
        is_asked.set_value(true);
        let Some(link) = link.get_value() else {
            return found.set(Some(Err("This link is not one of an invitation.".to_owned())));
        };
        spawn_local(async move {
            let answer = team.ask(TeamTask::LookAtInvite(link)).await;
            if let Answer::Restored(id) = answer {
                return go(id).await;
            }
            let told = if let Answer::Invite(packed) = &answer { packed.open() } else { None };
            found.try_set(Some(told.ok_or_else(|| text::team::why_not(&answer))));
        });
    });
    let content = part(move || {
        match found.get() {
        None => view! { <Skeleton rows=4 label="Looking at the invitation"/> }.into_any(),
        Some(Err(why)) => {
            view! { <Banner tone=Tone::Bad title="This invitation does not work".to_owned() text=why/> }
                .into_any()
        }
        Some(Ok(found)) => match link.get_value() {
            Some(link) => view! { <ComingIn found link/> }.into_any(),
            None => ().into_any(),
        },
    }
    });
    view! {
        <header class="page-head">
            <div class="page-head__text">
                <div class="page-head__title"><h1 tabindex="-1">"Join a workspace"</h1></div>
            </div>
        </header>
        {content}
    }
    .into_any()
}

/// The way into a workspace of this device.
fn use_way_in() -> impl Fn(WorkspaceId) -> LocalFuture + Copy + 'static {
    let workspaces = use_workspaces();
    let navigate = StoredValue::new_local(use_navigate());
    move |id| {
        Box::pin(async move {
            if workspaces.switch(id).await {
                navigate
                    .with_value(|navigate| navigate(routes::LICENSES, NavigateOptions::default()));
            }
        })
    }
}

type LocalFuture = Pin<Box<dyn Future<Output = ()>>>;

#[component]
fn ComingIn(found: InviteFound, link: InviteLink) -> impl IntoView {
    let (team, toasts) = (use_team(), use_toasts());
    let name = RwSignal::new(preferences::name().unwrap_or_default());
    let device = RwSignal::new(page::browser());
    let problem = RwSignal::new(None::<String>);
    let refused = RwSignal::new(None::<String>);
    let is_busy = RwSignal::new(false);
    let go = use_way_in();
    let info = found.info;
    let is_for_device = info.is_for_device;
    let by = StoredValue::new(info.by.clone());
    let here = found.already_here.map(|id| {
        view! {
            <Banner tone=Tone::Info title="You are in this workspace already".to_owned() text="This device has it open to you. The link is still good for another device.">
                <button class="button" data-size="sm" type="button" on:click=move |_| spawn_local(go(id))>"Open it"</button>
            </Banner>
        }
    });
    let is_new = found.already_here.is_none();
    let link = StoredValue::new(link);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        let typed = |signal: RwSignal<String>| signal.get_untracked().trim().to_owned();
        if !is_for_device && typed(name).is_empty() {
            return problem.set(Some("Say what the others call you.".to_owned()));
        }
        problem.set(None);
        refused.set(None);
        is_busy.set(true);
        // Whoever has the device is a member already, under this name.
        let name = if is_for_device { by.get_value() } else { typed(name) };
        let task = TeamTask::Join { link: link.get_value(), name, device: typed(device) };
        spawn_local(async move {
            let answer = team.ask(task).await;
            is_busy.try_set(false);
            if let Answer::Restored(id) = answer {
                toasts.say(Tone::Ok, "You are in. The inventory is on its way.");
                go(id).await;
            } else {
                drop(refused.try_set(Some(text::team::why_not(&answer))));
            }
        });
    };
    let why = part(move || {
        refused
            .get()
            .map(|why| view! { <Banner tone=Tone::Bad title="Not joined".to_owned() text=why/> })
    });
    let until = chrono::DateTime::from_timestamp_millis(info.expires_at).map(intl::moment);
    let form = is_new.then(|| {
        let until = until.unwrap_or_default();
        let about = if is_for_device {
            view! {
                <p>
                    "This is a link for one more device of " <b>{info.by.clone()}</b>
                    ". Open it only if that is you."
                </p>
                <p class="dim">"The link is good once, until " {until} "."</p>
            }
            .into_any()
        } else {
            view! {
                <p>
                    <b>{info.by.clone()}</b> " invites you to a shared workspace as "
                    <StatusPill tone=Tone::Info text=text::team::role(info.role)/>
                </p>
                <p class="dim">
                    {text::team::about_role(info.role)} " The link is good once, until " {until} "."
                </p>
            }
            .into_any()
        };
        let own_name = (!is_for_device).then(|| {
            view! {
                <TextField
                    name="member-name"
                    label="Your name"
                    hint="What the others see."
                    autocomplete="name"
                    value=name
                    problem=problem
                />
            }
        });
        view! {
            <form class="card stack" novalidate aria-label="Join" on:submit=submit>
                {about}
                {why}
                {own_name}
                <TextField name="device-name" label="This device" value=device/>
                <div class="row">
                    <button class="button" data-variant="primary" type="submit" disabled=is_busy>"Join"</button>
                </div>
            </form>
        }
    });
    view! { {here} {form} }
}
