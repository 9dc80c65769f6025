//! Who else has this license on screen, and telling them that it is on this one.

use domain::id::LicenseId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::TeamTask;

use crate::erased::{memo, part};
use crate::state::engine::use_engine;
use crate::state::sync::use_sync;
use crate::text;

#[component]
pub(super) fn Presence(id: LicenseId) -> impl IntoView {
    let (engine, sync) = (use_engine(), use_sync());
    let tell = move |sees| {
        let asked = engine.ask(TeamTask::See(sees));
        spawn_local(async move {
            asked.await;
        });
    };
    let is_shared = memo(move || sync.read().share.is_some());
    Effect::new(move |_| {
        if is_shared.get() {
            tell(Some(id));
        }
    });
    on_cleanup(move || {
        if is_shared.get_untracked() {
            tell(None);
        }
    });
    part(move || {
        let others = sync.read().more().others;
        let here = others.into_iter().filter(|other| other.sees == Some(id));
        let names = text::names::in_order(here.map(|other| other.name).collect());
        (!names.is_empty()).then(|| {
            view! { <p class="page-head__meta" role="status">{text::team::looking(&names)}</p> }
        })
    })
}
