//! That more is used than owned: how much, since when and by whom.

use domain::quantity::Quantity;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::{Answer, OverSince, Question};

use crate::components::{Banner, Tone};
use crate::erased::{memo, part};
use crate::platform::intl;
use crate::state::engine::use_engine;
use crate::state::seats_of::SeatsOf;

#[component]
pub(super) fn OverNotice(of: SeatsOf) -> impl IntoView {
    let SeatsOf { id, detail } = of;
    let engine = use_engine();
    let stands = memo(move || {
        let position = |detail: &replica::protocol::LicenseDetail| {
            (detail.position.position.gap(), detail.position.true_up)
        };
        detail.with(|detail| detail.as_deref().map(position)).filter(|(gap, _)| !gap.is_zero())
    });
    // The history is read for it, so it is asked once for each gap.
    let gap = memo(move || stands.get().map(|(gap, _)| gap));
    let since: RwSignal<Option<(Quantity, OverSince)>> = RwSignal::new(None);
    Effect::new(move |_| {
        let Some(gap) = gap.get() else { return };
        spawn_local(async move {
            if let Answer::OverSince(packed) =
                engine.ask(Question::OverSince { license: id, gap }).await
            {
                let found = packed.open().flatten();
                since.try_set(found.map(|found| (gap, found)));
            }
        });
    });
    part(move || {
        let (gap, cost) = stands.get()?;
        let mut said = vec![format!("{} more used than owned.", intl::quantity(gap))];
        said.extend(cost.map(|cost| format!("Buying them would cost {}.", intl::money(cost))));
        let over = since.read();
        let over = over.as_ref().filter(|(of, _)| *of == gap);
        said.extend(over.map(|(_, over)| {
            let by = if over.by.is_empty() { "" } else { ", by " };
            format!("Since {}{by}{}.", intl::moment(over.since), over.by.join(" and "))
        }));
        let said = said.join(" ");
        Some(view! { <Banner tone=Tone::Bad text=said/> })
    })
}
