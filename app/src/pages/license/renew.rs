//! The button that renews a license.

use std::sync::Arc;

use leptos::prelude::*;
use replica::protocol::LicenseDetail;

use super::terms::TermActs;
use crate::components::{Icon, IconName};
use crate::erased::memo;

/// The button; nothing where no term ends.
#[component]
pub(super) fn Renew(detail: Memo<Option<Arc<LicenseDetail>>>, terms: TermActs) -> impl IntoView {
    let ends = memo(move || {
        detail.with(|detail| {
            let terms = detail.as_ref().map(|detail| detail.license.terms.values());
            terms.is_some_and(|mut terms| terms.all(|term| term.span.last_day.is_some()))
        })
    });
    view! {
        <Show when=move || ends.get()>
            <button class="button writes" type="button" on:click=move |_| terms.renew()>
                <Icon name=IconName::RefreshCw/>
                "Renew"
            </button>
        </Show>
    }
}
