//! A question before something that cannot be taken back.

use leptos::prelude::*;

use crate::components::Dialog;

#[component]
pub(super) fn Question(
    open: RwSignal<bool>,
    #[prop(into)] title: String,
    #[prop(into)] about: String,
    /// What is done, on the button.
    act: &'static str,
    confirm: Callback<()>,
) -> impl IntoView {
    let answer = move |_| {
        open.set(false);
        confirm.run(());
    };
    view! {
        <Dialog open title close="Close">
            <div class="stack" data-gap="s">
                <p>{about.clone()}</p>
                <div class="dialog__foot">
                    <button class="button" data-variant="danger" type="button" on:click=answer>{act}</button>
                    <button class="button" type="button" on:click=move |_| open.set(false)>"Cancel"</button>
                </div>
            </div>
        </Dialog>
    }
}
