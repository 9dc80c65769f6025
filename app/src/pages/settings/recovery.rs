//! The way back to product keys on a new device: a passphrase, a printed code.

mod code_dialog;
mod code_sheet;
mod passphrase_dialog;
mod recovery_item;
mod remove_dialog;

use leptos::prelude::*;
use replica::recovery::RecoveryKind;

use super::section::Section;
use crate::components::{Banner, Tone};
use crate::erased::part;
use crate::pages::unlock::UnlockDialog;
use crate::state::recovery::use_recovery_state;
use crate::text::license::counted;
use code_dialog::CodeDialog;
use passphrase_dialog::PassphraseDialog;
use recovery_item::RecoveryItem;
use remove_dialog::{Removal, RemoveDialog};

/// What there is, and the ways to set, change and remove it.
#[component]
pub(super) fn Recovery() -> impl IntoView {
    let recovery = use_recovery_state();
    let removal = Removal::new();
    let (passphrase, code) = (RwSignal::new(false), RwSignal::new(false));
    let unlocking = RwSignal::new(false);
    let locked = part(move || {
        let state = recovery.state.get().filter(|state| state.n_locked > 0)?;
        let (one, many) = ("product key does", "product keys do");
        let text =
            format!("{} not open on this device.", counted(state.n_locked as usize, one, many));
        let unlock = state.is_set().then(|| {
            view! {
                <button class="button" data-size="sm" type="button" on:click=move |_| unlocking.set(true)>
                    "Unlock"
                </button>
            }
        });
        Some(view! { <Banner tone=Tone::Warn text=text>{unlock}</Banner> })
    });
    view! {
        <Section title="Recovery" about="The way back to your product keys.">
            <div class="stack">
                <p>
                    "Product keys open only in browsers that hold this workspace's key. A passphrase or a \
                     printed code opens them on a new device, from a backup. Without either they are lost \
                     with this browser's data."
                </p>
                {locked}
                <RecoveryItem kind=RecoveryKind::Passphrase state=recovery.state set=passphrase removal/>
                <RecoveryItem kind=RecoveryKind::Code state=recovery.state set=code removal/>
                <p class="dim">
                    "Both travel in backups that are made from now on. Older backups keep what they were \
                     made with: whoever has one, and the passphrase or code of that time, can read its keys."
                </p>
            </div>
            <PassphraseDialog recovery open=passphrase/>
            <CodeDialog recovery open=code/>
            <RemoveDialog recovery removal/>
            <UnlockDialog open=unlocking/>
        </Section>
    }
}
