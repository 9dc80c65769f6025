//! The step between: what each column of the file means, where the headings do not say it.

use domain::csv::{ColumnUse, Meaning};
use domain::problem::Field;
use leptos::prelude::*;

use super::column_field::ColumnField;
use super::read_as::ReadAsFields;
use super::remembered::{code, from_code};
use super::session::{ColumnsBy, Session};
use crate::components::{Banner, Tone};
use crate::erased::{live, memo, part};
use crate::text;

/// One select for each column. It goes on once one of them, and only one, is the name.
#[component]
pub(super) fn MapColumns(session: Session) -> impl IntoView {
    let columns: Vec<ColumnUse> = session
        .preview
        .with_untracked(|preview| preview.as_ref().map(|preview| preview.columns.clone()))
        .unwrap_or_default();
    let is_said = session.columns_by.get_untracked() != ColumnsBy::Headings;
    let lacks_name = lacks_name(&columns);
    let first = |column: &ColumnUse| if is_said { column.meaning } else { column.suggested };
    let choices: Vec<RwSignal<String>> =
        columns.iter().map(|column| RwSignal::new(code(first(column)))).collect();
    let choices = StoredValue::new(choices);
    let meanings = memo(move || {
        choices.with_value(|choices| {
            choices.iter().map(|choice| choice.with(|code| from_code(code))).collect::<Vec<_>>()
        })
    });
    let problem = memo(move || text::import::mapping_problem(&meanings.read()));
    let fields = columns.into_iter().enumerate().filter_map(|(at, column)| {
        let value = choices.with_value(|choices| choices.get(at).copied())?;
        let is_taken = Signal::derive(move || {
            let meanings = meanings.read();
            let own = meanings.get(at).copied().flatten();
            own.is_some_and(|own| {
                !own.may_repeat()
                    && meanings.iter().filter(|other| **other == Some(own)).count() > 1
            })
        });
        Some(view! { <ColumnField at column value is_taken/> })
    });
    let reason = part(move || {
        problem.get().map(|text| view! { <p class="dim" id="mapping-problem">{text}</p> })
    });
    let go_on = move |_| {
        let meant: Option<Vec<Meaning>> = meanings.get_untracked().into_iter().collect();
        if let Some(meant) = meant {
            session.use_columns(meant);
        }
    };
    let unknown = lacks_name.then(|| {
        let title = session.file_name.get_untracked();
        view! { <Banner tone=Tone::Warn title text=text::import::NO_NAME_COLUMN/> }
    });
    let trouble = part(move || {
        session.trouble.get().map(|(tone, reason)| view! { <Banner tone text=reason/> })
    });
    view! {
        {trouble}
        {unknown}
        <div class="form-grid"><ReadAsFields session/></div>
        <section class="stack" aria-labelledby="mapping-title">
            <h2 id="mapping-title">"Columns"</h2>
            <p class="dim">"Say what each column of the file is. Seatwise remembers it on this device for files with the same headings."</p>
            <div class="form-grid">{fields.collect_view()}</div>
            <div class="row">
                <button
                    class="button"
                    data-variant="primary"
                    type="button"
                    disabled=live(move || problem.read().is_some())
                    aria-describedby=live(move || problem.read().is_some().then_some("mapping-problem"))
                    on:click=go_on
                >
                    "Show the preview"
                </button>
                <button class="button" type="button" on:click=move |_| session.choose_another()>
                    "Choose another file"
                </button>
                {reason}
            </div>
        </section>
    }
}

/// Whether no column says what a license is called.
pub(super) fn lacks_name(columns: &[ColumnUse]) -> bool {
    columns.iter().all(|column| column.meaning != Meaning::Field(Field::Name))
}
