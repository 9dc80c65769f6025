//! One product key with its two buttons.

use domain::id::{KeyId, LicenseId};
use domain::license::KeyLabel;
use leptos::prelude::*;

use super::secret::use_secret;
use crate::components::{Icon, IconName};
use crate::erased::live;

#[component]
pub(super) fn KeyRow(license: LicenseId, key_id: KeyId, label: KeyLabel) -> impl IntoView {
    let secret = use_secret(license, key_id);
    let masked = masked(&label.last4);
    let value = live(move || secret.shown().unwrap_or_else(|| masked.clone()));
    let is_shown = move || secret.is_shown();
    let toggle = move |_| if secret.is_shown() { secret.hide() } else { secret.reveal() };
    let icon = Signal::derive(move || if is_shown() { IconName::EyeOff } else { IconName::Eye });
    let name = (!label.label.is_empty())
        .then(|| view! { <span class="key-row__label">{label.label}</span> });
    view! {
        <div class="key-row">
            {name}
            <code class="key-row__value">{value}</code>
            <button class="button" data-size="sm" type="button" on:click=toggle>
                <Icon name=icon/>
                {live(move || if is_shown() { "Hide" } else { "Reveal" })}
            </button>
            <button class="button" data-size="sm" type="button" on:click=move |_| secret.copy()>
                <Icon name=IconName::Copy/>
                "Copy"
            </button>
        </div>
    }
}

/// What stands for a key that is not shown.
fn masked(last4: &str) -> String {
    if last4.is_empty() { "••••".to_owned() } else { format!("•••• {last4}") }
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn a_masked_key_shows_at_most_its_last_four_characters() {
        assert_eq!(masked("4F2A"), "•••• 4F2A");
        assert_eq!(masked(""), "••••");
    }
}
