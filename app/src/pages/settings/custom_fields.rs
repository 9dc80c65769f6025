//! The organisation's own fields: which there are, another one, one out of use.

use domain::command::{Change, Command, RecordChange};
use domain::custom_field::{CustomField, MOST_FIELDS};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::custom_field_form::CustomFieldForm;
use super::section::Section;
use crate::components::{Icon, IconName};
use crate::erased::{memo, part};
use crate::state::dispatch::use_dispatch;
use crate::state::undo::use_undo;
use crate::state::workspace::use_workspace;
use crate::text;

/// The list, and the dialog to make or change one.
#[component]
pub(super) fn CustomFieldsSection() -> impl IntoView {
    let fields = use_workspace().custom_fields;
    let editing = RwSignal::new(None::<CustomField>);
    let open = RwSignal::new(false);
    let edit = Callback::new(move |field: Option<CustomField>| {
        editing.set(field);
        open.set(true);
    });
    let in_order = memo(move || {
        let mut all = fields.get();
        all.sort_by_cached_key(|field| (field.is_retired, field.name.to_lowercase()));
        all
    });
    let list = part(move || {
        let items = in_order.get().into_iter().map(|field| view! { <Item field edit/> });
        items.collect_view()
    });
    let is_empty = move || in_order.read().is_empty();
    let is_full = move || in_order.read().len() >= MOST_FIELDS;
    view! {
        <Section title="Custom fields" about="What your organisation wants to know about each license.">
            <Show when=is_empty>
                <p class="dim">"None yet. Each has a type, stands in the form, and can be filtered, sorted, imported and exported."</p>
            </Show>
            <ul class="item-list" aria-label="Custom fields" hidden=is_empty>{list}</ul>
            <div class="row">
                <button class="button" type="button" disabled=is_full on:click=move |_| edit.run(None)>
                    <Icon name=IconName::Plus/>
                    "Add field"
                </button>
            </div>
            <CustomFieldForm original=editing open/>
        </Section>
    }
}

#[component]
fn Item(field: CustomField, edit: Callback<Option<CustomField>>) -> impl IntoView {
    let (dispatch, undo) = (use_dispatch(), use_undo());
    let about = if field.is_retired {
        "Retired. Its values are kept.".to_owned()
    } else {
        text::license::field_kind(field.kind).to_owned()
    };
    let (act, label) = if field.is_retired {
        ("Bring back", format!("Bring back {}", field.name))
    } else {
        ("Retire", format!("Retire {}", field.name))
    };
    let edit_label = format!("Edit {}", field.name);
    let (name, before) = (field.name.clone(), field.clone());
    let turn = move |_| {
        let before = before.clone();
        let after = CustomField { is_retired: !before.is_retired, ..before.clone() };
        let done = if after.is_retired { "Retired" } else { "Brought back" };
        let said = format!("{done} \"{}\".", after.name);
        spawn_local(async move {
            let change = RecordChange::CustomField(Change::edit(before, after));
            if dispatch.run(Command::ChangeRecords(vec![change]), None).await {
                undo.offer(said);
            }
        });
    };
    let is_retired = field.is_retired;
    let open = move |_| edit.run(Some(field.clone()));
    view! {
        <li class="item-list__item">
            <span class="item-list__name"><b>{name}</b><small>{about}</small></span>
            <span class="row">
                <button class="button" data-size="sm" type="button" aria-label=edit_label hidden=is_retired on:click=open>
                    "Edit"
                </button>
                <button class="button" data-variant="quiet" data-size="sm" type="button" aria-label=label on:click=turn>
                    {act}
                </button>
            </span>
        </li>
    }
}
