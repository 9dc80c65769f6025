//! One line of the list of workspaces.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::remove_workspace::Removal;
use crate::components::{StatusPill, Tone};
use crate::erased::live;
use crate::state::toasts::use_toasts;
use crate::state::workspace::use_workspace;
use crate::state::workspaces::use_workspaces;
use crate::storage::registry::Listed;
use crate::text;

/// The one that is open.
#[component]
pub(super) fn OpenWorkspace() -> impl IntoView {
    let workspace = use_workspace();
    let name = live(move || text::names::workspace(&workspace.settings.read().name));
    let size = live(move || {
        if workspace.has_rows() {
            text::names::n_licenses(workspace.rows.read().as_slice().len())
        } else {
            "Opening…".to_owned()
        }
    });
    view! {
        <li class="item-list__item" aria-current="true">
            <span class="item-list__name"><b>{name}</b><small>{size}</small></span>
            <StatusPill tone=Tone::Ok text="Open"/>
        </li>
    }
}

/// One that can be opened or removed.
#[component]
pub(super) fn OtherWorkspace(listed: Listed, removal: Removal) -> impl IntoView {
    let (workspaces, toasts) = (use_workspaces(), use_toasts());
    let id = listed.id;
    let name = text::names::workspace(listed.name());
    let size = listed.card.as_ref().map(|card| text::names::n_licenses(card.n_licenses as usize));
    let (open_label, remove_label) = (format!("Open {name}"), format!("Remove {name}"));
    let said = format!("{name} is open.");
    let open = move |_| {
        let said = said.clone();
        spawn_local(async move {
            if workspaces.switch(id).await {
                toasts.say(Tone::Ok, said);
            }
        });
    };
    let remove = move |_| removal.ask(listed.clone());
    view! {
        <li class="item-list__item">
            <span class="item-list__name"><b>{name}</b><small>{size}</small></span>
            <span class="row">
                <button class="button" data-size="sm" type="button" aria-label=open_label on:click=open>
                    "Open"
                </button>
                <button
                    class="button"
                    data-variant="quiet"
                    data-size="sm"
                    type="button"
                    aria-label=remove_label
                    on:click=remove
                >
                    "Remove"
                </button>
            </span>
        </li>
    }
}
