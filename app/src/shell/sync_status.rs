//! Whether what the person did is safe: one word, and a line that says what it means.

use leptos::prelude::*;
use replica::protocol::StorageState;

use crate::components::{Icon, IconName, Tone};
use crate::erased::{live, memo};
use crate::platform::network;
use crate::state::storage_status::use_storage_status;
use crate::state::workspace::{Phase, use_workspace};
use crate::text;

/// How safe it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Local,
    Offline,
    Unstored,
    Stopped,
}

impl Standing {
    fn word(self) -> &'static str {
        match self {
            Self::Local => "Local only",
            Self::Offline => "Offline",
            Self::Unstored | Self::Stopped => "Error",
        }
    }

    fn icon(self) -> IconName {
        match self {
            Self::Local => IconName::HardDrive,
            Self::Offline => IconName::CloudOff,
            Self::Unstored | Self::Stopped => IconName::TriangleAlert,
        }
    }

    fn tone(self) -> Tone {
        match self {
            Self::Local | Self::Offline => Tone::Mute,
            Self::Unstored | Self::Stopped => Tone::Bad,
        }
    }
}

#[component]
pub(super) fn SyncStatus() -> impl IntoView {
    let phase = use_workspace().phase;
    let storage = use_storage_status();
    let online = network::online();
    let standing = memo(move || {
        if matches!(*phase.read(), Phase::Stopped(_)) {
            Standing::Stopped
        } else if *storage.state.read() != StorageState::Stored {
            Standing::Unstored
        } else if online.get() {
            Standing::Local
        } else {
            Standing::Offline
        }
    });
    let detail = memo(move || match standing.get() {
        Standing::Stopped => "Nothing is saved any more".to_owned(),
        Standing::Unstored => "Not saved on this device".to_owned(),
        Standing::Local | Standing::Offline => match storage.n_unanswered.get() {
            0 if *phase.read() == Phase::Open => "Saved on this device".to_owned(),
            0 if *phase.read() == Phase::Gone => "Gone from this device".to_owned(),
            0 => "Opening…".to_owned(),
            n => format!("{} not saved yet", text::license::counted(n, "change", "changes")),
        },
    });
    let icon = Signal::derive(move || standing.get().icon());
    view! {
        <div
            class="sync"
            aria-label="Sync status"
            role="status"
            data-tone=live(move || standing.get().tone().name())
        >
            <Icon name=icon/>
            <span class="sync__text">{live(move || standing.get().word())} " " <small>{detail}</small></span>
        </div>
    }
}
