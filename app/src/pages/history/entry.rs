//! One entry: what was done, when, and each value that changed, with the way back.

use domain::difference::{Difference, Part};
use domain::id::LicenseId;
use domain::problem::Field;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::history::{Act, ChangeId, HistoryEntry, Moment};
use replica::protocol::{Answer, Request};

use crate::components::Tone;
use crate::platform::{clock, intl};
use crate::routes;
use crate::state::engine::use_engine;
use crate::state::toasts::use_toasts;
use crate::state::undo::use_undo;
use crate::text;

#[component]
pub(super) fn Entry(entry: HistoryEntry, of: Option<LicenseId>, is_latest: bool) -> impl IntoView {
    let license = of.or(match entry.licenses.as_slice() {
        [(only, _)] if entry.n_licenses == 1 => Some(*only),
        _ => None,
    });
    let set_back = use_set_back(license, entry.change);
    let links = of.is_none().then(|| links(&entry));
    let reach = text::history::reach(&entry);
    let is_version = !matches!(
        entry.act,
        Act::Deleted | Act::GaveKey(..) | Act::ExportedKeys(_) | Act::Recovery(_)
    );
    let can_restore = of.is_some() && !is_latest && is_version;
    let restore = can_restore.then(|| {
        view! {
            <button class="button" data-size="sm" type="button" on:click=move |_| set_back.run((Moment::After, None))>
                "Restore this version"
            </button>
        }
    });
    let rows = entry.differences.into_iter().map(|d| row(d, license.is_some(), set_back));
    let rows = rows.collect_view();
    view! {
        <li class="history__item">
            <div class="history__text">
                <span>{text::history::sentence(&entry.act)}{links}{reach.map(|reach| format!(" ({reach})"))}</span>
                <dl class="changes">{rows}</dl>
                {restore}
            </div>
            <time datetime=entry.at.to_rfc3339()>{intl::moment(entry.at)}</time>
        </li>
    }
}

fn links(entry: &HistoryEntry) -> impl IntoView + use<> {
    let links = entry.licenses.iter().enumerate().map(|(at, (id, name))| {
        let name = if name.is_empty() { "a license".to_owned() } else { name.clone() };
        let before = if at == 0 { ": " } else { ", " };
        view! { {before} <a href=routes::license(*id)>{name}</a> }
    });
    links.collect_view()
}

type SetBack = Callback<(Moment, Option<(Field, Option<Part>)>)>;

fn row(difference: Difference, can_set: bool, set_back: SetBack) -> impl IntoView {
    let label = text::history::label(&difference);
    let (field, part) = (difference.field, difference.part);
    let before = text::history::value(field, &difference.before);
    let after = text::history::value(field, &difference.after);
    let button = (can_set && field != Field::LicenseKey).then(|| {
        let name = format!("Set {label} back to {before}");
        view! {
            <button class="button" data-size="sm" data-variant="quiet" type="button" aria-label=name
                on:click=move |_| set_back.run((Moment::Before, Some((field, part.clone()))))>
                "Set back"
            </button>
        }
    });
    view! {
        <div>
            <dt>{label}</dt>
            <dd><del>{before}</del> " → " <ins>{after}</ins> {button}</dd>
        </div>
    }
}

/// Makes the license, or one field of it, what it was at the change.
fn use_set_back(license: Option<LicenseId>, change: ChangeId) -> SetBack {
    let (engine, toasts, undo) = (use_engine(), use_toasts(), use_undo());
    Callback::new(move |(moment, only)| {
        let Some(license) = license else { return };
        spawn_local(async move {
            let request = Request::SetBack { license, change, moment, only, at: clock::now() };
            match engine.ask(request).await {
                Answer::Changed(0) => toasts.say(Tone::Info, text::history::SO_ALREADY),
                Answer::Changed(_) => undo.offer("Set back."),
                other => toasts.say(Tone::Bad, text::answer::why_not(&other)),
            }
        });
    })
}
