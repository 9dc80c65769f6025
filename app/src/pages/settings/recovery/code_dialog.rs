//! A code that is made, shown once and printed.

use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::recovery::RecoveryKind;

use super::code_sheet::CodeSheet;
use crate::components::{Banner, Dialog, Tone};
use crate::erased::part;
use crate::platform::page;
use crate::state::recovery::RecoveryDesk;
use crate::text;

#[component]
pub(super) fn CodeDialog(recovery: RecoveryDesk, open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Dialog open title="Recovery code" close="Close">
            <CodeSteps recovery open/>
        </Dialog>
    }
}

/// First what it is, then the code itself. It goes with the dialog.
#[component]
fn CodeSteps(recovery: RecoveryDesk, open: RwSignal<bool>) -> impl IntoView {
    let code = RwSignal::new(None::<String>);
    let trouble = RwSignal::new(None::<String>);
    let is_busy = RwSignal::new(false);
    let replaces = recovery
        .state
        .with_untracked(|state| state.as_ref().and_then(|state| state.since(RecoveryKind::Code)))
        .is_some();
    let make = Callback::new(move |()| {
        is_busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            match recovery.make_code().await {
                Ok(made) => drop(code.try_set(Some(made.0))),
                Err(answer) => {
                    drop(trouble.try_set(Some(text::recovery::why_not(&answer, "workspace"))));
                }
            }
            is_busy.try_set(false);
        });
    });
    let content = part(move || match code.get() {
        Some(code) => view! { <Made code open/> }.into_any(),
        None => view! { <Before replaces trouble is_busy make/> }.into_any(),
    });
    view! { {content} }
}

#[component]
fn Before(
    replaces: bool,
    trouble: RwSignal<Option<String>>,
    is_busy: RwSignal<bool>,
    make: Callback<()>,
) -> impl IntoView {
    let replaced = replaces.then(|| {
        view! { <p>"Backups that are made after this do not open with the code you have."</p> }
    });
    let trouble =
        part(move || trouble.get().map(|why| view! { <Banner tone=Tone::Bad text=why/> }));
    view! {
        <div class="stack">
            {trouble}
            <p>
                "A code of 32 letters and digits for a sheet of paper. It is shown once. Keep it where \
                 you keep other papers that must not get lost, and apart from your backups."
            </p>
            {replaced}
            <div class="dialog__foot">
                <button
                    class="button"
                    data-variant="primary"
                    type="button"
                    disabled=is_busy
                    on:click=move |_| make.run(())
                >
                    "Make the code"
                </button>
            </div>
        </div>
    }
}

#[component]
fn Made(code: String, open: RwSignal<bool>) -> impl IntoView {
    view! {
        <div class="stack">
            <CodeSheet code/>
            <p class="no-print">
                "Print it or write it down now: it is not shown again. Then export a backup, since older \
                 ones do not know this code."
            </p>
            <div class="dialog__foot no-print">
                <button class="button" data-variant="primary" type="button" on:click=move |_| page::print()>
                    "Print"
                </button>
                <button class="button" type="button" on:click=move |_| open.set(false)>"Done"</button>
            </div>
        </div>
    }
}
