//! The fields that say which seats are reviewed.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::scope::Scope;
use crate::components::{Choice, NumberField, SelectField, TextField};
use crate::erased::part;
use crate::state::license_names::{called, use_license_names};
use crate::state::rows::Rows;
use crate::text;

/// What is chosen, as it was typed.
#[derive(Debug, Clone, Copy)]
pub(super) struct ScopeState {
    kind: RwSignal<String>,
    department: RwSignal<String>,
    vendor: RwSignal<String>,
    license: RwSignal<String>,
    days: RwSignal<String>,
    /// What can be chosen from, by the word of the filter.
    pub(super) offered: RwSignal<BTreeMap<String, Vec<String>>>,
    /// What is wrong with it.
    pub(super) problem: RwSignal<Option<String>>,
}

impl ScopeState {
    pub(super) fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            kind: RwSignal::new("all".to_owned()),
            department: empty(),
            vendor: empty(),
            license: empty(),
            days: RwSignal::new("90".to_owned()),
            offered: RwSignal::new(BTreeMap::new()),
            problem: RwSignal::new(None),
        }
    }

    /// The scope, or what is wrong with what was typed.
    pub(super) fn read(self, rows: &Rows) -> Result<Scope, String> {
        let scope =
            |filter, wanted: String, words| Ok(Scope { filter: Some((filter, wanted)), words });
        let chosen =
            |value: RwSignal<String>| Some(value.get_untracked()).filter(|value| !value.is_empty());
        let missing = || "Choose one.".to_owned();
        match self.kind.get_untracked().as_str() {
            "department" => {
                let name = chosen(self.department).ok_or_else(missing)?;
                scope("department", name.clone(), format!("Department: {name}"))
            }
            "vendor" => {
                let name = chosen(self.vendor).ok_or_else(missing)?;
                scope("vendor", name.clone(), format!("Vendor: {name}"))
            }
            "license" => {
                let name = self.license.get_untracked().trim().to_owned();
                let id = called(rows, &name, None, None).map_err(text::problem::sentence)?;
                scope("license", id.to_string(), format!("License: {name}"))
            }
            "idle" => {
                let days = self.days.get_untracked();
                let days: u16 =
                    days.trim().parse().map_err(|_| "A whole number of days.".to_owned())?;
                scope("idle", days.to_string(), format!("Not used for {days} days"))
            }
            _ => Ok(Scope { filter: None, words: "All seats".to_owned() }),
        }
    }
}

#[component]
pub(super) fn ScopeFields(state: ScopeState) -> impl IntoView {
    let kinds = vec![
        Choice::new("all", "All seats"),
        Choice::new("department", "One department"),
        Choice::new("vendor", "One vendor"),
        Choice::new("license", "One license"),
        Choice::new("idle", "Seats not used for some time"),
    ];
    let problem = state.problem;
    let of_all =
        Signal::derive(move || problem.get().filter(|_| state.kind.read().as_str() == "all"));
    let more = part(move || match state.kind.get().as_str() {
        "department" => found("department", "Department", state.department, state),
        "vendor" => found("vendor", "Vendor", state.vendor, state),
        "license" => view! {
            <TextField
                name="scope-license"
                label="License"
                value=state.license
                suggestions=use_license_names(state.license, None)
                problem=problem
            />
        }
        .into_any(),
        "idle" => view! {
            <NumberField
                name="scope-days"
                label="Days without use"
                value=state.days
                problem=problem
                hint="Seats of which nobody knows when they were used last are left out."
            />
        }
        .into_any(),
        _ => ().into_any(),
    });
    view! {
        <SelectField name="scope" label="Scope" value=state.kind choices=kinds problem=of_all/>
        {more}
    }
}

/// One of those that there are.
fn found(
    filter: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    state: ScopeState,
) -> AnyView {
    let choices = Signal::derive(move || {
        let offered = state.offered.read();
        let names = offered.get(filter).into_iter().flatten();
        let names = names.map(|name| Choice::new(name.clone(), name.clone()));
        std::iter::once(Choice::new("", "Choose one")).chain(names).collect::<Vec<_>>()
    });
    let name = format!("scope-{filter}");
    view! { <SelectField name label value choices problem=state.problem/> }.into_any()
}
