//! Deleting an asset and taking that back.

use std::sync::Arc;

use domain::asset::Asset;
use domain::command::{Change, Command, RecordChange};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use replica::protocol::AssetDetail;

use crate::platform::clock;
use crate::routes;
use crate::state::dispatch::use_dispatch;
use crate::state::undo::use_undo;
use crate::text;

type Detail = Memo<Option<Arc<AssetDetail>>>;

fn change(before: &Asset, after: Asset) -> Command {
    Command::ChangeRecords(vec![RecordChange::Asset(Change::edit(before.clone(), after))])
}

/// Deletes the asset, goes to the list and offers to undo it there.
pub(super) fn use_delete(detail: Detail) -> Callback<()> {
    let (dispatch, undo) = (use_dispatch(), use_undo());
    let navigate = use_navigate();
    // Lives as long as the page: without it the person has gone elsewhere meanwhile.
    let is_deleting = RwSignal::new(false);
    Callback::new(move |()| {
        let Some(detail) = detail.get_untracked() else { return };
        if is_deleting.get_untracked() {
            return;
        }
        is_deleting.set(true);
        let (asset, navigate) = (detail.asset.clone(), navigate.clone());
        let said = text::people::deleted(&asset.label(), detail.seats.len());
        spawn_local(async move {
            let after = Asset { deleted_at: Some(clock::now()), ..asset.clone() };
            let is_done = dispatch.run(change(&asset, after), None).await;
            let page_is_open = is_deleting.try_set(false).is_none();
            if is_done && page_is_open {
                navigate(routes::ASSETS, NavigateOptions::default());
            }
            if is_done {
                undo.offer(said);
            }
        });
    })
}

/// Takes the deletion of the asset back.
pub(super) fn use_restore(detail: Detail) -> Callback<()> {
    let (dispatch, undo) = (use_dispatch(), use_undo());
    Callback::new(move |()| {
        let Some(asset) = detail.get_untracked().map(|detail| detail.asset.clone()) else { return };
        let said = text::people::restored(&asset.label());
        spawn_local(async move {
            let after = Asset { deleted_at: None, ..asset.clone() };
            if dispatch.run(change(&asset, after), None).await {
                undo.offer(said);
            }
        });
    })
}
