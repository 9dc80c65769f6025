//! The list: found by words, narrowed by filters, sorted by any column.

use domain::user::UserStatus;
use leptos::prelude::*;
use replica::protocol::ListKind;

use super::bulk::UserBulk;
use super::cells::{COLUMNS, HIDDEN_AT_FIRST, row};
use super::export::use_export;
use super::unpack;
use crate::components::{Choice, EmptyState, Icon, IconName};
use crate::pages::holder::bulk::Bulk;
use crate::pages::holder::list_head::ListHead;
use crate::pages::listing::columns::{ListColumns, use_shown_columns};
use crate::pages::listing::{Filter, ListingTable, ListingToolbar, Offer};
use crate::state::listing::use_listing;
use crate::state::listing_query::use_listing_query;
use crate::state::picked::Picked;
use crate::{routes, text};

const FILTERS: &[&str] = &["status", "department", "location", "company", "licenses"];

#[component]
pub(super) fn UserList(deleted: RwSignal<bool>) -> impl IntoView {
    let listing = use_listing(ListKind::Users, use_listing_query(FILTERS, "name"), unpack);
    let picked = Picked::default();
    let columns = use_shown_columns("users", &COLUMNS, HIDDEN_AT_FIRST);
    let bulk = Bulk::new(listing, picked);
    view! {
        <ListHead
            title="Users"
            meta="People who use software."
            create=("Create user", routes::NEW_USER)
            import=routes::IMPORT_USERS
            on_export=use_export(listing)
            deleted
        />
        <ListingToolbar listing search="Search users" filters=filters() picked>
            <ListColumns columns/>
        </ListingToolbar>
        <UserBulk bulk/>
        <ListingTable listing label="Users" columns=&COLUMNS row picked hidden=columns.hidden empty/>
    }
    .into_any()
}

fn filters() -> Vec<Filter> {
    let status = |status: UserStatus| Choice::new(status.code(), text::people::user_status(status));
    let licenses = vec![Choice::new("some", "Some"), Choice::new("none", "None")];
    let filter = |code, label, offer| Filter { code, label, offer };
    vec![
        filter("status", "Status", Offer::Fixed(UserStatus::ALL.map(status).to_vec())),
        filter("department", "Department", Offer::Found),
        filter("location", "Location", Offer::Found),
        filter("company", "Company", Offer::Found),
        filter("licenses", "Licenses", Offer::Fixed(licenses)),
    ]
}

fn empty() -> AnyView {
    view! {
        <EmptyState
            icon=IconName::Users
            title="No users yet"
            text="A user comes with an imported file, when a license names one, or here."
        >
            <a class="button" href=routes::NEW_USER>
                <Icon name=IconName::Plus/>
                "Create the first user"
            </a>
        </EmptyState>
    }
    .into_any()
}
