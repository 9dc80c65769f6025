//! What can be done to one term of the list, or to one purchase for it.

use domain::id::{PurchaseId, TermId};
use leptos::prelude::*;

use super::super::terms::TermActs;
use crate::components::{Icon, IconName};

#[component]
pub(super) fn Acts(
    /// The days of the term.
    title: String,
    term: TermId,
    line: Option<PurchaseId>,
    terms: TermActs,
) -> impl IntoView {
    let act = move |icon: IconName, words: &str, run: Callback<()>| {
        view! {
            <button
                class="button"
                data-variant="quiet"
                data-size="sm"
                data-icon-only=""
                type="button"
                aria-label=format!("{words} {title}")
                title=words.to_owned()
                on:click=move |_| run.run(())
            >
                <Icon name=icon/>
            </button>
        }
        .into_any()
    };
    let buttons = [
        act(IconName::Pencil, "Edit term", Callback::new(move |()| terms.correct(term, line))),
        act(IconName::Plus, "Add purchase to", Callback::new(move |()| terms.add_purchase(term))),
        act(IconName::Trash2, "Remove", Callback::new(move |()| terms.remove(term, line))),
    ];
    view! {
        <span class="row" hidden=move || !terms.may_edit.get()>{buttons}</span>
    }
}
