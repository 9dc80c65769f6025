//! The list: found by words, narrowed by filters, sorted by any column.

use domain::asset::AssetStatus;
use leptos::prelude::*;
use replica::protocol::ListKind;

use super::bulk::AssetBulk;
use super::cells::{COLUMNS, HIDDEN_AT_FIRST, row};
use super::export::use_export;
use super::unpack;
use crate::components::{Choice, EmptyState, Icon, IconName};
use crate::pages::holder::bulk::Bulk;
use crate::pages::holder::list_head::ListHead;
use crate::pages::listing::columns::{ListColumns, use_shown_columns};
use crate::pages::listing::{Filter, ListingTable, ListingToolbar, Offer};
use crate::state::listing::use_listing;
use crate::state::listing_query::use_listing_query;
use crate::state::picked::Picked;
use crate::{routes, text};

const FILTERS: &[&str] = &["status", "category", "location", "licenses"];

#[component]
pub(super) fn AssetList(deleted: RwSignal<bool>) -> impl IntoView {
    let listing = use_listing(ListKind::Assets, use_listing_query(FILTERS, "tag"), unpack);
    let picked = Picked::default();
    let columns = use_shown_columns("assets", &COLUMNS, HIDDEN_AT_FIRST);
    let bulk = Bulk::new(listing, picked);
    view! {
        <ListHead
            title="Assets"
            meta="Machines that software runs on."
            create=("Create asset", routes::NEW_ASSET)
            import=routes::IMPORT_ASSETS
            on_export=use_export(listing)
            deleted
        />
        <ListingToolbar listing search="Search assets" filters=filters() picked>
            <ListColumns columns/>
        </ListingToolbar>
        <AssetBulk bulk/>
        <ListingTable listing label="Assets" columns=&COLUMNS row picked hidden=columns.hidden empty/>
    }
    .into_any()
}

fn filters() -> Vec<Filter> {
    let status =
        |status: AssetStatus| Choice::new(status.code(), text::people::asset_status(status));
    let licenses = vec![Choice::new("some", "Some"), Choice::new("none", "None")];
    let filter = |code, label, offer| Filter { code, label, offer };
    vec![
        filter("status", "Status", Offer::Fixed(AssetStatus::ALL.map(status).to_vec())),
        filter("category", "Category", Offer::Found),
        filter("location", "Location", Offer::Found),
        filter("licenses", "Licenses", Offer::Fixed(licenses)),
    ]
}

fn empty() -> AnyView {
    view! {
        <EmptyState
            icon=IconName::Monitor
            title="No assets yet"
            text="A asset comes with an imported file, when a license names one, or here."
        >
            <a class="button" href=routes::NEW_ASSET>
                <Icon name=IconName::Plus/>
                "Create the first asset"
            </a>
        </EmptyState>
    }
    .into_any()
}
