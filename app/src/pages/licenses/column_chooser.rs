//! Which columns the list shows on this device.

use leptos::prelude::*;

use crate::components::{Dialog, Icon, IconName};
use crate::state::columns::{COLUMNS, Column, use_columns};

/// The button and its dialog.
#[component]
pub(in crate::pages) fn ColumnChooser() -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <button class="button" data-variant="quiet" type="button" on:click=move |_| open.set(true)>
            <Icon name=IconName::Columns3/>
            "Columns"
        </button>
        <Dialog open title="Columns" close="Close">
            <Choices/>
        </Dialog>
    }
}

#[component]
fn Choices() -> impl IntoView {
    let columns = use_columns();
    let choice = move |Column { code, label }: Column| {
        view! {
            <label class="select-all">
                <input
                    class="check__input"
                    type="checkbox"
                    prop:checked=move || columns.shows(code)
                    on:change=move |event| columns.set(code, event_target_checked(&event))
                />
                {label}
            </label>
        }
    };
    view! {
        <div class="stack" data-gap="s">
            <p class="dim">"On this device. The name is always shown; narrow screens show fewer."</p>
            {COLUMNS.map(choice)}
            <div class="dialog__foot">
                <button class="button" type="button" on:click=move |_| columns.reset()>"Reset"</button>
            </div>
        </div>
    }
}
