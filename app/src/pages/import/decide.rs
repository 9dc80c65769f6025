//! The second step: look at what the import does, answer what is open, import or choose again.

use std::sync::Arc;

use domain::csv::Preview;
use leptos::prelude::*;

use super::changes_table::ChangesTable;
use super::facts::Facts;
use super::import_button::ImportButton;
use super::known_keys::KnownKeys;
use super::not_understood::NotUnderstood;
use super::preview_table::PreviewTable;
use super::question_fields::QuestionFields;
use super::rows_left_out::RowsLeftOut;
use super::session::{ColumnsBy, Session};
use crate::components::Banner;
use crate::erased::part;
use crate::text;

/// The plan of the file.
#[component]
pub(super) fn Decide(session: Session) -> impl IntoView {
    session.preview.get_untracked().map(|first| {
        // Choosing another file takes the preview away a moment before this view.
        let preview = Memo::new(move |last: Option<&Arc<Preview>>| {
            session.preview.get().or_else(|| last.cloned()).unwrap_or_else(|| Arc::clone(&first))
        });
        let preview = Signal::from(preview);
        let trouble = part(move || {
            session.trouble.get().map(|(tone, reason)| view! { <Banner tone text=reason/> })
        });
        let columns =
            text::import::columns_by(session.columns_by.get_untracked() == ColumnsBy::Memory);
        let columns = (session.columns_by.get_untracked() != ColumnsBy::Headings)
            .then(|| view! { <p class="dim">{columns}</p> });
        view! {
            {trouble}
            <Facts file_name=session.file_name.get_untracked() preview/>
            {columns}
            <QuestionFields session preview/>
            <div class="row">
                <ImportButton session preview/>
                <button class="button" type="button" on:click=move |_| session.change_columns()>
                    "Change columns"
                </button>
                <button class="button" type="button" on:click=move |_| session.choose_another()>
                    "Choose another file"
                </button>
            </div>
            <PreviewTable preview/>
            <ChangesTable preview/>
            <NotUnderstood preview/>
            <KnownKeys preview/>
            <RowsLeftOut preview/>
        }
    })
}
