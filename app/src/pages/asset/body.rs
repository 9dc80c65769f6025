//! The tabs. The tab is in the address, so that a link leads to it.

use std::sync::Arc;

use domain::id::AssetId;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::query_signal_with_options;
use replica::history::Subject;
use replica::protocol::AssetDetail;

use super::details::Details;
use super::lines;
use crate::components::{Tab, Tabs};
use crate::erased::{memo, part};
use crate::pages::history::entries::{Entries, use_history};
use crate::pages::holder::holding::Holding;
use crate::pages::holder::seats_tab::SeatsTab;

const DETAILS: &str = "details";
const LICENSES: &str = "licenses";
const HISTORY: &str = "history";

#[component]
pub(super) fn Body(
    id: AssetId,
    detail: Memo<Option<Arc<AssetDetail>>>,
    holding: Holding,
) -> impl IntoView {
    let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
    let (asked, ask) = query_signal_with_options::<String>("tab", options);
    let selected = memo(move || {
        asked.with(|tab| match tab.as_deref() {
            Some(LICENSES) => LICENSES,
            Some(HISTORY) => HISTORY,
            Some(_) | None => DETAILS,
        })
    });
    let on_select = Callback::new(move |tab: String| ask.set((tab != DETAILS).then_some(tab)));
    let n_seats = Signal::derive(move || holding.seats.read().len());
    let tabs = vec![
        Tab::new(DETAILS, "Details"),
        Tab::counted(LICENSES, "Licenses", n_seats),
        Tab::new(HISTORY, "History"),
    ];
    let ended = lines(detail, |detail| &detail.ended);
    let panel = part(move || match selected.get() {
        LICENSES => view! { <SeatsTab holding ended/> }.into_any(),
        HISTORY => {
            let history = use_history(Subject::Asset(id));
            view! { <Entries history/> }.into_any()
        }
        _ => view! { <Details detail/> }.into_any(),
    });
    view! {
        <Tabs
            label="About this asset"
            tabs
            selected=Signal::derive(move || selected.get().to_owned())
            on_select
        >
            {panel}
        </Tabs>
    }
    .into_any()
}
