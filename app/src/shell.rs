//! The frame around every page: navigation, what must be known right now, and short messages.

mod arrival;
mod auto_renewals;
mod install_entry;
mod install_help;
mod notices;
mod side;
mod sync_status;
mod undo_keys;

use leptos::prelude::*;

use self::notices::Notices;
use self::side::Side;
use crate::components::Toasts;
use crate::erased::live;
use crate::platform::install;
use crate::state::install_help::provide_help;
use crate::state::later::{Near, use_later_pages};
use crate::state::sync::use_sync;
use crate::state::toasts::use_toasts;

/// Parts of the frame that are in the second part of the program.
pub mod later {
    pub use super::auto_renewals::AutoRenewals;
    pub use super::install_help::InstallHelp;
    pub use super::notices::LaterNotices;
    pub use super::undo_keys::UndoKeys;
}

/// The frame around every page.
#[component]
pub fn Shell(children: Children) -> impl IntoView {
    let toasts = use_toasts();
    let install = install::follow();
    let later = use_later_pages();
    let helping = provide_help(install);
    let sync = use_sync();
    arrival::announce_pages();
    view! {
        <div class="shell" data-reads-only=live(move || (!sync.read().may_write()).then_some(""))>
            // Left to the browser, which moves the focus along; the router would only scroll.
            <a class="skip-link" href="#main" rel="external">"Skip to content"</a>
            <Side install=install helping=helping/>
            <main class="page" id="main" tabindex="-1">
                <Notices/>
                {children()}
            </main>
        </div>
        {[Near::InstallHelp, Near::UndoKeys, Near::AutoRenewals].map(|part| later.quietly(part))}
        <Toasts
            toasts=toasts.toasts
            on_dismiss=Callback::new(move |id| toasts.dismiss(id))
            dismiss="Dismiss"
        />
    }
    .into_any()
}
