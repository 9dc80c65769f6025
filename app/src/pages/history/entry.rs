//! One entry: what was done, by whom, when, and each value that changed, with the way back.

use domain::difference::{Difference, Part};
use domain::id::LicenseId;
use domain::problem::Field;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::history::{
    Act, ChangeId, HistoryEntry, Moment, RecordDifference, Subject, TouchedLicense, TouchedRecord,
    TouchedSeat,
};
use replica::protocol::{Answer, Task};

use crate::components::Tone;
use crate::platform::{clock, intl};
use crate::routes;
use crate::state::engine::use_engine;
use crate::state::toasts::use_toasts;
use crate::state::undo::use_undo;
use crate::text;

#[component]
pub(super) fn Entry(entry: HistoryEntry, of: Subject, is_latest: bool) -> impl IntoView {
    let set_back = use_set_back(entry.change);
    let reach = text::history::reach(&entry);
    let by = text::history::by(&entry);
    let is_version = !matches!(
        entry.act,
        Act::Deleted | Act::Seats | Act::GaveKey(..) | Act::ExportedKeys(_) | Act::Recovery(_)
    );
    let license = if let Subject::License(id) = of { Some(id) } else { None };
    let restorable = license.filter(|_| !is_latest && is_version);
    let restore = restorable.map(|license| {
        view! {
            <button class="button" data-size="sm" type="button"
                on:click=move |_| set_back.run((license, Moment::After, None))>
                "Restore this version"
            </button>
        }
    });
    let sentence = text::history::sentence(&entry.act);
    // Of one license its values follow at once; of several each has a heading of its own.
    let is_one = of != Subject::All || entry.n_licenses == 1;
    let has_values = entry.licenses.iter().any(|license| !license.differences.is_empty());
    let in_groups = !is_one && has_values;
    let links = (license.is_none() && !in_groups).then(|| links(&entry.licenses));
    let more_seats = text::history::further_seats(&entry);
    let further = text::history::further(&entry).filter(|_| in_groups);
    let licenses = entry.licenses.into_iter();
    let licenses = licenses.map(|license| values(license, in_groups, set_back)).collect_view();
    let records = entry.records.into_iter().map(record).collect_view();
    let seats = entry.seats.iter().map(|one| seat(one, license.is_none())).collect_view();
    view! {
        <li class="history__item">
            <div class="history__text">
                <span>{sentence}{links}{reach.map(|reach| format!(" ({reach})"))}</span>
                {licenses}
                {further.map(|more| view! { <span class="dim">{more}</span> })}
                {records}
                {seats}
                {more_seats.map(|more| view! { <span class="dim">{more}</span> })}
                {restore}
            </div>
            <p class="history__by">
                {by} <time datetime=entry.at.to_rfc3339()>{intl::moment(entry.at)}</time>
            </p>
        </li>
    }
}

fn seat(seat: &TouchedSeat, has_license: bool) -> impl IntoView + use<> {
    let license = has_license.then(|| format!(" · {}", seat.license));
    view! { <span>{text::seats::touched(seat)} {license}</span> }
}

fn links(licenses: &[TouchedLicense]) -> impl IntoView + use<> {
    let links = licenses.iter().enumerate().map(|(at, license)| {
        let before = if at == 0 { ": " } else { ", " };
        view! { {before} {link(license)} }
    });
    links.collect_view()
}

fn link(license: &TouchedLicense) -> impl IntoView + use<> {
    view! { <a href=routes::license(license.id)>{called(license)}</a> }
}

fn called(license: &TouchedLicense) -> String {
    if license.name.is_empty() { "a license".to_owned() } else { license.name.clone() }
}

/// The values of a license that changed.
fn values(license: TouchedLicense, has_heading: bool, set_back: SetBack) -> impl IntoView {
    let heading = has_heading.then(|| link(&license));
    let of = has_heading.then(|| called(&license));
    let id = license.id;
    let rows = license.differences.into_iter();
    let rows = rows.map(|difference| row(difference, id, of.as_deref(), set_back)).collect_view();
    view! { {heading} <dl class="changes">{rows}</dl> }
}

fn row(
    difference: Difference,
    license: LicenseId,
    of: Option<&str>,
    set_back: SetBack,
) -> impl IntoView + use<> {
    let label = text::history::label(&difference);
    let (field, part) = (difference.field, difference.part);
    let before = text::history::value(field, &difference.before);
    let after = text::history::value(field, &difference.after);
    let button = (field != Field::LicenseKey).then(|| {
        let name = match of {
            Some(of) => format!("Set {label} of {of} back to {before}"),
            None => format!("Set {label} back to {before}"),
        };
        let only = Some((field, part));
        view! {
            <button class="button" data-size="sm" data-variant="quiet" type="button" aria-label=name
                on:click=move |_| set_back.run((license, Moment::Before, only.clone()))>
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

/// The values of settings, a vendor, a custom field or a view that changed.
fn record(record: TouchedRecord) -> impl IntoView {
    let heading = (!record.name.is_empty()).then(|| view! { <span>{record.name}</span> });
    let rows = record.differences.into_iter().map(|RecordDifference { field, before, after }| {
        let before = text::history::record_value(field, &before);
        let after = text::history::record_value(field, &after);
        view! {
            <div>
                <dt>{text::history::record_label(field)}</dt>
                <dd><del>{before}</del> " → " <ins>{after}</ins></dd>
            </div>
        }
    });
    view! { {heading} <dl class="changes">{rows.collect_view()}</dl> }
}

/// Which license, to before or after the change, and which field if not the whole.
type SetBack = Callback<(LicenseId, Moment, Option<(Field, Option<Part>)>)>;

/// Makes a license, or one field of it, what it was at the change.
fn use_set_back(change: ChangeId) -> SetBack {
    let (engine, toasts, undo) = (use_engine(), use_toasts(), use_undo());
    Callback::new(move |(license, moment, only)| {
        spawn_local(async move {
            let task = Task::SetBack { license, change, moment, only, at: clock::now() };
            let answer = engine.ask(task).await;
            let Answer::Changed(n) = answer else {
                return toasts.say(Tone::Bad, text::answer::why_not(&answer));
            };
            if n == 0 {
                toasts.say(Tone::Info, text::history::SO_ALREADY);
            } else {
                undo.offer("Set back.");
            }
        });
    })
}
