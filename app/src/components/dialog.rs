//! A modal dialog on the native element, which keeps the focus inside, closes on Escape and gives the focus back.

use leptos::{html, prelude::*};

use super::{Icon, IconName};

/// The body is built when the dialog opens and dropped when it closes, so that it always starts fresh.
#[component]
pub fn Dialog(
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    /// The name of the close button.
    #[prop(into)]
    close: String,
    #[prop(optional)] wide: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    // Unique per dialog: several may be on one page.
    let title_id = format!("dialog-{}", next_id());
    Effect::new(move || {
        let open = open.get();
        let Some(dialog) = element.get() else { return };
        if open && !dialog.open() {
            // Fails only for an element that is not in the page, and then there is nothing to show.
            dialog.show_modal().ok();
        } else if !open && dialog.open() {
            dialog.close();
        }
    });
    let labelled_by = title_id.clone();
    view! {
        <dialog
            node_ref=element
            class="dialog"
            data-wide=wide.then_some("")
            aria-labelledby=labelled_by
            on:close=move |_| open.set(false)
        >
            <Show when=move || open.get()>
                <h2 class="dialog__title" id=title_id.clone()>{title}</h2>
                <div class="dialog__body">{children()}</div>
                // Last, so that the first field has the focus; the style sheet puts it into the corner.
                <button
                    class="button dialog__close"
                    data-variant="quiet"
                    data-size="sm"
                    data-icon-only=""
                    type="button"
                    aria-label=close.clone()
                    on:click=move |_| open.set(false)
                >
                    <Icon name=IconName::X/>
                </button>
            </Show>
        </dialog>
    }
}

fn next_id() -> u32 {
    thread_local! {
        static LAST: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
    }
    LAST.with(|last| {
        last.set(last.get().wrapping_add(1));
        last.get()
    })
}
