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
            let mut said = vec![format!("{} more used than owned.", intl::quantity(gap))];
            let cost = detail.position.true_up;
            said.extend(cost.map(|cost| format!("Buying them would cost {}.", intl::money(cost))));
            said.extend(detail.over.as_ref().map(|over| {
                let by = if over.by.is_empty() { "" } else { ", by " };
                format!("Since {}{by}{}.", intl::moment(over.since), over.by.join(" and "))
            }));
            let said = said.join(" ");
            Some(view! { <Banner tone=Tone::Bad text=said/> })
        })
    })
}
