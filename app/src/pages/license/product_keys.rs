//! The card of product keys: masked, until somebody asks to see one.

mod add_keys;
mod edit_label;
mod key_acts;
mod key_row;
mod secret;

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::id::{KeyId, LicenseId};
use domain::license::KeyLabel;
use leptos::ev::Event;
use leptos::prelude::*;
use replica::protocol::LicenseDetail;

use crate::components::{Icon, IconName};
use crate::erased::{live, memo, part};
use crate::pages::unlock::UnlockDialog;
use crate::text::license::counted;

use add_keys::AddKeys;
use edit_label::EditLabel;
use key_acts::{KeyActs, use_key_acts};
use key_row::KeyRow;

/// So many keys are shown until somebody wants to see all.
const SHOWN: usize = 20;

#[component]
pub(super) fn ProductKeys(
    id: LicenseId,
    detail: Memo<Option<Arc<LicenseDetail>>>,
) -> impl IntoView {
    let acts = use_key_acts(detail);
    // By itself, so that an edit elsewhere does not hide a key that is being read.
    let keys =
        memo(move || detail.with(|detail| detail.as_deref().map(in_order).unwrap_or_default()));
    let n_keys = memo(move || keys.with(Vec::len));
    let all = RwSignal::new(false);
    let shown = move || {
        let most = if all.get() { usize::MAX } else { SHOWN };
        keys.with(|keys| keys.iter().take(most).cloned().collect::<Vec<_>>())
    };
    let note = part(move || match n_keys.get() {
        0 => "No product key is stored.",
        _ => "Sealed. At most the last four characters can be read without Reveal.",
    });
    let adding = RwSignal::new(false);
    view! {
        <section class="card">
            <div class="row" data-spread="">
                <h2 class="card__title">"Product keys"</h2>
                <Show when=move || acts.may_edit.get()>
                    <button class="button" data-size="sm" type="button" on:click=move |_| adding.set(true)>
                        <Icon name=IconName::Plus/>
                        "Add keys"
                    </button>
                </Show>
            </div>
            <Show when=move || acts.may_edit.get() && n_keys.get() != 0>
                <Selection acts keys/>
            </Show>
            <Show when=move || n_keys.get() != 0>
                <ul class="key-list" aria-label="Product keys">
                    <For each=shown key=Clone::clone let((key, label))>
                        <KeyRow license=id key_id=key label acts/>
                    </For>
                </ul>
            </Show>
            <Show when=move || !all.get() && { SHOWN < n_keys.get() }>
                <button class="button" data-size="sm" type="button" on:click=move |_| all.set(true)>
                    {live(move || format!("Show all {}", counted(n_keys.get(), "key", "keys")))}
                </button>
            </Show>
            <p class="card__text">{note}</p>
        </section>
        <AddKeys acts open=adding/>
        <EditLabel acts/>
        <UnlockDialog open=acts.unlock/>
    }
}

type Keys = Vec<(KeyId, KeyLabel)>;

fn in_order(detail: &LicenseDetail) -> Keys {
    let mut keys: Keys =
        detail.license.keys.iter().map(|(id, label)| (*id, label.clone())).collect();
    keys.sort_by_cached_key(|(_, label)| label.place());
    keys
}

/// How many keys are ticked, and what can be done with those.
#[component]
fn Selection(acts: KeyActs, keys: Memo<Keys>) -> impl IntoView {
    let n = memo(move || acts.ticked().len());
    let is_all = move || n.get() == keys.with(Vec::len);
    let toggle_all = move |event: Event| {
        let ids: BTreeSet<KeyId> = if event_target_checked(&event) {
            keys.with_untracked(|keys| keys.iter().map(|(id, _)| *id).collect())
        } else {
            BTreeSet::new()
        };
        acts.selected.set(ids);
    };
    view! {
        <div class="row" data-spread="">
            <Show when=move || { 1 < keys.with(Vec::len) }>
                <label class="select-all">
                    <input
                        class="check__input"
                        type="checkbox"
                        prop:checked=live(is_all)
                        on:change=toggle_all
                    />
                    {live(move || format!("Select all {}", counted(keys.with(Vec::len), "key", "keys")))}
                </label>
            </Show>
            <Show when=move || n.get() != 0>
                <button class="button" data-size="sm" type="button" on:click=move |_| acts.remove_ticked()>
                    <Icon name=IconName::Trash2/>
                    {live(move || format!("Remove {}", counted(n.get(), "key", "keys")))}
                </button>
            </Show>
        </div>
    }
}
