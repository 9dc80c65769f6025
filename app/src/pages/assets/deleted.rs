//! Deleted assets: any of them can come back.

use domain::asset::Asset;
use domain::command::{Change, Command, RecordChange};
use domain::listing::assets::AssetLine;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::ListKind;

use super::unpack;
use crate::components::{EmptyState, Icon, IconName};
use crate::pages::listing::cells::{cell, nothing, text_or};
use crate::pages::listing::{Column, ListingTable, ListingToolbar, Row};
use crate::platform::intl;
use crate::state::dispatch::use_dispatch;
use crate::state::listing::use_listing;
use crate::state::listing_query::use_listing_query;
use crate::state::undo::use_undo;
use crate::{routes, text};

const COLUMNS: [Column; 5] = [
    Column { code: "tag", label: "Asset", width: None, priority: None, numeric: false },
    Column {
        code: "serial",
        label: "Serial number",
        width: Some("l"),
        priority: Some(2),
        numeric: false,
    },
    Column {
        code: "category",
        label: "Category",
        width: Some("m"),
        priority: Some(1),
        numeric: false,
    },
    Column { code: "", label: "Deleted", width: Some("l"), priority: None, numeric: false },
    Column { code: "", label: "", width: Some("m"), priority: None, numeric: false },
];

#[component]
pub(super) fn DeletedAssets(deleted: RwSignal<bool>) -> impl IntoView {
    let query = use_listing_query(&[], "tag");
    let listing = use_listing(ListKind::DeletedAssets, query, unpack);
    view! {
        <header class="page-head">
            <div class="page-head__text">
                <div class="page-head__title"><h1 tabindex="-1">"Deleted assets"</h1></div>
                <p class="page-head__meta">"Kept for ever, with everything about them."</p>
            </div>
            <div class="page-head__actions">
                <button class="button" type="button" on:click=move |_| deleted.set(false)>
                    "Back to assets"
                </button>
            </div>
        </header>
        <ListingToolbar listing search="Search deleted assets" filters=Vec::new()/>
        <ListingTable listing label="Deleted assets" columns=&COLUMNS row empty/>
    }
    .into_any()
}

fn row(line: AssetLine) -> Row {
    let asset = line.asset;
    let name = asset.label();
    let href = routes::asset(asset.id);
    let title = view! { <a class="data-table__title" href=href>{name.clone()}</a> }.into_any();
    let deleted =
        asset.deleted_at.map_or_else(|| nothing("Not known"), |at| intl::moment(at).into_any());
    let cells = vec![
        cell(&COLUMNS, "serial", None, text_or(&asset.serial, "No serial number")),
        cell(&COLUMNS, "category", None, text_or(&asset.category, "No category")),
        cell(&COLUMNS, "", Some("sub"), deleted),
    ];
    let id = asset.id.0;
    let cells = view! {
        {cells}
        <td data-card="end" data-align="end">{restore_button(asset)}</td>
    };
    Row { id, name, title, cells: cells.into_any() }
}

fn restore_button(before: Asset) -> AnyView {
    let (dispatch, undo) = (use_dispatch(), use_undo());
    let label = format!("Restore {}", before.label());
    let restore = move |_| {
        let said = text::people::restored(&before.label());
        let after = Asset { deleted_at: None, ..before.clone() };
        let change = RecordChange::Asset(Change::edit(before.clone(), after));
        spawn_local(async move {
            if dispatch.run(Command::ChangeRecords(vec![change]), None).await {
                undo.offer(said);
            }
        });
    };
    view! {
        <button class="button" data-size="sm" type="button" aria-label=label on:click=restore>
            <Icon name=IconName::Undo2/>
            "Restore"
        </button>
    }
    .into_any()
}

fn empty() -> AnyView {
    view! {
        <EmptyState
            icon=IconName::Trash2
            title="No asset is deleted"
            text="Whatever you delete stays here and can be restored."
        />
    }
    .into_any()
}
