//! A file of licenses: choose it, look at what would happen, answer what it does not say, import.
//!
//! Nothing is recorded before the button is pressed. The page reads no file itself: the worker
//! holds the file and plans; the page shows the plan.

mod changes_table;
mod choose;
mod column_field;
mod decide;
mod facts;
mod import_button;
mod known_keys;
mod map_columns;
mod not_understood;
mod preview_filter;
mod preview_table;
mod progress;
mod question_fields;
mod questions;
mod read_as;
mod remembered;
mod rows_left_out;
mod session;
pub(super) mod style_question;

use leptos::prelude::*;

use self::choose::ChooseFile;
use self::decide::Decide;
use self::map_columns::MapColumns;
use self::progress::ImportProgress;
use self::session::{Session, Stage};
use crate::components::{Icon, IconName, Skeleton};
use crate::erased::part;
use crate::platform::download;

/// The page.
#[component]
pub fn ImportPage() -> impl IntoView {
    let session = Session::new();
    let stage = part(move || match session.stage.get() {
        Stage::Choosing => view! { <ChooseFile session/> }.into_any(),
        Stage::Reading => view! { <Skeleton rows=12 label="Reading the file"/> }.into_any(),
        Stage::Mapping => view! { <MapColumns session/> }.into_any(),
        Stage::Deciding => view! { <Decide session/> }.into_any(),
        Stage::Importing => view! { <ImportProgress session/> }.into_any(),
    });
    view! {
        <header class="page-head">
            <div class="page-head__text">
                <div class="page-head__title"><h1 tabindex="-1">"Import licenses"</h1></div>
                <p class="page-head__meta">
                    "A file of Snipe-IT, GLPI, Fluxera, Ralph, iTop, ServiceNow or Microsoft, our template or export, or any other CSV or .xlsx file with headings."
                </p>
            </div>
            <div class="page-head__actions">
                <button class="button" type="button" on:click=|_| save_template()>
                    <Icon name=IconName::Download/>
                    "Download the template"
                </button>
            </div>
        </header>
        <div class="stack">{stage}</div>
    }
    .into_any()
}

fn save_template() {
    download::save(domain::csv::template().as_bytes(), "seatwise-template.csv", "text/csv");
}
