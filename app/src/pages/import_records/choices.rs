//! What a person can say about the file, beside what its columns are.

use std::sync::Arc;

use domain::csv::DateOrder;
use domain::csv::roster::{Kind, Preview};
use leptos::prelude::*;

use super::session::{DAY_FIRST, MONTH_FIRST, Session, kind_code, kind_from_code};
use crate::components::{CheckboxField, Choice, SelectField};
use crate::erased::memo;
use crate::pages::import::style_question::StyleQuestion;
use crate::text;

/// Labelled controls; every choice makes a new plan at once.
#[component]
pub(super) fn ChoiceFields(session: Session, preview: Signal<Arc<Preview>>) -> impl IntoView {
    // What its columns were said to be goes with what it was read as.
    Effect::watch(
        move || session.kind.get(),
        move |kind, before, _| {
            if before.is_some_and(|before| before != kind) {
                session.columns.set(None);
            }
        },
        false,
    );
    let choices = memo(move || session.choices());
    Effect::watch(
        move || choices.get(),
        move |choices, before, _| {
            if before.is_none_or(|before| before != choices) {
                session.replan();
            }
        },
        false,
    );
    let names_people = memo(move || {
        let kind = session.kind.with(|code| kind_from_code(code));
        let is_asked = matches!(kind, Some(Kind::Assets | Kind::Assignments));
        is_asked && (preview.read().n_unknown > 0 || session.create_unknown.get())
    });
    view! {
        <div class="form-grid">
            <SelectField name="read-as" label="Read as" value=session.kind choices=kinds()/>
            <StyleQuestion
                name="date-order"
                label="Dates are written"
                value=session.dates
                choices=date_choices()
                is_unclear=Signal::derive(move || preview.read().needs_date_order)
                unclear="Some dates could be read both ways. Say how they are written."
                is_known=Signal::derive(move || preview.read().date_order.is_some())
                evidence=Signal::derive(move || {
                    preview.read().date_order.as_ref().and_then(text::import::date_evidence)
                })
            />
        </div>
        <Show when=move || names_people.get()>
            <CheckboxField
                name="create-unknown"
                label="Create users nobody knows"
                hint="Rows that name somebody who is not here make a new user."
                value=session.create_unknown
            />
        </Show>
    }
}

fn kinds() -> Vec<Choice> {
    let choice = |kind| Choice::new(kind_code(kind), text::import_records::kind(kind));
    Kind::ALL.into_iter().map(choice).collect()
}

fn date_choices() -> Vec<Choice> {
    let choice = |code, order| Choice::new(code, text::import::date_order(order));
    vec![
        Choice::new("", text::import::AS_THE_FILE_SHOWS),
        choice(DAY_FIRST, DateOrder::DayFirst),
        choice(MONTH_FIRST, DateOrder::MonthFirst),
    ]
}
