//! Which columns the list shows on this device.

use domain::custom_field::CustomField;
use domain::row::FurtherColumn;
use leptos::prelude::*;

use crate::components::{Dialog, Icon, IconName};
use crate::erased::part;
use crate::state::columns::{Beside, COLUMNS, Column, Columns, use_columns};
use crate::state::custom_fields::use_custom_fields;

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
    let (columns, fields) = (use_columns(), use_custom_fields());
    let fixed = move |Column { code, label }: Column| {
        let is_shown = Signal::derive(move || columns.shows(code));
        choice(label.to_owned(), is_shown, Callback::new(move |shown| columns.set(code, shown)))
    };
    let own =
        move |CustomField { id, name, .. }: CustomField| beside(columns, Beside::Own(id), name);
    let further = move |column: FurtherColumn| {
        beside(columns, Beside::Further(column), column.heading().to_owned())
    };
    view! {
        <div class="stack" data-gap="s">
            <p class="dim">"On this device. The name is always shown; narrow screens show fewer."</p>
            {COLUMNS.map(fixed)}
            {FurtherColumn::ALL.map(further)}
            {part(move || fields.get().into_iter().map(own).collect_view())}
            <div class="dialog__foot">
                <button class="button" type="button" on:click=move |_| columns.reset()>"Reset"</button>
            </div>
        </div>
    }
}

fn beside(columns: Columns, column: Beside, label: String) -> AnyView {
    let is_shown = Signal::derive(move || columns.beside().contains(&column));
    choice(label, is_shown, Callback::new(move |shown| columns.set_beside(column, shown)))
}

fn choice(label: String, is_shown: Signal<bool>, on_change: Callback<bool>) -> AnyView {
    view! {
        <label class="select-all">
            <input
                class="check__input"
                type="checkbox"
                prop:checked=is_shown
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
            {label}
        </label>
    }
    .into_any()
}
