//! The second step: look at what the import does, say what the file does not, import or choose again.

use std::sync::Arc;

use domain::csv::roster::Preview;
use leptos::prelude::*;

use super::choices::ChoiceFields;
use super::columns::Columns;
use super::facts::Facts;
use super::import_button::ImportButton;
use super::preview_table::PreviewTable;
use super::session::Session;
use crate::components::{Banner, Tone};
use crate::erased::part;
use crate::text;

/// The plan of the file.
#[component]
pub(super) fn Decide(session: Session) -> impl IntoView {
    session.preview.get_untracked().map(|first| {
        // Choosing another file takes the preview away a moment before this view.
        let unclear = !first.is_recognized;
        let preview = Memo::new(move |last: Option<&Arc<Preview>>| {
            session.preview.get().or_else(|| last.cloned()).unwrap_or_else(|| Arc::clone(&first))
        });
        let preview = Signal::from(preview);
        let trouble = part(move || {
            session.trouble.get().map(|(tone, reason)| view! { <Banner tone text=reason/> })
        });
        let unclear = unclear.then(|| {
            let title = Signal::stored(session.file_name.get_untracked());
            view! { <Banner tone=Tone::Warn title text=text::import_records::NOT_RECOGNIZED/> }
        });
        view! {
            {trouble}
            {unclear}
            <Facts file_name=session.file_name.get_untracked() preview/>
            <ChoiceFields session preview/>
            <Columns session preview/>
            <div class="row">
                <ImportButton session preview/>
                <button class="button" type="button" on:click=move |_| session.choose_another()>
                    "Choose another file"
                </button>
            </div>
            <PreviewTable preview/>
        }
    })
}
