//! What a backup holds, before it is restored.

use leptos::prelude::*;
use replica::protocol::BackupSummary;

use crate::platform::intl;

/// The facts, and the button.
#[component]
pub(super) fn BackupCard(
    summary: BackupSummary,
    #[prop(into)] is_busy: Signal<bool>,
    on_restore: Callback<()>,
) -> impl IntoView {
    let keys = keys(&summary);
    let name =
        if summary.name.is_empty() { "Workspace without a name".to_owned() } else { summary.name };
    let beside = summary.already_here.then(|| {
        view! {
            <p class="card__text">
                "This device holds this workspace already. The backup becomes another one beside it."
            </p>
        }
    });
    view! {
        <section class="card" aria-label="Backup">
            <h3 class="card__title">{name}</h3>
            <dl class="definitions">
                <div><dt>"Made"</dt><dd>{intl::moment(summary.made_at)}</dd></div>
                <div><dt>"Licenses"</dt><dd>{intl::count(summary.n_licenses.into())}</dd></div>
                <div><dt>"Users"</dt><dd>{intl::count(summary.n_users.into())}</dd></div>
                <div><dt>"Product keys"</dt><dd>{keys}</dd></div>
            </dl>
            {beside}
            <div class="row">
                <button
                    class="button"
                    type="button"
                    disabled=is_busy
                    on:click=move |_| on_restore.run(())
                >
                    "Restore this backup"
                </button>
            </div>
        </section>
    }
}

fn keys(summary: &BackupSummary) -> String {
    if summary.n_keys == 0 {
        return "None".to_owned();
    }
    let number = intl::count(summary.n_keys.into());
    if summary.keys_open_here {
        format!("{number}, sealed; they open on this device")
    } else {
        format!("{number}, sealed; they do not open on this device")
    }
}
