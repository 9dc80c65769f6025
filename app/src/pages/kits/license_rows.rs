//! The licenses of a kit in its form: each with how many seats, and a field that adds one.

use std::collections::BTreeMap;

use domain::id::LicenseId;
use domain::quantity::Quantity;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::components::{Icon, IconName, NumberField, TextField};
use crate::state::license_names::{called, use_license_names};
use crate::state::workspace::use_workspace;
use crate::text;

/// A license, and the quantity as it was typed.
#[derive(Debug, Clone)]
pub(super) struct LicenseRow {
    id: LicenseId,
    name: String,
    quantity: RwSignal<String>,
}

impl LicenseRow {
    pub(super) fn of((id, name, quantity): (LicenseId, String, Quantity)) -> Self {
        let name = text::requests::license(&name).to_owned();
        Self { id, name, quantity: RwSignal::new(quantity.to_string()) }
    }
}

/// What was typed, or what is wrong with it.
pub(super) fn read(rows: &[LicenseRow]) -> Result<BTreeMap<LicenseId, Quantity>, String> {
    if rows.is_empty() {
        return Err("Add at least one license.".to_owned());
    }
    let mut licenses = BTreeMap::new();
    for LicenseRow { id, name, quantity } in rows {
        match Quantity::parse(&quantity.read_untracked()) {
            Ok(quantity) => drop(licenses.insert(*id, quantity)),
            Err(why) => return Err(format!("{name}: {}", text::seats::bad_quantity(why))),
        }
    }
    Ok(licenses)
}

#[component]
pub(super) fn LicenseRows(
    rows: RwSignal<Vec<LicenseRow>>,
    problem: RwSignal<Option<String>>,
) -> impl IntoView {
    let all = use_workspace().rows;
    let typed = RwSignal::new(String::new());
    let suggestions = use_license_names(typed, None);
    let add = move || {
        let name = typed.get_untracked().trim().to_owned();
        match all.with_untracked(|all| called(all, &name, None, None)) {
            Ok(id) if rows.read_untracked().iter().any(|row| row.id == id) => {
                problem.set(Some("This license is in the kit already.".to_owned()));
            }
            Ok(id) => {
                rows.update(|rows| rows.push(LicenseRow::of((id, name, Quantity::ONE))));
                typed.set(String::new());
                problem.set(None);
            }
            Err(why) => problem.set(Some(text::problem::sentence(why))),
        }
    };
    // Enter in the field adds the license, and does not save the form.
    let add_on_enter = move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            add();
        }
    };
    view! {
        <ul class="item-list" aria-label="Licenses of the kit">
            <For each=move || rows.get() key=|row| row.id let:row>
                <Row row rows/>
            </For>
        </ul>
        <div on:keydown=add_on_enter>
            <TextField
                name="kit-license"
                label="Add a license"
                value=typed
                suggestions=suggestions
                problem=problem
            />
        </div>
        <span class="row">
            <button class="button" data-size="sm" type="button" on:click=move |_| add()>
                <Icon name=IconName::Plus/>
                "Add license"
            </button>
        </span>
    }
}

#[component]
fn Row(row: LicenseRow, rows: RwSignal<Vec<LicenseRow>>) -> impl IntoView {
    let LicenseRow { id, name, quantity } = row;
    let (label, remove) = (format!("Seats of {name}"), format!("Remove {name}"));
    view! {
        <li class="item-list__item">
            <NumberField name=format!("kit-{id}") label value=quantity decimal=true/>
            <button
                class="button"
                data-variant="quiet"
                data-size="sm"
                data-icon-only=""
                type="button"
                aria-label=remove
                on:click=move |_| rows.update(|rows| rows.retain(|row| row.id != id))
            >
                <Icon name=IconName::X/>
            </button>
        </li>
    }
}
