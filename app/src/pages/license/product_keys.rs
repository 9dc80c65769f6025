//! The card of product keys: masked, until somebody asks to see one.

mod key_row;
mod secret;

use std::sync::Arc;

use domain::id::LicenseId;
use leptos::prelude::*;
use replica::protocol::LicenseDetail;

use crate::erased::{memo, part};

use key_row::KeyRow;

#[component]
pub(super) fn ProductKeys(
    id: LicenseId,
    detail: Memo<Option<Arc<LicenseDetail>>>,
) -> impl IntoView {
    // By itself, so that an edit elsewhere does not hide a key that is being read.
    let keys = memo(move || {
        detail.with(|detail| detail.as_ref().map(|d| d.license.keys.clone()).unwrap_or_default())
    });
    let note = part(move || {
        if keys.with(std::collections::BTreeMap::is_empty) {
            "No product key is stored. Add one with Edit."
        } else {
            "Sealed on this device. Only its last four characters can be read without Reveal."
        }
    });
    view! {
        <section class="card">
            <h2 class="card__title">"Product keys"</h2>
            <For each=move || keys.get() key=|(key, _)| *key let((key, label))>
                <KeyRow license=id key_id=key label/>
            </For>
            <p class="card__text">{note}</p>
        </section>
    }
}
