//! A product key in the clear: only while it is looked at, and only in the row that shows it.

use std::time::Duration;

use domain::id::{KeyId, LicenseId};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::message::KeyUse;
use replica::protocol::{Answer, Failure, Secret, Task};

use crate::components::Tone;
use crate::platform::{clipboard, clock};
use crate::state::engine::{Engine, use_engine};
use crate::state::recovery::{RecoveryDesk, use_recovery};
use crate::state::toasts::{ToastList, use_toasts};
use crate::text;

/// How long a key stays in sight, and on the clipboard.
const KEPT_FOR: Duration = Duration::from_secs(30);

/// The key of one row. Its owner is the row: with the row goes what was revealed.
#[derive(Debug, Clone, Copy)]
pub(super) struct ShownSecret {
    license: LicenseId,
    key: KeyId,
    unlock: RwSignal<bool>,
    recovery: RecoveryDesk,
    engine: Engine,
    toasts: ToastList,
    shown: RwSignal<Option<Secret>>,
    curtain: StoredValue<Option<TimeoutHandle>>,
}

/// Nothing shown yet; hidden again when the tab goes out of sight.
/// `unlock` asks for the recovery passphrase or code, for a key that does not open on this device.
pub(super) fn use_secret(license: LicenseId, key: KeyId, unlock: RwSignal<bool>) -> ShownSecret {
    let secret = ShownSecret {
        license,
        key,
        unlock,
        recovery: use_recovery(),
        engine: use_engine(),
        toasts: use_toasts(),
        shown: RwSignal::new(None),
        curtain: StoredValue::new(None),
    };
    let out_of_sight = window_event_listener_untyped("visibilitychange", move |_| secret.hide());
    on_cleanup(move || out_of_sight.remove());
    secret
}

impl ShownSecret {
    /// The key, while it is shown.
    pub(super) fn shown(self) -> Option<String> {
        self.shown.with(|shown| shown.as_ref().map(|secret| secret.0.clone()))
    }

    /// Whether it is shown.
    pub(super) fn is_shown(self) -> bool {
        self.shown.with(Option::is_some)
    }

    /// Hides it.
    pub(super) fn hide(self) {
        if self.shown.try_with_untracked(Option::is_some) == Some(true) {
            self.shown.set(None);
        }
    }

    /// Shows it for a while.
    pub(super) fn reveal(self) {
        spawn_local(async move {
            if let Some(secret) = self.open(KeyUse::Revealed).await
                && self.shown.try_set(Some(secret)).is_none()
            {
                self.hide_later();
            }
        });
    }

    /// Puts it on the clipboard without showing it.
    pub(super) fn copy(self) {
        spawn_local(async move {
            let Some(secret) = self.open(KeyUse::Copied).await else { return };
            if clipboard::write(&secret.0).await {
                self.toasts.say(
                    Tone::Ok,
                    "Copied. It leaves the clipboard in 30 seconds, if the browser allows it.",
                );
                let forget = async move { clipboard::forget(&secret.0).await };
                set_timeout(move || spawn_local(forget), KEPT_FOR);
            } else {
                self.toasts.say(
                    Tone::Bad,
                    "The browser did not allow copying. Reveal the key and copy it from there.",
                );
            }
        });
    }

    /// Asks the worker for it, which notes that in the history. Why it cannot be opened is told at
    /// once; where a passphrase or a code would open it, it is asked for.
    async fn open(self, how: KeyUse) -> Option<Secret> {
        let (license, key) = (self.license, self.key);
        let answer = self.engine.ask(Task::Reveal { license, key, how, at: clock::now() }).await;
        if let Answer::Key(secret) = answer {
            return Some(secret);
        }
        let is_elsewhere = answer == Answer::Failed(Failure::KeyNotHere);
        if is_elsewhere && self.recovery.look().await.is_some_and(|state| state.is_set()) {
            self.unlock.try_set(true);
        } else {
            self.toasts.say(Tone::Bad, text::answer::why_not(&answer));
        }
        None
    }

    /// The latest reveal counts: an earlier one must not hide it too soon.
    fn hide_later(self) {
        let handle = set_timeout_with_handle(move || self.hide(), KEPT_FOR).ok();
        let earlier = self.curtain.try_update_value(|curtain| std::mem::replace(curtain, handle));
        if let Some(earlier) = earlier.flatten() {
            earlier.clear();
        }
    }
}
