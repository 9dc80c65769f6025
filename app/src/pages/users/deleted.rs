//! Deleted users: any of them can come back.

use domain::command::{Change, Command, RecordChange};
use domain::listing::users::UserLine;
use domain::user::User;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::ListKind;

use super::unpack;
use crate::components::{EmptyState, Icon, IconName};
use crate::pages::listing::cells::{cell, nothing, text_or};
use crate::pages::listing::{Column, ListingTable, ListingToolbar, Row};
use crate::platform::intl;
use crate::state::dispatch::use_dispatch;
use crate::state::listing::use_listing;
use crate::state::listing_query::use_listing_query;
use crate::state::undo::use_undo;
use crate::{routes, text};

const COLUMNS: [Column; 5] = [
    Column { code: "name", label: "Name", width: None, priority: None, numeric: false },
    Column { code: "email", label: "E-mail", width: Some("xl"), priority: Some(2), numeric: false },
    Column {
        code: "department",
        label: "Department",
        width: Some("m"),
        priority: Some(1),
        numeric: false,
    },
    Column { code: "", label: "Deleted", width: Some("l"), priority: None, numeric: false },
    Column { code: "", label: "", width: Some("m"), priority: None, numeric: false },
];

#[component]
pub(super) fn DeletedUsers(deleted: RwSignal<bool>) -> impl IntoView {
    let query = use_listing_query(&[], "name");
    let listing = use_listing(ListKind::DeletedUsers, query, unpack);
    view! {
        <header class="page-head">
            <div class="page-head__text">
                <div class="page-head__title"><h1 tabindex="-1">"Deleted users"</h1></div>
                <p class="page-head__meta">"Kept for ever, with everything about them."</p>
            </div>
            <div class="page-head__actions">
                <button class="button" type="button" on:click=move |_| deleted.set(false)>
                    "Back to users"
                </button>
            </div>
        </header>
        <ListingToolbar listing search="Search deleted users" filters=Vec::new()/>
        <ListingTable listing label="Deleted users" columns=&COLUMNS row empty/>
    }
    .into_any()
}

fn row(line: UserLine) -> Row {
    let user = line.user;
    let name = user.label().to_owned();
    let href = routes::user(user.id);
    let title = view! { <a class="data-table__title" href=href>{name.clone()}</a> }.into_any();
    let deleted =
        user.deleted_at.map_or_else(|| nothing("Not known"), |at| intl::moment(at).into_any());
    let cells = vec![
        cell(&COLUMNS, "email", None, text_or(&user.email, "No e-mail")),
        cell(&COLUMNS, "department", None, text_or(&user.department, "No department")),
        cell(&COLUMNS, "", Some("sub"), deleted),
    ];
    let id = user.id.0;
    let cells = view! {
        {cells}
        <td data-card="end" data-align="end">{restore_button(user)}</td>
    };
    Row { id, name, title, cells: cells.into_any() }
}

fn restore_button(before: User) -> AnyView {
    let (dispatch, undo) = (use_dispatch(), use_undo());
    let label = format!("Restore {}", before.label());
    let restore = move |_| {
        let said = text::people::restored(before.label());
        let after = User { deleted_at: None, ..before.clone() };
        let change = RecordChange::User(Change::edit(before.clone(), after));
        spawn_local(async move {
            if dispatch.run(Command::ChangeRecords(vec![change]), None).await {
                undo.offer(said);
            }
        });
    };
    view! {
        <button class="button" data-size="sm" type="button" aria-label=label on:click=restore>
            <Icon name=IconName::Undo2/>
            "Restore"
        </button>
    }
    .into_any()
}

fn empty() -> AnyView {
    view! {
        <EmptyState
            icon=IconName::Trash2
            title="No user is deleted"
            text="Whoever you delete stays here and can be restored."
        />
    }
    .into_any()
}
