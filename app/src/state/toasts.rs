//! Short messages that go away by themselves, with Undo where there is something to undo.

use std::time::Duration;

use leptos::prelude::*;

use crate::components::{Toast, ToastAction, Tone};

/// How long a message stays.
const STAYS: Duration = Duration::from_secs(8);

/// The messages on screen.
#[derive(Debug, Clone, Copy)]
pub struct ToastList {
    /// The messages, oldest first.
    pub toasts: RwSignal<Vec<Toast>>,
    next: StoredValue<u64>,
    /// The message that offers Undo.
    undo: StoredValue<Option<u64>>,
}

impl ToastList {
    /// Shows a message.
    pub fn say(&self, tone: Tone, text: impl Into<String>) {
        self.push(tone, text.into(), None);
    }

    /// Shows a message with Undo. There is only one such message: an earlier one would take back
    /// something else than it says.
    pub fn offer_undo(&self, text: impl Into<String>, label: &str, run: Callback<()>) {
        self.drop_undo();
        let action = ToastAction { label: label.to_owned(), run };
        let id = self.push(Tone::Ok, text.into(), Some(action));
        self.undo.set_value(Some(id));
    }

    /// Takes the offer of Undo away: something else was done.
    pub fn drop_undo(&self) {
        if let Some(id) = self.undo.get_value() {
            self.dismiss(id);
            self.undo.set_value(None);
        }
    }

    /// Takes a message away.
    pub fn dismiss(&self, id: u64) {
        self.toasts.try_update(|toasts| toasts.retain(|toast| toast.id != id));
    }

    fn push(&self, tone: Tone, text: String, action: Option<ToastAction>) -> u64 {
        let id = self.next.with_value(|next| *next);
        self.next.set_value(id + 1);
        self.toasts.update(|toasts| toasts.push(Toast { id, text, tone, action }));
        // A warning stays until it is read.
        if !matches!(tone, Tone::Bad) {
            let list = *self;
            set_timeout(move || list.dismiss(id), STAYS);
        }
        id
    }
}

/// Installs an empty list.
pub fn provide_toasts() {
    provide_context(ToastList {
        toasts: RwSignal::new(Vec::new()),
        next: StoredValue::new(0),
        undo: StoredValue::new(None),
    });
}

/// The list.
pub fn use_toasts() -> ToastList {
    expect_context()
}
