//! Whether what is used is allowed: by product, by license, seat by seat, and over time.

mod asked;
mod chart;
mod export;
mod licenses;
mod over_time;
mod position_cells;
mod products;
mod seat_bar;
mod seat_groups;
mod seats;
mod shown;
mod summary;
mod wanted_chip;
mod whole;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use self::licenses::Licenses;
use self::over_time::OverTime;
use self::products::Products;
use self::seats::Seats;
use self::shown::{Shown, TAB};
use crate::components::{Tab, Tabs};
use crate::erased::part;

/// The page. What a tab holds is made when it is chosen.
#[component]
pub fn CompliancePage() -> impl IntoView {
    let location = use_location();
    let (path, params) = (location.pathname, location.query);
    let here = path.get_untracked();
    let shown = Memo::new(move |before: Option<&Shown>| match before {
        // The person leaves for another page: the tab stays as it is while it goes.
        Some(before) if *path.read() != here => *before,
        Some(_) | None => Shown::from_code(params.read().get_str(TAB).unwrap_or_default()),
    });
    let navigate = use_navigate();
    let select = move |code: String| {
        let options = NavigateOptions { scroll: false, ..NavigateOptions::default() };
        navigate(&Shown::from_code(&code).address(&[]), options);
    };
    let selected = Signal::derive(move || shown.get().code().to_owned());
    let tabs = Shown::ALL.map(|shown| Tab::new(shown.code(), shown.label())).to_vec();
    let content = part(move || match shown.get() {
        Shown::Products => view! { <Products/> }.into_any(),
        Shown::Licenses => view! { <Licenses/> }.into_any(),
        Shown::Seats => view! { <Seats/> }.into_any(),
        Shown::OverTime => view! { <OverTime/> }.into_any(),
    });
    view! {
        <header class="page-head">
            <div class="page-head__text">
                <div class="page-head__title"><h1 tabindex="-1">"Compliance"</h1></div>
                <p class="page-head__meta">"What you own, what is used, and what either costs."</p>
            </div>
        </header>
        <Tabs label="Compliance" tabs selected on_select=Callback::new(select)>{content}</Tabs>
    }
    .into_any()
}
