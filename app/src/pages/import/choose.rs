//! The first step: a file, chosen or dropped.

use leptos::prelude::*;

use super::session::Session;
use crate::components::{Banner, FileField};
use crate::erased::part;
use crate::platform::file;

/// A file to import. What was wrong with the last one stands above the field.
#[component]
pub(super) fn ChooseFile(session: Session) -> impl IntoView {
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
            hint="CSV or .xlsx; old .xls files are not read. You see what would be created or changed before anything is."
            on_file=Callback::new(take)
        />
    }
}
