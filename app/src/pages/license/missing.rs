//! What stands where a license is asked for that is not there.

use leptos::prelude::*;

use crate::platform::page;
use crate::routes;
use crate::text;

#[component]
pub(in crate::pages) fn MissingLicense() -> impl IntoView {
    Effect::new(|| page::set_title(&text::page::titled("License not found")));
    view! {
        <header class="page-head">
            <div class="page-head__text">
                <div class="page-head__title">
                    <h1 tabindex="-1">"License not found"</h1>
                </div>
                <p class="page-head__meta">
                    "No license of this workspace has this address. The link may be incomplete, or it belongs to another workspace."
                </p>
            </div>
        </header>
        <a class="button" href=routes::LICENSES>"Back to licenses"</a>
    }
}
