//! All users as one table, and their form.

use leptos::prelude::*;

#[component]
pub fn UsersPage() -> impl IntoView {
    view! { <h1>"Users"</h1> }.into_any()
}

#[component]
pub fn NewUserPage() -> impl IntoView {
    view! { <h1>"Create user"</h1> }.into_any()
}

#[component]
pub fn EditUserPage() -> impl IntoView {
    view! { <h1>"Edit user"</h1> }.into_any()
}
