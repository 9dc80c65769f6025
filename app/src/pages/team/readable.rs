//! Which product keys somebody who was removed could read: those are to be changed with the vendors.

use leptos::prelude::*;
use replica::protocol::WasReadable;

use crate::components::{Banner, Tone};
use crate::erased::part;
use crate::{routes, text};

#[component]
pub(super) fn Readable(licenses: RwSignal<Vec<WasReadable>>) -> impl IntoView {
    part(move || {
        let licenses = licenses.get();
        let n: u32 = licenses.iter().map(|license| license.n_keys).sum();
        if n == 0 {
            return None;
        }
        let title = format!(
            "{} could be read",
            text::license::counted(n as usize, "product key", "product keys")
        );
        let items = licenses.into_iter().map(|license| {
            let keys = text::license::counted(license.n_keys as usize, "key", "keys");
            view! { <li><a href=routes::license(license.id)>{license.name}</a> ", " {keys}</li> }
        });
        let words = "What was seen cannot be unseen: ask the vendors for new ones. For everybody else \
                     they are sealed anew. A recovery passphrase or code has to be set again.";
        Some(view! {
            <Banner tone=Tone::Warn title=title text=words>
                <ul aria-label="Product keys that could be read">{items.collect_view()}</ul>
            </Banner>
        })
    })
}
