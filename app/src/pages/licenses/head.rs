//! The heading of the list, and what can be done with the whole of it.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::list::{LicenseList, Standing};
use crate::components::{Icon, IconName};
use crate::erased::live;
use crate::routes;
use crate::state::exporting::use_exporting;
use crate::state::later::{Near, use_later_pages};

#[component]
pub(super) fn Head(list: LicenseList) -> impl IntoView {
    let navigate = use_navigate();
    let go = move |to: &'static str| {
        let navigate = navigate.clone();
        move |_| navigate(to, leptos_router::NavigateOptions::default())
    };
    let (exporting, later) = (use_exporting(), use_later_pages());
    let meta = live(move || match list.standing.get() {
        Standing::Loading => "Opening your inventory…".to_owned(),
        Standing::Unopened => "Your inventory could not be opened.".to_owned(),
        Standing::Empty | Standing::Unmatched | Standing::Listed => list.summary.get(),
    });
    view! {
        <header class="page-head">
            <div class="page-head__text">
                <h1 tabindex="-1">"Licenses"</h1>
                <p class="page-head__meta">{meta}</p>
            </div>
            <div class="page-head__actions">
                <button class="button writes" type="button" on:click=go(routes::IMPORT)>
                    <Icon name=IconName::Upload/>
                    "Import"
                </button>
                <button
                    class="button"
                    type="button"
                    disabled=live(move || list.n_all.get() == 0)
                    on:click=move |_| {
                        later.fetch(Near::Export.into());
                        exporting.open.set(true);
                    }
                >
                    <Icon name=IconName::Download/>
                    "Export"
                </button>
                <button
                    class="button writes"
                    data-variant="primary"
                    type="button"
                    on:click=go(routes::NEW_LICENSE)
                >
                    <Icon name=IconName::Plus/>
                    "Create license"
                </button>
            </div>
        </header>
    }
}
