//! All users as one table, and their form.

mod bulk;
mod cells;
mod deleted;
mod edit;
mod export;
mod fields;
mod form;
mod list;

use leptos::prelude::*;

pub use self::edit::{EditUserPage, NewUserPage};
use crate::erased::part;
use deleted::DeletedUsers;
use domain::listing::Window;
use domain::listing::users::UserLine;
use list::UserList;
use replica::protocol::Answer;

/// The list, or that of the deleted ones.
#[component]
pub fn UsersPage() -> impl IntoView {
    let deleted = RwSignal::new(false);
    let content = part(move || {
        if deleted.get() {
            view! { <DeletedUsers deleted/> }.into_any()
        } else {
            view! { <UserList deleted/> }.into_any()
        }
    });
    content.into_any()
}

/// Reads a part of the list.
fn unpack(answer: &Answer) -> Option<Window<UserLine>> {
    if let Answer::Users(packed) = answer { packed.open() } else { None }
}
