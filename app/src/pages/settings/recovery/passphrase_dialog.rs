//! A passphrase, typed twice and kept by nobody but the person.

use domain::passphrase::Strength;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Dialog, TextField, Tone};
use crate::erased::{live, part};
use crate::pages::unlock::Checking;
use crate::state::recovery::RecoveryDesk;
use crate::state::toasts::use_toasts;
use crate::text;

#[component]
pub(super) fn PassphraseDialog(recovery: RecoveryDesk, open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Dialog open title="Recovery passphrase" close="Close">
            <PassphraseForm recovery open/>
        </Dialog>
    }
}

#[component]
fn PassphraseForm(recovery: RecoveryDesk, open: RwSignal<bool>) -> impl IntoView {
    let toasts = use_toasts();
    let (typed, again) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let problem = RwSignal::new(None::<String>);
    let problem_again = RwSignal::new(None::<String>);
    let is_busy = RwSignal::new(false);
    let strength = part(move || typed.with(|typed| text::recovery::strength(Strength::of(typed))));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        let passphrase = typed.get_untracked();
        problem.set(not_good_enough(&passphrase));
        let is_same = passphrase.trim() == again.get_untracked().trim();
        problem_again.set((!is_same).then(|| "This is not the same passphrase.".to_owned()));
        if problem.with_untracked(Option::is_some) || !is_same {
            return;
        }
        is_busy.set(true);
        spawn_local(async move {
            let set = recovery.set_passphrase(passphrase).await;
            is_busy.try_set(false);
            match set {
                Ok(()) => {
                    let said =
                        "Recovery passphrase set. Export a backup: older ones do not have it.";
                    toasts.say(Tone::Ok, said);
                    open.try_set(false);
                }
                Err(answer) => {
                    drop(problem.try_set(Some(text::recovery::why_not(&answer, "workspace"))));
                }
            }
        });
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            <p>
                "It is stored nowhere, and nobody can tell you what it was. Five words that have nothing \
                 to do with each other are easy to remember and hard to guess."
            </p>
            <TextField
                name="passphrase"
                label="Passphrase"
                kind="password"
                autocomplete="new-password"
                hint="At least 12 characters. Capitals count, spaces at the ends do not."
                value=typed
                problem=problem
                secret=true
            />
            <p class="dim" role="status">{strength}</p>
            <TextField
                name="passphrase-again"
                label="Repeat the passphrase"
                kind="password"
                autocomplete="new-password"
                value=again
                problem=problem_again
                secret=true
            />
            <Checking is_busy/>
            <div class="dialog__foot">
                <button
                    class="button"
                    data-variant="primary"
                    type="submit"
                    aria-disabled=live(move || is_busy.get().then_some("true"))
                >
                    "Set passphrase"
                </button>
                <button class="button" type="button" on:click=move |_| open.set(false)>"Cancel"</button>
            </div>
        </form>
    }
}

fn not_good_enough(passphrase: &str) -> Option<String> {
    let strength = Strength::of(passphrase);
    if strength == Strength::Empty {
        return Some("Enter a passphrase.".to_owned());
    }
    (!strength.will_do()).then(|| text::recovery::strength(strength).to_owned())
}
