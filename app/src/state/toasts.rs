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
}

impl ToastList {
    /// Shows a message.
    pub fn say(&self, tone: Tone, text: impl Into<String>) {
        self.push(tone, text.into(), None);
    }

    /// Shows a message with something to do about it.
    pub fn offer(&self, text: impl Into<String>, label: &str, run: Callback<()>) {
        self.push(Tone::Ok, text.into(), Some(ToastAction { label: label.to_owned(), run }));
    }

    /// Takes a message away.
    pub fn dismiss(&self, id: u64) {
        self.toasts.try_update(|toasts| toasts.retain(|toast| toast.id != id));
    }

    fn push(&self, tone: Tone, text: String, action: Option<ToastAction>) {
        let id = self.next.with_value(|next| *next);
        self.next.set_value(id + 1);
        self.toasts.update(|toasts| toasts.push(Toast { id, text, tone, action }));
        // A warning stays until it is read.
        if !matches!(tone, Tone::Bad) {
            let list = *self;
            set_timeout(move || list.dismiss(id), STAYS);
        }
    }
}

/// Installs an empty list.
pub fn provide_toasts() {
    provide_context(ToastList { toasts: RwSignal::new(Vec::new()), next: StoredValue::new(0) });
}

/// The list.
pub fn use_toasts() -> ToastList {
    expect_context()
}
