//! The recovery code on one sheet of paper, with what it is for.

use leptos::prelude::*;

use crate::platform::{clock, intl};
use crate::state::workspace::use_workspace;
use crate::text;

#[component]
pub(super) fn CodeSheet(code: String) -> impl IntoView {
    let name = use_workspace().settings.with_untracked(|settings| settings.name.clone());
    let of = format!("{}, {}", text::names::workspace(&name), intl::moment(clock::now()));
    view! {
        <section class="code-sheet" aria-label="Sheet with the recovery code">
            <p class="code-sheet__title">"Seatwise recovery code"</p>
            <p>{of}</p>
            <p><code class="code-sheet__code">{code}</code></p>
            <p>
                "It opens the product keys of this workspace on a new device: restore a backup in Settings \
                 and enter the code there. Capitals and hyphens do not matter."
            </p>
            <p>"Whoever has this sheet and a backup can read all product keys. Keep them apart."</p>
        </section>
    }
}
