//! That more is used than owned: how much, since when and by whom.

use std::sync::Arc;

use leptos::prelude::*;
use replica::protocol::LicenseDetail;

use crate::components::{Banner, Tone};
use crate::erased::part;
use crate::platform::intl;

#[component]
pub(super) fn OverNotice(detail: Memo<Option<Arc<LicenseDetail>>>) -> impl IntoView {
    part(move || {
        detail.with(|detail| {
            let detail = detail.as_ref()?;
            let gap = detail.position.position.gap();
            if gap.is_zero() {
                return None;
            }
            let mut said = format!("{} more used than owned.", intl::quantity(gap));
            if let Some(cost) = detail.position.true_up {
                said.push_str(&format!(" Buying them would cost {}.", intl::money(cost)));
            }
            if let Some(over) = &detail.over {
                said.push_str(&format!(" Since {}", intl::moment(over.since)));
                if !over.by.is_empty() {
                    said.push_str(&format!(", by {}", over.by.join(" and ")));
                }
                said.push('.');
            }
            Some(view! { <Banner tone=Tone::Bad text=said/> })
        })
    })
}
