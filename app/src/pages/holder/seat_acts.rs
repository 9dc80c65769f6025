//! What can be done to the seats of a holder, as buttons at the head of its page.

use leptos::prelude::*;

use super::holding::Holding;
use crate::components::{Icon, IconName};

#[component]
pub(in crate::pages) fn SeatButtons(holding: Holding) -> impl IntoView {
    let assign = move |_| holding.is_assigning.set(true);
    view! {
        <Show when=move || holding.has_seats()>
            <button class="button" type="button" on:click=move |_| holding.release_all()>
                "Release everything"
            </button>
            <button class="button" type="button" on:click=move |_| holding.move_all()>
                "Move everything to…"
            </button>
        </Show>
        <button class="button" type="button" on:click=assign>
            <Icon name=IconName::UserPlus/>
            "Assign license"
        </button>
    }
}
