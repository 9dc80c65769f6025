//! Everything that happened in the workspace, the latest first.

pub(super) mod entries;
mod entry;
mod export;

use leptos::prelude::*;
use replica::history::Subject;

use self::entries::{Entries, use_history};
use self::export::use_export;
use crate::components::{Icon, IconName};
use crate::erased::part;
use crate::routes;
use crate::text;

/// The page.
#[component]
pub fn HistoryPage() -> impl IntoView {
    let history = use_history(Subject::All);
    let export = use_export(history);
    let meta = part(move || {
        let n = history.total.get()? as usize;
        let counted = text::license::counted(n, "entry", "entries");
        Some(if history.has_earlier.get() {
            format!("{counted} and earlier ones")
        } else {
            counted
        })
    });
    view! {
        <header class="page-head">
            <div class="page-head__text">
                <div class="page-head__title"><h1 tabindex="-1">"History"</h1></div>
                <p class="page-head__meta">{meta}</p>
            </div>
            <div class="page-head__actions">
                <a class="button" href=routes::BIN>
                    <Icon name=IconName::Trash2/>
                    "Deleted licenses"
                </a>
                <button class="button" type="button" on:click=move |_| export.run(())>
                    <Icon name=IconName::Download/>
                    "Export"
                </button>
            </div>
        </header>
        <section class="card"><Entries history/></section>
    }
    .into_any()
}
