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

/// Deletes the license, goes to the list and offers to undo it there.
pub(super) fn use_delete(id: LicenseId, name: Signal<String>) -> Callback<()> {
    let (dispatch, toasts) = (use_dispatch(), use_toasts());
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
            let is_done = dispatch.run(Command::DeleteLicense { id, at: clock::now() }, None).await;
            let page_is_open = is_deleting.try_set(false).is_none();
            if !is_done {
                return;
            }
            if page_is_open {
                navigate(routes::LICENSES, NavigateOptions::default());
            }
            // Made here, after the await, it belongs to no owner; the page's would take it along.
            let undo = Callback::new(move |()| restore(id, dispatch, toasts));
            toasts.offer(format!("Deleted \"{name}\"."), "Undo", undo);
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
        if dispatch.run(Command::RestoreLicense { id }, None).await {
            toasts.say(Tone::Ok, "Restored.");
        }
    });
}
