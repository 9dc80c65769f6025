//! The dialog that makes two vendors one.

use domain::command::{Change, Command, RecordChange};
use domain::vendor::{Vendor, merged};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Acts, in_order};
use crate::components::{Choice, Dialog, SelectField};
use crate::state::dispatch::use_dispatch;
use crate::state::undo::use_undo;
use crate::state::workspace::use_workspace;

#[component]
pub(super) fn MergeVendor(acts: Acts) -> impl IntoView {
    let title = Signal::derive(move || {
        let name = acts.merged.read().as_ref().map(|vendor| vendor.name.clone());
        format!("Merge {}", name.unwrap_or_default())
    });
    view! {
        <Dialog open=acts.is_merging title close="Close">
            {acts.merged.get_untracked().map(|vendor| view! { <Form vendor open=acts.is_merging/> })}
        </Dialog>
    }
}

#[component]
fn Form(vendor: Vendor, open: RwSignal<bool>) -> impl IntoView {
    let (vendors, dispatch, undo) = (use_workspace().vendors, use_dispatch(), use_undo());
    let chosen = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let others = in_order(&vendors.read_untracked()).into_iter().filter(|v| v.id != vendor.id);
    let choices: Vec<Choice> = std::iter::once(Choice::new("", "Choose a vendor"))
        .chain(others.map(|other| Choice::new(other.id.to_string(), other.name)))
        .collect();
    let about = format!(
        "Every license of {} becomes one of the vendor you choose, which goes by both names from then on.",
        vendor.name
    );
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let id = chosen.get_untracked();
        let into = vendors
            .with_untracked(|all| all.iter().find(|other| other.id.to_string() == id).cloned());
        let Some(into) = into else { return problem.set(Some("Choose one.".to_owned())) };
        let (from_after, into_after) = merged(&vendor, &into);
        let said = format!("Merged {} into {}.", vendor.name, into.name);
        let changes = [Change::edit(into, into_after), Change::edit(vendor.clone(), from_after)];
        let command = Command::ChangeRecords(changes.map(RecordChange::Vendor).to_vec());
        spawn_local(async move {
            if dispatch.run(command, None).await {
                open.try_set(false);
                undo.offer(said);
            }
        });
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            <p>{about}</p>
            <SelectField name="merge-into" label="Merge into" value=chosen choices problem=problem/>
            <div class="dialog__foot">
                <button class="button" data-variant="primary" type="submit">"Merge"</button>
                <button class="button" type="button" on:click=move |_| open.set(false)>"Cancel"</button>
            </div>
        </form>
    }
}
