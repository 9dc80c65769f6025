//! A file, chosen or dropped. The browser's own file control covers the zone, so that both come for nothing.

use leptos::{html, prelude::*};

use super::frame::{Frame, Wiring};
use crate::components::{Icon, IconName};
use crate::erased::live;

#[component]
pub fn FileField(
    name: &'static str,
    #[prop(into)] label: String,
    /// File name endings and media types, as in the attribute.
    accept: &'static str,
    /// The words in the zone.
    #[prop(into)]
    prompt: Signal<String>,
    #[prop(into)] on_file: Callback<web_sys::File>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] problem: Signal<Option<String>>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    let wiring = Wiring { name: name.to_owned(), label, hint, problem, required: false };
    let input = NodeRef::<html::Input>::new();
    let over = RwSignal::new(false);
    let take = move |_| {
        over.set(false);
        let chosen =
            input.get_untracked().and_then(|input| input.files()).and_then(|files| files.get(0));
        if let Some(file) = chosen {
            on_file.run(file);
        }
    };
    // The same file may be chosen again after it was corrected, which is no change to the control unless it is emptied.
    let forget = move |_| {
        if let Some(input) = input.get_untracked() {
            input.set_value("");
        }
    };
    view! {
        <Frame wiring=wiring.clone()>
            <div class="dropzone" data-over=live(move || over.get().to_string())>
                <Icon name=IconName::Upload/>
                <span class="dropzone__prompt">{prompt}</span>
                <input
                    class="dropzone__input"
                    type="file"
                    node_ref=input
                    id=wiring.id()
                    name=name
                    accept=accept
                    aria-describedby=wiring.described_by(None)
                    aria-invalid=wiring.invalid()
                    disabled=disabled
                    on:click=forget
                    on:change=take
                    on:dragenter=move |_| over.set(true)
                    on:dragleave=move |_| over.set(false)
                    on:drop=move |_| over.set(false)
                />
            </div>
        </Frame>
    }
}
