//! The passphrase or the code: whether there is one, and what can be done.

use leptos::prelude::*;
use replica::recovery::{RecoveryKind, RecoveryState};

use super::remove_dialog::Removal;
use crate::components::{Icon, IconName};
use crate::erased::{live, memo};
use crate::platform::intl;
use crate::text::license::counted;

/// `set` opens the dialog that sets it.
#[component]
pub(super) fn RecoveryItem(
    kind: RecoveryKind,
    state: RwSignal<Option<RecoveryState>>,
    set: RwSignal<bool>,
    removal: Removal,
) -> impl IntoView {
    let since = memo(move || state.get().and_then(|state| state.since(kind)));
    let title = match kind {
        RecoveryKind::Passphrase => "Recovery passphrase",
        RecoveryKind::Code => "Recovery code",
    };
    let (first, again, remove) = match kind {
        RecoveryKind::Passphrase => {
            ("Set a recovery passphrase", "Change passphrase", "Remove passphrase")
        }
        RecoveryKind::Code => ("Print a recovery code", "Make a new code", "Remove code"),
    };
    let standing = live(move || match (state.get(), since.get()) {
        (None, _) => String::new(),
        (Some(_), None) => "Not set.".to_owned(),
        (Some(state), Some(at)) => {
            let set = format!("Set {}.", intl::moment(at));
            match state.uncovered(kind) {
                0 => set,
                n => {
                    let n = counted(n as usize, "product key", "product keys");
                    format!("{set} It would not bring back {n}. Unlock with it, or set it again.")
                }
            }
        }
    });
    // The button stays the same one, so that the focus comes back to it.
    let label = live(move || if since.get().is_some() { again } else { first });
    view! {
        <section class="stack" data-gap="s" aria-label=title>
            <h3>{title}</h3>
            <p>{standing}</p>
            <div class="row">
                <button class="button" type="button" on:click=move |_| set.set(true)>
                    <Icon name=IconName::KeyRound/>
                    {label}
                </button>
                <Show when=move || since.get().is_some()>
                    <button class="button" data-variant="quiet" type="button" on:click=move |_| removal.ask(kind)>
                        {remove}
                    </button>
                </Show>
            </div>
        </section>
    }
}
