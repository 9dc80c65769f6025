//! Everything out into a file, and back from one.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::restore::Restore;
use super::section::Section;
use crate::components::{Icon, IconName};
use crate::state::backup::export_and_tell;
use crate::state::engine::use_engine;
use crate::state::toasts::use_toasts;
use crate::state::workspace::use_workspace;

/// Export and restore.
#[component]
pub(super) fn Backup() -> impl IntoView {
    let (engine, workspace, toasts) = (use_engine(), use_workspace(), use_toasts());
    let is_busy = RwSignal::new(false);
    let export = move |_| {
        is_busy.set(true);
        spawn_local(async move {
            export_and_tell(engine, workspace, toasts).await;
            is_busy.try_set(false);
        });
    };
    view! {
        <Section title="Backup" about="One file to keep elsewhere.">
            <div class="stack" data-gap="s">
                <p>
                    "A backup holds everything of this workspace that is on this device. Product keys are \
                     in it only sealed: they open on a device that holds this workspace's key, or with \
                     the recovery passphrase or code."
                </p>
                <div class="row">
                    <button class="button" type="button" disabled=move || is_busy.get() on:click=export>
                        <Icon name=IconName::Download/>
                        "Export a backup"
                    </button>
                </div>
            </div>
            <Restore/>
        </Section>
    }
}
