//! The questions a file raises, beside its preview.

use std::sync::Arc;

use domain::csv::{Layout, Preview};
use domain::problem::Field;
use leptos::prelude::*;

use super::questions::{cost_choices, date_choices, decimal_choices, mode_choices};
use super::read_as::ReadAsFields;
use super::session::Session;
use super::style_question::StyleQuestion;
use crate::components::{CheckboxField, SelectField};
use crate::erased::memo;
use crate::text;

/// Labelled controls; every answer makes a new plan at once.
#[component]
pub(super) fn QuestionFields(session: Session, preview: Signal<Arc<Preview>>) -> impl IntoView {
    let questions = session.questions;
    let answers = memo(move || questions.answers());
    Effect::watch(move || answers.get(), move |_, _, _| session.replan(), false);

    let mode = (preview.read_untracked().n_here > 0).then(|| {
        view! { <SelectField name="import-mode" label="How to import" value=questions.mode choices=mode_choices()/> }
    });
    // The headings are the same in every plan of a file; to read it again is another visit here.
    let first = preview.get_untracked();
    // One layout says by its headings that it means each seat.
    let has_cost = first.layout != Layout::ServiceNow
        && first.columns.iter().any(|column| column.field == Some(Field::Cost));
    let cost = has_cost.then(|| {
        view! { <SelectField name="cost-basis" label="Cost is" value=questions.cost choices=cost_choices()/> }
    });
    let unknown = (!first.unknown.is_empty()).then(|| {
        view! {
            <CheckboxField
                name="keep-unknown"
                label="Keep columns that have no field here"
                hint=first.unknown.join(", ")
                value=questions.keep_unknown
            />
        }
    });
    view! {
        <div class="form-grid">
            {mode}
            {cost}
            <StyleQuestion
                name="date-order"
                label="Dates are written"
                value=questions.dates
                choices=date_choices()
                is_unclear=Signal::derive(move || preview.read().needs_date_order)
                unclear="Some dates could be read both ways. Say how they are written."
                is_known=Signal::derive(move || preview.read().date_order.is_some())
                evidence=Signal::derive(move || {
                    preview.read().date_order.as_ref().and_then(text::import::date_evidence)
                })
            />
            <StyleQuestion
                name="decimal-mark"
                label="Decimal mark"
                value=questions.decimal
                choices=decimal_choices()
                is_unclear=Signal::derive(move || preview.read().needs_decimal)
                unclear="Some amounts could be thousands or fractions. Say which mark it is."
                is_known=Signal::derive(move || preview.read().decimal.is_some())
                evidence=Signal::derive(move || {
                    preview.read().decimal.as_ref().and_then(text::import::decimal_evidence)
                })
            />
            <ReadAsFields session/>
        </div>
        {unknown}
    }
}
