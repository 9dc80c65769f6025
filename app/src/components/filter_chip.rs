//! One filter: a native select in the shape of a chip, which is filled when it is set.

use leptos::prelude::*;

use crate::erased::{live, part};

use super::{Choice, Icon, IconName};

/// The empty value means that the filter is not set; give it words of its own among the choices.
#[component]
pub fn FilterChip(
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_change: Callback<String>,
    #[prop(into)] choices: Signal<Vec<Choice>>,
) -> impl IntoView {
    let id = format!("filter-{name}");
    let options = part(move || {
        let chosen = value.get();
        choices
            .get()
            .into_iter()
            .map(|choice| view! { <option selected=choice.value == chosen value=choice.value>{choice.label}</option> })
            .collect_view()
    });
    view! {
        <div class="filter-chip" data-active=live(move || (!value.read().is_empty()).to_string())>
            <label for=id.clone()>{label}</label>
            <select class="filter-chip__select" id=id prop:value=value on:change=move |event| on_change.run(event_target_value(&event))>
                {options}
            </select>
            <Icon name=IconName::ChevronDown/>
        </div>
    }
}
