//! The tabs and the cards beside them. The tab is in the address, so that a link leads to it.

use std::sync::Arc;

use domain::id::LicenseId;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::query_signal_with_options;
use replica::protocol::LicenseDetail;

use super::assumed_notice::AssumedNotice;
use super::conflicts::Conflicts;
use super::coverage::CoverageCard;
use super::details::Details;
use super::history::History;
use super::loaded::Loaded;
use super::peaks::PeaksCard;
use super::product_keys::ProductKeys;
use super::terms::TermActs;
use crate::components::{Banner, Skeleton, Tab, Tabs, Tone};
use crate::erased::{memo, part};
use crate::pages::later::show;
use crate::state::later::People;
use crate::state::seats_of::provide_seats_of;

const DETAILS: &str = "details";
const ASSIGNMENTS: &str = "assignments";
const HISTORY: &str = "history";

#[component]
pub(super) fn Body(
    id: LicenseId,
    loaded: Memo<Loaded>,
    detail: Memo<Option<Arc<LicenseDetail>>>,
    terms: TermActs,
) -> impl IntoView {
    let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
    let (asked, ask) = query_signal_with_options::<String>("tab", options);
    let selected = memo(move || {
        asked.with(|tab| match tab.as_deref() {
            Some(ASSIGNMENTS) => ASSIGNMENTS,
            Some(HISTORY) => HISTORY,
            Some(_) | None => DETAILS,
        })
    });
    let on_select = Callback::new(move |tab: String| ask.set((tab != DETAILS).then_some(tab)));
    let n_assignments = Signal::derive(move || {
        detail.with(|detail| detail.as_ref().map_or(0, |detail| detail.assignments.len()))
    });
    let tabs = vec![
        Tab::new(DETAILS, "Details"),
        Tab::counted(ASSIGNMENTS, "Assignments", n_assignments),
        Tab::new(HISTORY, "History"),
    ];
    provide_seats_of(id, detail);
    let has_detail = memo(move || detail.with(Option::is_some));
    let panel = part(move || match (has_detail.get(), selected.get()) {
        (false, _) => view! { <Waiting loaded/> }.into_any(),
        (true, ASSIGNMENTS) => show(People::Assignments),
        (true, HISTORY) => view! { <History id/> }.into_any(),
        (true, _) => view! { <Details detail terms/> }.into_any(),
    });
    view! {
        <Conflicts detail/>
        <AssumedNotice detail/>
        <div class="columns">
            <div class="columns__main">
                <Tabs label="About this license" tabs selected=Signal::derive(move || selected.get().to_owned()) on_select>
                    {panel}
                </Tabs>
            </div>
            <div class="columns__rail">
                <Show when=move || has_detail.get()>
                    <ProductKeys id detail/>
                    <CoverageCard detail/>
                    <PeaksCard detail/>
                </Show>
            </div>
        </div>
    }
}

/// What stands in a tab while its content is read, or when it cannot be.
#[component]
fn Waiting(loaded: Memo<Loaded>) -> impl IntoView {
    move || match loaded.get() {
        Loaded::Failed(why) => view! { <Banner tone=Tone::Bad text=why/> }.into_any(),
        Loaded::Asking | Loaded::Found(_) | Loaded::Missing => {
            view! { <Skeleton rows=6 label="Loading the details"/> }.into_any()
        }
    }
}
