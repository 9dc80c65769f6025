//! The pages of the form: of a new user, and of one that is there.

use std::sync::Arc;

use domain::id::UserId;
use domain::listing::seats::SeatLine;
use domain::user::User;
use leptos::prelude::*;
use replica::protocol::UserDetail;

use super::form::UserForm;
use crate::components::{Banner, Skeleton, Tone};
use crate::erased::{memo, part};
use crate::pages::holder::loaded::{Loaded, id_in_address};
use crate::pages::holder::missing::Missing;
use crate::pages::user::detail_of;
use crate::platform::random;
use crate::routes;

/// The form of a new user.
#[component]
pub fn NewUserPage() -> impl IntoView {
    let user = User::new(UserId(random::uuid()), "");
    view! { <UserForm user is_new=true manager=String::new() seats=Signal::stored(Vec::new())/> }
        .into_any()
}

/// The form of a user.
#[component]
pub fn EditUserPage() -> impl IntoView {
    let id = id_in_address::<UserId>();
    let content = part(move || match id.get() {
        Some(id) => edit(id),
        None => missing(),
    });
    content.into_any()
}

/// The user as they were when the form opened: what arrives later must not touch typed text.
fn edit(id: UserId) -> AnyView {
    let loaded = detail_of(id);
    let opened = Memo::new(move |opened: Option<&Loaded<UserDetail>>| match opened {
        Some(Loaded::Found(detail)) => Loaded::Found(Arc::clone(detail)),
        Some(Loaded::Asking | Loaded::Missing | Loaded::Failed(_)) | None => loaded.get(),
    });
    let seats = memo(move || -> Vec<SeatLine> {
        loaded.with(|loaded| loaded.found().map(|found| found.seats.clone()).unwrap_or_default())
    });
    part(move || match opened.get() {
        Loaded::Found(detail) => {
            let UserDetail { user, manager, .. } = (*detail).clone();
            view! { <UserForm user is_new=false manager seats=seats.into()/> }.into_any()
        }
        Loaded::Asking => view! { <Skeleton rows=8 label="Loading the form"/> }.into_any(),
        Loaded::Missing => missing(),
        Loaded::Failed(why) => view! { <Banner tone=Tone::Bad text=why/> }.into_any(),
    })
    .into_any()
}

fn missing() -> AnyView {
    view! { <Missing title="User not found" back=("Back to users", routes::USERS)/> }.into_any()
}
