//! The History tab: what happened, the latest first, and the way back.

use domain::id::LicenseId;
use leptos::prelude::*;
use replica::history::Subject;

use crate::pages::history::entries::{Entries, use_history};

#[component]
pub(super) fn History(id: LicenseId) -> impl IntoView {
    let history = use_history(Subject::License(id));
    view! { <Entries history/> }
}
