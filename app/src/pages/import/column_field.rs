//! What one column of a file means: its heading, its first cells, and a select.

use domain::csv::{ColumnUse, Meaning};
use domain::problem::Field;
use leptos::prelude::*;

use super::remembered::code;
use crate::components::{Icon, IconName};
use crate::erased::{live, part};
use crate::state::custom_fields::use_custom_fields;
use crate::text;

/// A column that reads like product keys is sealed or left out, so nothing else is offered.
#[component]
pub(super) fn ColumnField(
    /// Which, from left to right.
    at: usize,
    column: ColumnUse,
    value: RwSignal<String>,
    /// An other column means the same.
    is_taken: Signal<bool>,
) -> impl IntoView {
    let own = use_custom_fields().get_untracked();
    let (id, hint) = (format!("column-{at}"), format!("column-{at}-cells"));
    let problem = format!("column-{at}-problem");
    let described = {
        let (hint, problem) = (hint.clone(), problem.clone());
        live(move || if is_taken.get() { format!("{hint} {problem}") } else { hint.clone() })
    };
    let last = [Meaning::Unknown, Meaning::NewField, Meaning::Ignored];
    let fields = Meaning::ALL.into_iter().filter(|meaning| !last.contains(meaning));
    let said = |meaning| (meaning, text::import::meaning(meaning).to_owned());
    let own = own.into_iter().map(|field| (Meaning::Field(Field::Custom(field.id)), field.name));
    let all = last.into_iter().map(said).chain(own).chain(fields.map(said));
    let allowed = all.filter(|(meaning, _)| column.allows(*meaning));
    let options = allowed.map(|(meaning, label)| {
        let own = code(meaning);
        let is_chosen = {
            let own = own.clone();
            live(move || value.with(|value| *value == own))
        };
        view! { <option value=own prop:selected=is_chosen>{label}</option> }
    });
    let options = options.collect_view();
    let taken = part(move || {
        is_taken.get().then(|| {
            view! {
                <p class="field__problem" id=problem.clone()>
                    <Icon name=IconName::CircleAlert/>
                    <span>"Another column is this already."</span>
                </p>
            }
        })
    });
    view! {
        <div class="field">
            <div class="field__head">
                <label class="field__label" for=id.clone()>{column.heading}</label>
            </div>
            <div class="select">
                <select
                    class="control"
                    id=id
                    aria-describedby=described
                    aria-invalid=live(move || is_taken.get().then_some("true"))
                    prop:value=value
                    on:change=move |event| value.set(event_target_value(&event))
                >
                    {options}
                </select>
                <Icon name=IconName::ChevronDown/>
            </div>
            <p class="field__hint" id=hint>{text::import::samples(&column.samples)}</p>
            {taken}
        </div>
    }
}
