//! Short messages in a corner that say what has happened, with the way back.

use leptos::prelude::*;

use super::{Icon, IconName, Tone};

/// One message.
#[derive(Clone, Debug)]
pub struct Toast {
    pub id: u64,
    pub text: String,
    pub tone: Tone,
    pub action: Option<ToastAction>,
}

/// What can be done about it: nearly always Undo.
#[derive(Clone, Debug)]
pub struct ToastAction {
    pub label: String,
    pub run: Callback<()>,
}

/// The region is always in the page, so that new messages are announced. How long they stay is not decided here.
#[component]
pub fn Toasts(
    #[prop(into)] toasts: Signal<Vec<Toast>>,
    #[prop(into)] on_dismiss: Callback<u64>,
    /// The name of the button that takes a message away.
    #[prop(into)]
    dismiss: String,
) -> impl IntoView {
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || toasts.get() key=|toast| toast.id let:toast>
                {toast_view(toast, on_dismiss, dismiss.clone())}
            </For>
        </div>
    }
}

fn toast_view(toast: Toast, on_dismiss: Callback<u64>, dismiss: String) -> impl IntoView {
    let Toast { id, text, tone, action } = toast;
    let icon = match tone {
        Tone::Ok => IconName::CircleCheck,
        Tone::Warn => IconName::TriangleAlert,
        Tone::Bad => IconName::CircleAlert,
        Tone::Mute | Tone::Info => IconName::Info,
    };
    let action = action.map(|ToastAction { label, run }| {
        let click = move |_| {
            run.run(());
            on_dismiss.run(id);
        };
        view! {
            <button class="button" data-size="sm" type="button" on:click=click>
                {label}
            </button>
        }
    });
    view! {
        <div class="toast" data-tone=tone.name()>
            <Icon name=icon/>
            <span class="toast__text">{text}</span>
            {action}
            <button
                class="button"
                data-variant="quiet"
                data-size="sm"
                data-icon-only=""
                type="button"
                aria-label=dismiss
                on:click=move |_| on_dismiss.run(id)
            >
                <Icon name=IconName::X/>
            </button>
        </div>
    }
}
