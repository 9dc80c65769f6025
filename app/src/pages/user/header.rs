//! The head of the page: what they are called, how they stand and what can be done.

use std::sync::Arc;

use domain::id::UserId;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use replica::protocol::UserDetail;

use super::acts::{use_delete, use_restore};
use crate::components::{Banner, Icon, IconName, StatusPill, Tone};
use crate::erased::{live, memo};
use crate::pages::holder::holding::Holding;
use crate::pages::holder::seat_acts::SeatButtons;
use crate::{routes, text};

#[component]
pub(super) fn Header(
    id: UserId,
    detail: Memo<Option<Arc<UserDetail>>>,
    name: Signal<String>,
    holding: Holding,
) -> impl IntoView {
    let status = memo(move || detail.read().as_ref().map(|detail| detail.user.status));
    let tone = Signal::derive(move || status.get().map_or(Tone::Mute, text::people::user_tone));
    let word = Signal::derive(move || {
        status.get().map(text::people::user_status).unwrap_or_default().to_owned()
    });
    let meta = live(move || detail.read().as_ref().map(|detail| meta(detail)));
    let is_deleted =
        memo(move || detail.read().as_ref().is_some_and(|detail| detail.user.deleted_at.is_some()));
    let navigate = use_navigate();
    let edit = Callback::new(move |()| {
        navigate(&routes::edit_user(id), NavigateOptions::default());
    });
    let (delete, restore) = (use_delete(detail), use_restore(detail));
    view! {
        <header class="page-head">
            <div class="page-head__text">
                <nav class="crumbs" aria-label="Breadcrumb">
                    <ol>
                        <li><a href=routes::USERS>"Users"</a></li>
                        <li aria-current="page">{name}</li>
                    </ol>
                </nav>
                <div class="page-head__title">
                    <h1 tabindex="-1">{name}</h1>
                    <StatusPill tone text=word label="Status"/>
                </div>
                <p class="page-head__meta">{meta}</p>
            </div>
            <Show when=move || !is_deleted.get()>
                <div class="page-head__actions">
                    <button class="button writes" data-variant="quiet" type="button" on:click=move |_| delete.run(())>
                        <Icon name=IconName::Trash2/>
                        "Delete"
                    </button>
                    <SeatButtons holding/>
                    <button class="button writes" data-variant="primary" type="button" on:click=move |_| edit.run(())>
                        <Icon name=IconName::Pencil/>
                        "Edit"
                    </button>
                </div>
            </Show>
        </header>
        <Show when=move || is_deleted.get()>
            <Banner tone=Tone::Warn text="This user is deleted.">
                <button class="button" data-size="sm" type="button" on:click=move |_| restore.run(())>
                    "Restore"
                </button>
            </Banner>
        </Show>
    }
    .into_any()
}

/// Their address and where they work.
fn meta(detail: &UserDetail) -> String {
    let user = &detail.user;
    let known = [&user.email, &user.department, &user.location];
    let known: Vec<&str> =
        known.into_iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
    known.join(" · ")
}
