//! Deleting a license and taking that back.

use domain::command::Command;
use domain::id::LicenseId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::components::Tone;
use crate::platform::clock;
use crate::routes;
use crate::state::dispatch::{Dispatch, use_dispatch};
use crate::state::toasts::{ToastList, use_toasts};
use crate::state::undo::use_undo;

/// Deletes the license, goes to the list and offers to undo it there.
pub(super) fn use_delete(id: LicenseId, name: Signal<String>) -> Callback<()> {
    let (dispatch, undo) = (use_dispatch(), use_undo());
    let navigate = use_navigate();
    // Lives as long as the page: without it the person has gone elsewhere meanwhile.
    let is_deleting = RwSignal::new(false);
    Callback::new(move |()| {
        if is_deleting.get_untracked() {
            return;
        }
        is_deleting.set(true);
        let (name, navigate) = (name.get_untracked(), navigate.clone());
        spawn_local(async move {
            let is_done = dispatch
                .run(Command::DeleteLicenses { ids: vec![id], at: clock::now() }, None)
                .await;
            let page_is_open = is_deleting.try_set(false).is_none();
            if !is_done {
                return;
            }
            if page_is_open {
                navigate(routes::LICENSES, NavigateOptions::default());
            }
            undo.offer(format!("Deleted \"{name}\"."));
        });
    })
}

/// Takes the deletion of the license back.
pub(super) fn use_restore(id: LicenseId) -> Callback<()> {
    let (dispatch, toasts) = (use_dispatch(), use_toasts());
    Callback::new(move |()| restore(id, dispatch, toasts))
}

fn restore(id: LicenseId, dispatch: Dispatch, toasts: ToastList) {
    spawn_local(async move {
        if dispatch.run(Command::RestoreLicenses { ids: vec![id] }, None).await {
            toasts.say(Tone::Ok, "Restored.");
        }
    });
}
