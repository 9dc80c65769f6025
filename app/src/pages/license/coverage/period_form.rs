//! The form of one period.

use domain::coverage::{Coverage, CoverageKind};
use domain::draft::coverage::CoverageDraft;
use domain::problem::{Field, Problems};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::CoverageActs;
use crate::components::{Choice, DateField, NumberField, SelectField};
use crate::state::workspace::use_workspace;
use crate::text;
use crate::text::field::label;

#[component]
pub(super) fn PeriodForm(period: Coverage, acts: CoverageActs) -> impl IntoView {
    let workspace = use_workspace();
    let draft = CoverageDraft::of(&period);
    let kind = RwSignal::new(draft.kind);
    let start = RwSignal::new(draft.start_date);
    let end = RwSignal::new(draft.expiration_date);
    let cost = RwSignal::new(draft.cost);
    let problems = RwSignal::new(Problems::new());
    let currency = workspace.settings.with_untracked(|settings| settings.currency);
    let hint = format!("In {}.", period.price.map_or(currency, |price| price.currency).code());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = CoverageDraft {
            kind: kind.get_untracked(),
            start_date: start.get_untracked(),
            expiration_date: end.get_untracked(),
            cost: cost.get_untracked(),
        };
        match typed.check(&period, currency) {
            Ok(period) => acts.put(period),
            Err(found) => problems.set(found),
        }
    };
    let problem = move |field: Field| text::problem::of_field(problems, field);
    let kinds: Vec<Choice> = CoverageKind::ALL
        .map(|kind| Choice::new(kind.code(), text::license::coverage_kind(kind)))
        .to_vec();
    view! {
        <form class="stack" novalidate on:submit=submit>
            <div class="form-grid">
                <SelectField name="coverage-kind" label=label(Field::CoverageKind) value=kind choices=kinds/>
                <NumberField name="coverage-cost" label=label(Field::Cost) value=cost problem=problem(Field::Cost) decimal=true hint=hint/>
                <DateField name="coverage-start" label=label(Field::StartDate) value=start problem=problem(Field::StartDate)/>
                <DateField name="coverage-end" label=label(Field::ExpirationDate) value=end problem=problem(Field::ExpirationDate) hint="The last covered day."/>
            </div>
            <div class="dialog__foot">
                <button class="button" data-variant="primary" type="submit">"Save"</button>
                <button class="button" type="button" on:click=move |_| acts.is_editing.set(false)>"Cancel"</button>
            </div>
        </form>
    }
}
