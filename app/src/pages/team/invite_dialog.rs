//! A new invitation: as what, for how long; then its link, which is shown once.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::{Answer, TeamTask};
use replica::team::Role;

use super::link_shown::LinkShown;
use crate::components::{Banner, CheckboxField, Choice, Dialog, SelectField, Tone};
use crate::erased::{live, part};
use crate::state::team::{Known, TeamDesk};
use crate::text;

const ABOUT: &str = "Send this link to one person, in a message that only they read. Whoever opens it \
                     first is in. It is shown only now.";

#[component]
pub(super) fn InviteDialog(open: RwSignal<bool>, team: TeamDesk) -> impl IntoView {
    let link = RwSignal::new(None::<String>);
    let mine = move || {
        if let Known::Shared(state) = &*team.state.read_untracked() {
            (state.role, state.sees_keys)
        } else {
            (Role::Viewer, false)
        }
    };
    Effect::new(move |_| {
        if !open.get() {
            link.set(None);
        }
    });
    view! {
        <Dialog open title="Invite somebody" close="Close">
            {part(move || match link.get() {
                None => {
                    let (role, sees_keys) = mine();
                    view! { <Form link open role sees_keys team/> }.into_any()
                }
                Some(link) => view! { <LinkShown link about=ABOUT open/> }.into_any(),
            })}
        </Dialog>
    }
}

#[component]
fn Form(
    link: RwSignal<Option<String>>,
    open: RwSignal<bool>,
    role: Role,
    sees_keys: bool,
    team: TeamDesk,
) -> impl IntoView {
    let wanted = RwSignal::new(Role::Editor.word().to_owned());
    let hours = RwSignal::new("168".to_owned());
    let with_keys = RwSignal::new(false);
    let why = RwSignal::new(None::<String>);
    let is_busy = RwSignal::new(false);
    let roles: Vec<Choice> = Role::ALL
        .into_iter()
        .filter(|other| role.may_grant(*other))
        .map(|other| Choice::new(other.word(), text::team::role(other)))
        .collect();
    let times = [("24", "One day"), ("168", "One week"), ("720", "30 days")];
    let times: Vec<Choice> = times.map(|(hours, words)| Choice::new(hours, words)).into();
    let about = live(move || wanted.read().parse().map(text::team::about_role).unwrap_or_default());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let (Ok(role), Ok(hours)) = (wanted.get_untracked().parse(), hours.get_untracked().parse())
        else {
            return;
        };
        is_busy.set(true);
        let task = TeamTask::Invite { role, sees_keys: with_keys.get_untracked(), hours };
        spawn_local(async move {
            let answer = team.ask(task).await;
            is_busy.try_set(false);
            if let Answer::Key(made) = answer {
                link.try_set(Some(made.0));
                team.look().await;
            } else {
                drop(why.try_set(Some(text::team::why_not(&answer))));
            }
        });
    };
    let refused = part(move || {
        why.get()
            .map(|why| view! { <Banner tone=Tone::Bad title="No invitation".to_owned() text=why/> })
    });
    let keys = sees_keys.then(|| {
        view! {
            <CheckboxField
                name="invite-keys"
                label="May see product keys"
                hint="The key to them travels in the link, sealed; the relay cannot open it."
                value=with_keys
            />
        }
    });
    view! {
        <form class="stack" novalidate on:submit=submit>
            {refused}
            <SelectField name="invite-role" label="Role" value=wanted choices=Signal::stored(roles)/>
            <p class="dim">{about}</p>
            {keys}
            <SelectField name="invite-hours" label="Good for" value=hours choices=Signal::stored(times)/>
            <div class="dialog__foot">
                <button class="button" data-variant="primary" type="submit" disabled=is_busy>"Make link"</button>
                <button class="button" type="button" on:click=move |_| open.set(false)>"Cancel"</button>
            </div>
        </form>
    }
}
