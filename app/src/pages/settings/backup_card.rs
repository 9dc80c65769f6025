//! What a backup holds, before it is restored.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use replica::protocol::{BackupSummary, Secret};

use crate::components::TextField;
use crate::pages::unlock::Checking;
use crate::platform::intl;
use crate::text::answer::LACKS_HISTORY;

/// The facts, and the button.
#[component]
pub(super) fn BackupCard(
    summary: BackupSummary,
    #[prop(into)] is_busy: Signal<bool>,
    on_restore: Callback<Option<Secret>>,
) -> impl IntoView {
    let keys = keys(&summary);
    let asks = summary.n_keys > 0 && summary.has_recovery && !summary.keys_open_here;
    let typed = RwSignal::new(String::new());
    let field = asks.then(|| {
        view! {
            <TextField
                name="restore-secret"
                label="Recovery passphrase or code"
                kind="password"
                hint="It opens the product keys on this device. Without it they stay sealed, and can be \
                      unlocked later."
                value=typed
                disabled=is_busy
                secret=true
            />
        }
    });
    let checking = asks.then(|| {
        let is_checking =
            Signal::derive(move || is_busy.get() && typed.with(|typed| !typed.trim().is_empty()));
        view! { <Checking is_busy=is_checking/> }
    });
    let restore = move |event: SubmitEvent| {
        event.prevent_default();
        let secret = typed.get_untracked();
        on_restore.run((!secret.trim().is_empty()).then_some(Secret(secret)));
    };
    let name =
        if summary.name.is_empty() { "Workspace without a name".to_owned() } else { summary.name };
    let beside = summary.already_here.then(|| {
        view! {
            <p class="card__text">
                "This device holds this workspace already. The backup becomes another one beside it."
            </p>
        }
    });
    let lacks_history = (summary.n_missing > 0).then(|| {
        view! { <p class="card__text">{LACKS_HISTORY}</p> }
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
            {lacks_history}
            {beside}
            <form class="stack" data-gap="s" novalidate on:submit=restore>
                {field}
                {checking}
                <div class="row">
                    <button class="button" type="submit" disabled=is_busy>"Restore this backup"</button>
                </div>
            </form>
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
