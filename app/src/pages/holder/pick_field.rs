//! A field that holds a user: their name as a button that opens the search.

use domain::id::UserId;
use domain::problem::Field;
use leptos::prelude::*;

use crate::erased::part;
use crate::text;

/// Which user is chosen, what they are called, and whether the search is open.
#[derive(Debug, Clone, Copy)]
pub(in crate::pages) struct Picking {
    /// What the field is.
    pub(in crate::pages) field: Field,
    /// Who is chosen.
    pub(in crate::pages) id: RwSignal<Option<UserId>>,
    /// What they are called.
    pub(in crate::pages) name: RwSignal<String>,
    /// Whether the search is open.
    pub(in crate::pages) is_open: RwSignal<bool>,
}

impl Picking {
    /// The field that shows `id`, who is called `name`.
    pub(in crate::pages) fn new(field: Field, id: RwSignal<Option<UserId>>, name: &str) -> Self {
        let (name, is_open) = (RwSignal::new(name.to_owned()), RwSignal::new(false));
        Self { field, id, name, is_open }
    }
}

#[component]
pub(in crate::pages) fn PickField(picking: Picking) -> impl IntoView {
    let id = format!("field-{}", text::field::control(picking.field));
    let label_id = format!("{id}-label");
    let shown = part(move || {
        let (chosen, name) = (picking.id.get(), picking.name.get());
        match chosen {
            Some(_) if name.is_empty() => "Unknown".into_any(),
            Some(_) => name.into_any(),
            None => view! { <span class="dim">"Nobody"</span> }.into_any(),
        }
    });
    let open = move |_| picking.is_open.set(true);
    view! {
        <div class="field">
            <div class="field__head">
                <label class="field__label" id=label_id.clone() for=id.clone()>
                    {text::field::label(picking.field)}
                </label>
            </div>
            <button
                class="control pick-field"
                type="button"
                aria-haspopup="dialog"
                aria-labelledby=format!("{label_id} {id}")
                id=id
                on:click=open
            >
                {shown}
            </button>
        </div>
    }
}
