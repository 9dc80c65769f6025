//! Bringing the workspace to a relay.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::{Answer, Secret, TeamTask};

use crate::components::{Banner, TextField, Tone};
use crate::erased::part;
use crate::pages::settings::section::Section;
use crate::platform::page;
use crate::state::preferences;
use crate::state::team::TeamDesk;
use crate::state::toasts::use_toasts;
use crate::text;

/// The form. The code is asked for once the relay has said that it wants one.
#[component]
pub(super) fn ShareForm(team: TeamDesk) -> impl IntoView {
    let toasts = use_toasts();
    let name = RwSignal::new(preferences::name().unwrap_or_default());
    let device = RwSignal::new(page::browser());
    let (address, code) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let problem = RwSignal::new(None::<String>);
    let refused = RwSignal::new(None::<String>);
    let is_busy = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        let typed = |signal: RwSignal<String>| signal.get_untracked().trim().to_owned();
        if typed(name).is_empty() {
            return problem.set(Some("Say what the others call you.".to_owned()));
        }
        problem.set(None);
        refused.set(None);
        is_busy.set(true);
        let code = Some(typed(code)).filter(|code| !code.is_empty()).map(Secret);
        let task = TeamTask::Share {
            address: typed(address),
            code,
            name: typed(name),
            device: typed(device),
        };
        spawn_local(async move {
            let answer = team.ask(task).await;
            is_busy.try_set(false);
            if answer == Answer::Done {
                toasts.say(Tone::Ok, "This workspace is shared. Invite your team.");
                team.look().await;
            } else {
                drop(refused.try_set(Some(text::team::why_not(&answer))));
            }
        });
    };
    let why = part(move || {
        refused
            .get()
            .map(|why| view! { <Banner tone=Tone::Bad title="Not shared".to_owned() text=why/> })
    });
    view! {
        <Section
            title="Share this workspace"
            about="Your team works on it together, each on their own devices, with or without a network."
        >
            <form class="stack" novalidate aria-label="Share this workspace" on:submit=submit>
                <p>
                    "A relay keeps everybody\u{2019}s copy the same. It sees the inventory, so that it can \
                     hand it on; product keys reach it sealed, and it cannot open them."
                </p>
                {why}
                <TextField
                    name="member-name"
                    label="Your name"
                    hint="What the others see."
                    autocomplete="name"
                    value=name
                    problem=problem
                />
                <TextField name="device-name" label="This device" value=device/>
                <TextField
                    name="relay-code"
                    label="Set-up or sign-up code"
                    hint="A relay that nobody has used yet prints one when it starts. Empty if you have none."
                    value=code
                    secret=true
                />
                <TextField
                    name="relay-address"
                    label="Relay"
                    hint="Empty for the one this app comes from."
                    value=address
                    kind="url"
                />
                <div class="row">
                    <button class="button" data-variant="primary" type="submit" disabled=is_busy>
                        "Share this workspace"
                    </button>
                </div>
            </form>
        </Section>
    }
    .into_any()
}
