//! One product key: what anybody may read of it, and what can be done with it.

use domain::id::{KeyId, LicenseId};
use domain::license::KeyLabel;
use leptos::prelude::*;

use super::key_acts::KeyActs;
use super::secret::use_secret;
use crate::components::{Icon, IconName};
use crate::erased::live;
use crate::text::license::{key_name, masked};

#[component]
pub(super) fn KeyRow(
    license: LicenseId,
    key_id: KeyId,
    label: KeyLabel,
    acts: KeyActs,
) -> impl IntoView {
    let secret = use_secret(license, key_id, acts.unlock);
    let name = key_name(&label);
    let masked = masked(&label.last4);
    let value = live(move || secret.shown().unwrap_or_else(|| masked.clone()));
    let is_shown = move || secret.is_shown();
    let toggle = move |_| if secret.is_shown() { secret.hide() } else { secret.reveal() };
    let icon = Signal::derive(move || if is_shown() { IconName::EyeOff } else { IconName::Eye });
    let words = (!label.label.is_empty())
        .then(|| view! { <span class="key-row__label">{label.label.clone()}</span> });
    let is_selected = move || acts.selected.with(|all| all.contains(&key_id));
    let select_name = format!("Select {name}");
    let rename_name = format!("Edit the label of {name}");
    view! {
        <li class="key-row">
            <Show when=move || acts.may_edit.get()>
                <input
                    class="check__input"
                    type="checkbox"
                    aria-label=select_name.clone()
                    prop:checked=live(is_selected)
                    on:change=move |event| acts.select(key_id, event_target_checked(&event))
                />
            </Show>
            <span class="key-row__text">
                {words}
                <code class="key-row__value">{value}</code>
            </span>
            <button class="button" data-size="sm" type="button" on:click=toggle>
                <Icon name=icon/>
                {live(move || if is_shown() { "Hide" } else { "Reveal" })}
            </button>
            <button class="button" data-size="sm" type="button" on:click=move |_| secret.copy()>
                <Icon name=IconName::Copy/>
                "Copy"
            </button>
            <Show when=move || acts.may_edit.get()>
                <button
                    class="button"
                    data-variant="quiet"
                    data-size="sm"
                    data-icon-only=""
                    type="button"
                    aria-label=rename_name.clone()
                    on:click=move |_| acts.renaming.set(Some(key_id))
                >
                    <Icon name=IconName::Pencil/>
                </button>
            </Show>
        </li>
    }
}
