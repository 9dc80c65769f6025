//! Answers for all ticked lines at once.

use domain::id::AssignmentId;
use domain::review::ReviewAnswer;
use leptos::prelude::*;

use super::acts::ReviewActs;
use crate::erased::{live, part};
use crate::text;

#[component]
pub(super) fn BulkAnswers(acts: ReviewActs, order: Memo<Vec<AssignmentId>>) -> impl IntoView {
    let picked = acts.picked;
    let has_all = live(move || {
        let n = order.read().len();
        n > 0 && picked.n() >= n
    });
    let choose = move |is_chosen: bool| {
        if is_chosen {
            picked.set_all(order.get_untracked().into_iter().map(|id| id.0));
        } else {
            picked.clear();
        }
    };
    let answer = move |answer: ReviewAnswer| {
        acts.answer(picked.ids().into_iter().map(AssignmentId).collect(), answer);
        picked.clear();
    };
    let bar = part(move || {
        let n = picked.n();
        (n > 0).then(|| {
            let count = text::license::counted(n, "selected", "selected");
            let buttons = [ReviewAnswer::Keep, ReviewAnswer::Release, ReviewAnswer::NoAnswer];
            let buttons = buttons.map(|of| {
                let words = format!("{} selected", text::reviews::answer(of));
                let words = if of == ReviewAnswer::NoAnswer { "Clear answers".to_owned() } else { words };
                view! {
                    <button class="button" data-size="sm" type="button" on:click=move |_| answer(of)>
                        {words}
                    </button>
                }
            });
            view! {
                <section class="bulk-bar" aria-label="Selected seats">
                    <p class="bulk-bar__count" role="status">{count}</p>
                    {buttons.into_iter().collect_view()}
                    <button
                        class="button"
                        data-size="sm"
                        data-variant="quiet"
                        type="button"
                        on:click=move |_| picked.clear()
                    >
                        "Clear selection"
                    </button>
                </section>
            }
        })
    });
    view! {
        <label class="select-all">
            <input
                class="check__input"
                type="checkbox"
                prop:checked=has_all
                on:change=move |event| choose(event_target_checked(&event))
            />
            "Select all"
        </label>
        {bar}
    }
}
