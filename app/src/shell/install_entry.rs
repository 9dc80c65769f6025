//! The entry that installs the app, or tells how to.

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::{Icon, IconName};
use crate::erased::live;
use crate::platform::install::{Install, InstallWay};

#[component]
pub(super) fn InstallEntry(install: Install, helping: RwSignal<bool>) -> impl IntoView {
    let label = live(move || match install.way.get() {
        InstallWay::Offer => "Install Seatwise",
        InstallWay::ByHand(_) | InstallWay::Done => "Install…",
    });
    let click = move |_| {
        if install.way.get_untracked() == InstallWay::Offer {
            install.ask();
        } else {
            helping.set(true);
        }
    };
    view! {
        <Show when=move || install.way.get() != InstallWay::Done>
            <button class="nav-link" type="button" on:click=click>
                <Icon name=IconName::MonitorDown/>
                <span class="nav-link__text">{Arc::clone(&label)}</span>
            </button>
        </Show>
    }
}
