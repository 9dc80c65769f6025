//! Exactly what the list shows, in its order, as a CSV file.

use domain::date::Date;
use domain::id::LicenseId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::{Answer, Request};

use super::list::LicenseList;
use crate::components::Tone;
use crate::platform::download;
use crate::state::calendar::use_today;
use crate::state::engine::{Engine, use_engine};
use crate::state::toasts::use_toasts;
use crate::text;

const MIME: &str = "text/csv;charset=utf-8";

/// The way to export the list.
pub(super) fn use_export(list: LicenseList) -> Callback<()> {
    let engine = use_engine();
    let toasts = use_toasts();
    let today = use_today();
    Callback::new(move |()| {
        let ids = list.ids.get_untracked();
        let n = ids.len();
        let today = today.get_untracked();
        spawn_local(async move {
            match export(engine, ids, today).await {
                Ok(()) => toasts.say(Tone::Ok, text::licenses::exported(n)),
                Err(reason) => toasts.say(Tone::Bad, reason),
            }
        });
    })
}

async fn export(engine: Engine, ids: Vec<LicenseId>, today: Date) -> Result<(), String> {
    let answer = engine.ask(Request::ExportCsv { ids, today }).await;
    let Answer::File(bytes) = &answer else { return Err(text::answer::why_not(&answer)) };
    let saved = download::save(bytes, &format!("licenses-{today}.csv"), MIME);
    if saved { Ok(()) } else { Err(text::licenses::NOT_SAVED.to_owned()) }
}
