//! The third step: how far the worker is, and the way out.

use leptos::prelude::*;

use super::session::Session;
use crate::components::Progress;
use crate::platform::intl::count;

/// Nothing is recorded until all of it is, so cancelling leaves no half.
#[component]
pub(super) fn ImportProgress(session: Session) -> impl IntoView {
    let progress = session.undo().engine.progress;
    let value = Signal::derive(move || progress.get().map(|(_, done, total)| (done, total)));
    let words = Signal::derive(move || {
        if session.is_stopping.get() {
            return "Stopping".to_owned();
        }
        progress.get().map_or_else(String::new, |(_, done, total)| {
            format!("{} of {}", count(done.into()), count(total.into()))
        })
    });
    view! {
        <Progress
            label="Importing"
            value
            text=words
            cancel="Cancel"
            on_cancel=Callback::new(move |()| session.cancel())
        />
    }
}
