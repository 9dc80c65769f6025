//! One kit of the list.

use domain::command::{Change, Command, RecordChange};
use domain::quantity::Quantity;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::KitLine;

use super::Acts;
use crate::platform::intl;
use crate::state::dispatch::use_dispatch;
use crate::state::undo::use_undo;
use crate::text;

#[component]
pub(super) fn KitLineView(line: KitLine, acts: Acts) -> impl IntoView {
    let (dispatch, undo) = (use_dispatch(), use_undo());
    let (name, note) = (line.kit.name.clone(), line.kit.note.clone());
    let licenses = line.licenses.iter().map(|(_, name, quantity)| {
        let name = text::requests::license(name);
        if *quantity == Quantity::ONE {
            name.to_owned()
        } else {
            format!("{name} × {}", intl::quantity(*quantity))
        }
    });
    let licenses = licenses.collect::<Vec<_>>().join(", ");
    let licenses = if licenses.is_empty() { "No licenses".to_owned() } else { licenses };
    let [assign_label, edit_label, delete_label] =
        ["Assign", "Edit", "Delete"].map(|act| format!("{act} kit {name}"));
    let (assigned, edited) = (line.clone(), line.clone());
    let delete = move |_| {
        let said = format!("Deleted \"{}\".", line.kit.name);
        let change = RecordChange::Kit(Change::remove(line.kit.clone()));
        spawn_local(async move {
            if dispatch.run(Command::ChangeRecords(vec![change]), None).await {
                undo.offer(said);
            }
        });
    };
    let note = (!note.is_empty()).then(|| view! { <small>{note}</small> });
    view! {
        <li class="item-list__item">
            <span class="item-list__name"><b>{name}</b><span>{licenses}</span>{note}</span>
            <span class="row">
                <button
                    class="button"
                    data-size="sm"
                    type="button"
                    aria-label=assign_label
                    on:click=move |_| acts.assign(assigned.clone())
                >
                    "Assign kit"
                </button>
                <button
                    class="button"
                    data-variant="quiet"
                    data-size="sm"
                    type="button"
                    aria-label=edit_label
                    on:click=move |_| acts.edit(Some(edited.clone()))
                >
                    "Edit"
                </button>
                <button
                    class="button"
                    data-variant="quiet"
                    data-size="sm"
                    type="button"
                    aria-label=delete_label
                    on:click=delete
                >
                    "Delete"
                </button>
            </span>
        </li>
    }
}
