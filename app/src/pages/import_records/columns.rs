//! What each column of the file is: a select for each, out of the way while the headings say it.

use std::sync::Arc;

use domain::csv::roster::{Column, ColumnUse, Kind, Preview};
use leptos::prelude::*;

use super::session::Session;
use crate::components::{Choice, Icon, IconName, SelectField};
use crate::erased::{live, memo, part};
use crate::text;

/// A new choice makes a new plan at once. It opens by itself when the file cannot do without.
#[component]
pub(super) fn Columns(session: Session, preview: Signal<Arc<Preview>>) -> impl IntoView {
    let is_open = RwSignal::new(!preview.read_untracked().is_enough);
    let expanded = live(move || if is_open.get() { "true" } else { "false" });
    // The selects stay while plans of one kind come and go, so that the focus stays too.
    let kind = memo(move || preview.read().kind);
    let fields = part(move || {
        let (kind, columns) = (kind.get(), preview.read_untracked().columns.clone());
        let values: Vec<RwSignal<String>> =
            columns.iter().map(|column| RwSignal::new(code(kind, column.column))).collect();
        let values = StoredValue::new(values);
        let said = memo(move || {
            let codes = values.with_value(Clone::clone);
            let read = |value: RwSignal<String>| value.with(|text| from_code(kind, text));
            codes.into_iter().map(read).collect::<Vec<Column>>()
        });
        Effect::watch(
            move || said.get(),
            move |said, _, _| session.columns.set(Some(said.clone())),
            false,
        );
        let fields = columns.into_iter().enumerate().filter_map(|(at, column)| {
            let value = values.with_value(|values| values.get(at).copied())?;
            Some(field(at, kind, column, value, said))
        });
        fields.collect_view()
    });
    view! {
        <section class="stack" data-gap="s">
            <h2>
                <button
                    class="disclosure"
                    type="button"
                    aria-expanded=expanded
                    aria-controls="record-columns"
                    on:click=move |_| is_open.update(|open| *open = !*open)
                >
                    <Icon name=IconName::ChevronDown/>
                    "Columns"
                </button>
            </h2>
            <div class="form-grid" id="record-columns" hidden=move || !is_open.get()>{fields}</div>
        </section>
    }
}

fn field(
    at: usize,
    kind: Kind,
    column: ColumnUse,
    value: RwSignal<String>,
    said: Memo<Vec<Column>>,
) -> impl IntoView {
    let choice =
        |wanted: &Column| Choice::new(code(kind, *wanted), text::import_records::column(*wanted));
    let choices: Vec<Choice> = kind.columns().iter().map(choice).collect();
    let problem = Signal::derive(move || {
        let said = said.read();
        let own = said.get(at).copied().filter(|own| *own != Column::Ignored)?;
        let is_twice = said.iter().take(at).any(|other| *other == own);
        is_twice.then(|| "Another column is this already.".to_owned())
    });
    view! {
        <SelectField
            name=format!("record-column-{at}")
            label=column.heading
            value
            choices
            hint=text::import::samples(&column.samples)
            problem
        />
    }
}

/// The word for a column in a select: its place among those of its kind.
fn code(kind: Kind, column: Column) -> String {
    let place = kind.columns().iter().position(|other| *other == column);
    place.map(|at| at.to_string()).unwrap_or_default()
}

/// Reads [`code`].
fn from_code(kind: Kind, text: &str) -> Column {
    let place = text.parse::<usize>().ok();
    place.and_then(|at| kind.columns().get(at)).copied().unwrap_or(Column::Ignored)
}
