//! The head of the page: where we are, what it is called, how it stands and what can be done.

use std::sync::Arc;

use domain::id::LicenseId;
use domain::lifecycle::Lifecycle;
use domain::row::LicenseRow;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use replica::protocol::LicenseDetail;

use super::actions::use_delete;
use super::presence::Presence;
use super::renew::Renew;
use super::terms::TermActs;
use crate::components::{Icon, IconName, StatusPill, Tone};
use crate::erased::{live, memo, part};
use crate::routes;
use crate::state::calendar::use_calendar;
use crate::text::license as words;

#[component]
pub(super) fn Header(
    id: LicenseId,
    name: Signal<String>,
    row: Memo<Option<LicenseRow>>,
    detail: Memo<Option<Arc<LicenseDetail>>>,
    terms: TermActs,
) -> impl IntoView {
    let calendar = use_calendar();
    let status = memo(move || {
        let calendar = calendar.get();
        row.with(|row| row.as_ref().map(|row| row.status(calendar.today, calendar.expiring_days)))
    });
    let tone = Signal::derive(move || status.get().map_or(Tone::Mute, words::status_tone));
    let status =
        Signal::derive(move || status.get().map(words::status).unwrap_or_default().to_owned());
    let stage = part(move || {
        let row = row.read();
        let stage =
            row.as_ref().map(|row| row.lifecycle).filter(|s| *s == Lifecycle::NotRenewing)?;
        Some(view! { <StatusPill tone=Tone::Warn text=words::lifecycle(stage) label="Lifecycle"/> })
    });
    let meta = live(move || row.with(|row| row.as_ref().map(meta).unwrap_or_default()));
    view! {
        <header class="page-head">
            <div class="page-head__text">
                <nav class="crumbs" aria-label="Breadcrumb">
                    <ol>
                        <li><a href=routes::LICENSES>"Licenses"</a></li>
                        <li aria-current="page">{name}</li>
                    </ol>
                </nav>
                <div class="page-head__title">
                    <h1 tabindex="-1">{name}</h1>
                    <StatusPill tone text=status label="Status"/>
                    {stage}
                </div>
                <p class="page-head__meta">{meta}</p>
                <Presence id/>
            </div>
            <Show when=move || terms.may_edit.get()>
                <Actions id name detail terms/>
            </Show>
        </header>
    }
}

#[component]
fn Actions(
    id: LicenseId,
    name: Signal<String>,
    detail: Memo<Option<Arc<LicenseDetail>>>,
    terms: TermActs,
) -> impl IntoView {
    let navigate = use_navigate();
    let edit = move |_| navigate(&routes::edit_license(id), NavigateOptions::default());
    let delete = use_delete(id, name);
    view! {
        <div class="page-head__actions">
            <button class="button writes" data-variant="quiet" type="button" on:click=move |_| delete.run(())>
                <Icon name=IconName::Trash2/>
                "Delete"
            </button>
            <Renew detail terms/>
            <button class="button writes" data-variant="primary" type="button" on:click=edit>
                <Icon name=IconName::Pencil/>
                "Edit"
            </button>
        </div>
    }
}

/// The vendor and the type.
fn meta(row: &LicenseRow) -> String {
    let kind = words::license_type(row.license_type);
    if row.vendor.is_empty() { kind.to_owned() } else { format!("{} · {kind}", row.vendor) }
}
