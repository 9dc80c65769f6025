//! The button that puts somebody or something out, and the question before it does.

use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::TeamTask;

use super::question::Question;
use crate::state::team::TeamDesk;

#[component]
pub(super) fn RemoveButton(
    /// Who or what, as in "Remove Bob".
    what: String,
    /// What comes of it.
    about: &'static str,
    task: TeamTask,
    /// What is said once it is done.
    done: String,
    team: TeamDesk,
) -> impl IntoView {
    let is_asking = RwSignal::new(false);
    let label = format!("Remove {what}");
    let title = format!("{label}?");
    let confirm = Callback::new(move |()| {
        let (task, done) = (task.clone(), done.clone());
        spawn_local(async move {
            team.run(task, done).await;
        });
    });
    view! {
        <button
            class="button"
            data-variant="quiet"
            data-size="sm"
            type="button"
            aria-label=label
            on:click=move |_| is_asking.set(true)
        >
            "Remove"
        </button>
        <Question open=is_asking title about act="Remove" confirm/>
    }
}
