//! The dialog that sets one text of all ticked lines.

use domain::draft::LONGEST_LINE;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::bulk::{Bulk, BulkLine};
use crate::components::{Dialog, TextField};
use crate::text;

#[component]
pub(in crate::pages) fn BulkText<L: BulkLine>(
    bulk: Bulk<L>,
    open: RwSignal<bool>,
    title: &'static str,
    label: &'static str,
    /// The word of the filter that offers what there is.
    filter: &'static str,
    set: fn(&mut L::Record, String),
) -> impl IntoView {
    view! { <Dialog open title close="Close">{form(bulk, open, label, filter, set)}</Dialog> }
}

fn form<L: BulkLine>(
    bulk: Bulk<L>,
    open: RwSignal<bool>,
    label: &'static str,
    filter: &'static str,
    set: fn(&mut L::Record, String),
) -> AnyView {
    let value = RwSignal::new(String::new());
    let known = bulk.offered(filter);
    let most = u32::try_from(LONGEST_LINE).unwrap_or(u32::MAX);
    let problem = Signal::derive(move || {
        let is_long = value.read().chars().count() > LONGEST_LINE;
        is_long.then(|| text::problem::sentence(domain::problem::ProblemKind::TooLong(most)))
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if problem.get_untracked().is_some() {
            return;
        }
        let typed = value.read_untracked().split_whitespace().collect::<Vec<_>>().join(" ");
        bulk.change("Changed", move |record| set(record, typed.clone()));
        open.set(false);
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            <TextField name="bulk-value" label value problem=problem suggestions=known hint="Empty for none."/>
            <div class="dialog__foot">
                <button class="button" data-variant="primary" type="submit">"Change"</button>
                <button class="button" type="button" on:click=move |_| open.set(false)>"Cancel"</button>
            </div>
        </form>
    }
    .into_any()
}
