//! Opening product keys on a device that does not hold the key to them.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Dialog, Progress, TextField, Tone};
use crate::erased::live;
use crate::state::recovery::use_recovery;
use crate::state::toasts::use_toasts;
use crate::text;

/// Asks for the recovery passphrase or code while `open`.
#[component]
pub(super) fn UnlockDialog(open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Dialog open title="Unlock product keys" close="Close">
            <UnlockForm open/>
        </Dialog>
    }
}

#[component]
fn UnlockForm(open: RwSignal<bool>) -> impl IntoView {
    let (recovery, toasts) = (use_recovery(), use_toasts());
    let typed = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let is_busy = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let secret = typed.get_untracked();
        if is_busy.get_untracked() {
            return;
        }
        if secret.trim().is_empty() {
            return problem.set(Some("Enter the passphrase or the code.".to_owned()));
        }
        problem.set(None);
        is_busy.set(true);
        spawn_local(async move {
            let unlocked = recovery.unlock(secret).await;
            is_busy.try_set(false);
            match unlocked {
                Ok(()) => {
                    toasts.say(Tone::Ok, "Unlocked. The product keys open on this device now.");
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
                "Product keys of this workspace were sealed on another device. Its recovery passphrase, \
                 or the code that was printed, opens them here from now on."
            </p>
            <TextField
                name="unlock"
                label="Recovery passphrase or code"
                kind="password"
                value=typed
                problem=problem
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
                    "Unlock"
                </button>
                <button class="button" type="button" on:click=move |_| open.set(false)>"Cancel"</button>
            </div>
        </form>
    }
}

/// Says that a passphrase is being tried, which takes a moment on purpose.
#[component]
pub(super) fn Checking(#[prop(into)] is_busy: Signal<bool>) -> impl IntoView {
    let nothing = Signal::stored(None);
    view! {
        <Show when=move || is_busy.get()>
            <Progress
                label="Working on it"
                value=nothing
                text=Signal::stored("A second or two: that makes guessing slow.".to_owned())
            />
        </Show>
    }
}
