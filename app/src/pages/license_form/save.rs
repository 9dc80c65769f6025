//! From the form to the command, and on to the license's page.

use domain::draft::compose::{Composed, FormIds, Known, create, edit};
use domain::id::{KeyId, LicenseId, PurchaseId, TermId, UserId, VendorId};
use domain::license::License;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::form_state::FormState;
use crate::platform::{clock, random};
use crate::routes;
use crate::state::calendar::use_today;
use crate::state::dispatch::use_dispatch;
use crate::state::undo::use_undo;
use crate::state::workspace::{WorkspaceState, use_workspace};

/// Checks the form and saves it, or says all that is wrong with it.
pub(super) fn use_save(form: FormState, original: Option<License>) -> impl Fn() + 'static {
    let (workspace, today) = (use_workspace(), use_today());
    let (dispatch, undo) = (use_dispatch(), use_undo());
    let navigate = use_navigate();
    // Once per form: a second attempt after an unclear answer cannot create a second license.
    let ids = fresh_ids();
    move || {
        if form.is_saving.get_untracked() {
            return;
        }
        let fields = match form.check(workspace) {
            Ok(fields) => fields,
            Err(problems) => return form.attempt.set(problems),
        };
        form.attempt.set(Vec::new());
        form.is_saving.set(true);
        let (id, said) = match &original {
            Some(license) => (license.id, "Saved.".to_owned()),
            None => (ids.license, format!("Created \"{}\".", fields.name)),
        };
        let Composed { command, key } = with_known(workspace, |known| match &original {
            Some(before) => edit(before, fields, known, ids, today.get_untracked()),
            None => create(fields, known, ids, clock::now()),
        });
        let navigate = navigate.clone();
        spawn_local(async move {
            let is_done = dispatch.run(command, key).await;
            let form_is_open = form.is_saving.try_set(false).is_none();
            if is_done {
                undo.offer(said);
            }
            if is_done && form_is_open {
                let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
                navigate(&routes::license(id), options);
            }
        });
    }
}

/// Whom the workspace knows by name, as of now.
fn with_known(workspace: WorkspaceState, compose: impl FnOnce(Known<'_>) -> Composed) -> Composed {
    let (vendors, users) = (workspace.vendors.read_untracked(), workspace.users.read_untracked());
    compose(Known { vendors: &vendors, users: &users })
}

fn fresh_ids() -> FormIds {
    FormIds {
        license: LicenseId(random::uuid()),
        term: TermId(random::uuid()),
        purchase: PurchaseId(random::uuid()),
        key: KeyId(random::uuid()),
        vendor: VendorId(random::uuid()),
        supplier: VendorId(random::uuid()),
        owner: UserId(random::uuid()),
    }
}
