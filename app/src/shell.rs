//! The frame around every page: navigation, what must be known right now, and short messages.

mod arrival;
mod install_entry;
mod install_help;
mod notices;
mod side;
mod sync_status;
mod undo_keys;

use leptos::prelude::*;

use self::install_help::InstallHelp;
use self::notices::Notices;
use self::side::Side;
use crate::components::Toasts;
use crate::platform::install;
use crate::state::toasts::use_toasts;

/// The frame around every page.
#[component]
pub fn Shell(children: Children) -> impl IntoView {
    let toasts = use_toasts();
    let install = install::follow();
    let helping = RwSignal::new(false);
    arrival::announce_pages();
    undo_keys::follow_undo_keys();
    view! {
        <div class="shell">
            // Left to the browser, which moves the focus along; the router would only scroll.
            <a class="skip-link" href="#main" rel="external">"Skip to content"</a>
            <Side install=install helping=helping/>
            <main class="page" id="main" tabindex="-1">
                <Notices/>
                {children()}
            </main>
        </div>
        <InstallHelp install=install open=helping/>
        <Toasts
            toasts=toasts.toasts
            on_dismiss=Callback::new(move |id| toasts.dismiss(id))
            dismiss="Dismiss"
        />
    }
    .into_any()
}
