//! Two people set one field at once: both values, and one click to choose.

use std::sync::Arc;

use domain::command::Command;
use domain::license::License;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::conflicts::Conflict;
use replica::message::Source;
use replica::protocol::LicenseDetail;

use crate::components::{Banner, Tone};
use crate::erased::{memo, part};
use crate::state::dispatch::use_dispatch;
use crate::state::undo::use_undo;
use crate::text;

#[component]
pub(super) fn Conflicts(detail: Memo<Option<Arc<LicenseDetail>>>) -> impl IntoView {
    let conflicts = memo(move || {
        let detail = detail.read();
        detail.as_ref().map(|detail| detail.conflicts.clone()).unwrap_or_default()
    });
    let license = Signal::derive(move || detail.get().map(|detail| detail.license.clone()));
    part(move || {
        let all = conflicts.get().into_iter();
        all.map(|conflict| view! { <OneConflict conflict license/> }).collect_view()
    })
}

#[component]
fn OneConflict(conflict: Conflict, license: Signal<Option<License>>) -> impl IntoView {
    let (dispatch, undo) = (use_dispatch(), use_undo());
    let Conflict { difference, other } = conflict;
    let label = text::history::label(&difference);
    let shown = text::history::value(difference.field, &difference.before);
    let theirs = text::history::value(difference.field, &difference.after);
    let words = format!(
        "{label} was set twice at the same time: to {shown}, which is shown, and to {theirs}."
    );
    let (keep_label, take_label) = (format!("Keep {shown}"), format!("Take {theirs}"));
    let write = Callback::new(move |(before, after): (License, License)| {
        spawn_local(async move {
            if dispatch.run_from(Source::Choice, Command::edit(before, after), Vec::new()).await {
                undo.offer("Chosen.");
            }
        });
    });
    let kept = other.clone();
    // Writing what is shown over the other value settles it.
    let keep = move |_| {
        if let Some(license) = license.get_untracked() {
            write.run((kept.clone(), license));
        }
    };
    let take = move |_| {
        if let Some(license) = license.get_untracked() {
            write.run((license, other.clone()));
        }
    };
    view! {
        <Banner tone=Tone::Warn text=words>
            <button class="button" type="button" on:click=keep>{keep_label}</button>
            <button class="button" type="button" on:click=take>{take_label}</button>
        </Banner>
    }
}
