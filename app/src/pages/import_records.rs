//! A file of users, assets, assignments or last uses: choose it, look at what would happen, import.
//!
//! Nothing is recorded before the button is pressed. As with licenses the worker holds the file and
//! plans; the page shows the plan.

mod choices;
mod columns;
mod decide;
mod done;
mod facts;
mod import_button;
mod preview_table;
mod session;

use domain::csv::roster::{Kind, template};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use self::decide::Decide;
use self::done::Done;
use self::session::{Session, Stage};
use crate::components::{Banner, FileField, Icon, IconName, Skeleton};
use crate::erased::part;
use crate::platform::{download, file};
use crate::routes;

/// The page, whichever list it was opened from.
#[component]
pub fn ImportRecordsPage() -> impl IntoView {
    let is_of_assets = use_location().pathname.get_untracked().starts_with(routes::ASSETS);
    let from = if is_of_assets { Kind::Assets } else { Kind::Users };
    let session = Session::new();
    let stage = part(move || match session.stage.get() {
        Stage::Choosing => choose(session).into_any(),
        Stage::Reading => view! { <Skeleton rows=12 label="Reading the file"/> }.into_any(),
        Stage::Deciding => view! { <Decide session/> }.into_any(),
        Stage::Importing => view! { <Skeleton rows=12 label="Importing"/> }.into_any(),
        Stage::Done => view! { <Done session from/> }.into_any(),
    });
    let save_template = move |_| {
        let name = if is_of_assets { "seatwise-assets.csv" } else { "seatwise-users.csv" };
        download::save(template(from).as_bytes(), name, "text/csv");
    };
    view! {
        <header class="page-head">
            <div class="page-head__text">
                <div class="page-head__title"><h1 tabindex="-1">"Import users and assets"</h1></div>
                <p class="page-head__meta">
                    "Users, assets, who holds which license, or when software was last used: a file of Snipe-IT, our export, or any other CSV or .xlsx file with headings."
                </p>
            </div>
            <div class="page-head__actions">
                <button class="button" type="button" on:click=save_template>
                    <Icon name=IconName::Download/>
                    "Download the template"
                </button>
            </div>
        </header>
        <div class="stack">{stage}</div>
    }
    .into_any()
}

/// The first step. What was wrong with the last file stands above the field.
fn choose(session: Session) -> impl IntoView {
    let trouble = part(move || {
        session.trouble.get().map(|(tone, reason)| {
            let title = session.file_name.get_untracked();
            view! { <Banner tone title text=reason/> }
        })
    });
    let take = move |chosen| {
        let name = file::name(&chosen);
        session.take(name, async move { file::read(&chosen).await });
    };
    view! {
        {trouble}
        <FileField
            name="file"
            label="File"
            accept=".xlsx,.csv,.txt,.tsv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            prompt="Choose a file or drop it here"
            hint="CSV or .xlsx, up to 50,000 rows. You see what would be created or changed before anything is."
            on_file=Callback::new(take)
        />
    }
}
