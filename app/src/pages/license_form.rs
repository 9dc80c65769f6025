//! The form of a license, new or existing. What was typed stays until it is saved.

mod cost_section;
mod custom_section;
mod dates_section;
mod draft_signals;
mod form;
mod form_state;
mod identity_section;
mod more_section;
mod notes_section;
mod renewal_fields;
mod save;

use std::sync::Arc;

use domain::draft::{LicenseDraft, Names};
use domain::id::LicenseId;
use leptos::prelude::*;
use replica::protocol::LicenseDetail;

use super::license::id_in_address;
use super::license::loaded::{Loaded, detail_of};
use super::license::missing::MissingLicense;
use crate::components::{Banner, Skeleton, Tone};
use crate::erased::{memo, part};
use crate::state::calendar::use_today;
use crate::state::workspace::{Phase, use_workspace};
use form::LicenseForm;

/// The form of a new license.
#[component]
pub fn NewLicensePage() -> impl IntoView {
    let workspace = use_workspace();
    // The workspace's currency stands in the form from the start.
    let is_known = memo(move || workspace.phase.get() != Phase::Loading);
    let content = part(move || {
        if is_known.get() {
            let draft = workspace.settings.with_untracked(LicenseDraft::new);
            view! { <LicenseForm draft original=None/> }.into_any()
        } else {
            view! { <Skeleton rows=8 label="Loading the form"/> }.into_any()
        }
    });
    content.into_any()
}

/// The form of an existing license.
#[component]
pub fn EditLicensePage() -> impl IntoView {
    let id = id_in_address();
    let content = move || match id.get() {
        Some(id) => view! { <EditLicense id/> }.into_any(),
        None => view! { <MissingLicense/> }.into_any(),
    };
    content.into_any()
}

/// The license as it was when the form opened: what arrives later must not touch typed text.
#[component]
fn EditLicense(id: LicenseId) -> impl IntoView {
    let workspace = use_workspace();
    let today = use_today();
    let loaded = detail_of(id);
    let opened = Memo::new(move |opened: Option<&Loaded>| match opened {
        Some(Loaded::Found(detail)) => Loaded::Found(Arc::clone(detail)),
        Some(Loaded::Asking | Loaded::Missing | Loaded::Failed(_)) | None => loaded.get(),
    });
    let draft = move |detail: &LicenseDetail| {
        let LicenseDetail { vendor, supplier, owner, parent, .. } = detail;
        let parent = parent.as_ref().map_or("", |(_, name)| name.as_str());
        workspace.settings.with_untracked(|settings| {
            LicenseDraft::of(
                &detail.license,
                Names { vendor, supplier, owner, parent },
                settings,
                today.get_untracked(),
            )
        })
    };
    move || match opened.get() {
        Loaded::Found(detail) => {
            let draft = draft(&detail);
            view! { <LicenseForm draft original=Some(detail.license.clone())/> }.into_any()
        }
        Loaded::Asking => view! { <Skeleton rows=8 label="Loading the form"/> }.into_any(),
        Loaded::Missing => view! { <MissingLicense/> }.into_any(),
        Loaded::Failed(why) => view! { <Banner tone=Tone::Bad text=why/> }.into_any(),
    }
}
