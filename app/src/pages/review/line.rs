//! One seat under review: its answer and a note, or what was answered once the review is applied.

use domain::id::AssignmentId;
use domain::quantity::Quantity;
use domain::review::{ReviewAnswer, ReviewLine};
use leptos::prelude::*;

use super::Detail;
use super::acts::ReviewActs;
use crate::erased::{live, memo, part};
use crate::pages::listing::cells;
use crate::platform::intl;
use crate::text;

#[component]
pub(super) fn Line(
    id: AssignmentId,
    detail: Detail,
    acts: ReviewActs,
    is_closed: Memo<bool>,
) -> impl IntoView {
    let line = memo(move || {
        let detail = detail.read();
        detail.as_ref().and_then(|detail| detail.review.lines.get(&id).cloned())
    });
    let is_gone = memo(move || {
        let detail = detail.read();
        detail.as_ref().is_some_and(|detail| detail.gone.contains(&id))
    });
    let answered = part(move || {
        let line = line.read();
        let words = line.as_ref().map(text::reviews::answered).unwrap_or_default();
        cells::text_or(&words, "Not answered")
    });
    // The names are evidence and never change.
    let (license, holder, quantity) = line.with_untracked(|line| match line {
        Some(line) => (line.license.clone(), line.holder.clone(), line.quantity),
        None => (String::new(), String::new(), Quantity::ONE),
    });
    let name = format!("{license}, {holder}");
    let seats = (quantity != Quantity::ONE).then(|| format!(" × {}", intl::quantity(quantity)));
    let seat = format!("{license}{}", seats.unwrap_or_default());
    let about = live(move || {
        let is_lost = is_gone.get() && !is_closed.get();
        if is_lost { format!("{seat} · not assigned any more") } else { seat.clone() }
    });
    let (tick_name, field_name) = (name.clone(), name);
    let picked = acts.picked;
    let tick = part(move || {
        let label = format!("Select {tick_name}");
        (!is_closed.get()).then(|| {
            view! {
                <input
                    class="check__input"
                    type="checkbox"
                    aria-label=label
                    prop:checked=move || picked.has(id.0)
                    on:change=move |event| picked.set(id.0, event_target_checked(&event))
                />
            }
        })
    });
    let [answer, note] = [Cell::Answer, Cell::Note].map(|cell| {
        let name = field_name.clone();
        part(move || {
            if is_closed.get() {
                let line = line.read();
                let words = line.as_ref().map(|line| cell.told(line)).unwrap_or_default();
                return cells::text_or(&words, "Nothing");
            }
            match cell {
                Cell::Answer => view! { <AnswerField id line acts name=name.clone()/> }.into_any(),
                Cell::Note => view! { <NoteField id line acts name=name.clone()/> }.into_any(),
            }
        })
    });
    view! {
        <tr>
            <th scope="row">
                <span class="review-lines__seat">{tick}<span>{holder}</span><small>{about}</small></span>
            </th>
            <td>{answer}</td>
            <td>{note}</td>
            <td data-priority="2">{answered}</td>
        </tr>
    }
}

/// A cell that is a field until the review is applied.
#[derive(Debug, Clone, Copy)]
enum Cell {
    Answer,
    Note,
}

impl Cell {
    /// What it says once it is evidence.
    fn told(self, line: &ReviewLine) -> String {
        match self {
            Self::Answer => text::reviews::answer(line.answer).to_owned(),
            Self::Note => line.note.clone(),
        }
    }
}

#[component]
fn AnswerField(
    id: AssignmentId,
    line: Memo<Option<ReviewLine>>,
    acts: ReviewActs,
    name: String,
) -> impl IntoView {
    let current = memo(move || line.read().as_ref().map(|line| line.answer).unwrap_or_default());
    let choices = ReviewAnswer::ALL.map(|answer| {
        view! {
            <label class="segmented__choice">
                <input
                    class="segmented__input"
                    type="radio"
                    name=format!("answer-{id}")
                    value=answer.code()
                    prop:checked=move || current.get() == answer
                    on:change=move |_| acts.answer(vec![id], answer)
                />
                <span>{text::reviews::answer(answer)}</span>
            </label>
        }
    });
    view! {
        <fieldset class="segmented">
            <legend class="visually-hidden">{format!("Answer for {name}")}</legend>
            {choices.into_iter().collect_view()}
        </fieldset>
    }
}

#[component]
fn NoteField(
    id: AssignmentId,
    line: Memo<Option<ReviewLine>>,
    acts: ReviewActs,
    name: String,
) -> impl IntoView {
    let note = memo(move || line.read().as_ref().map(|line| line.note.clone()).unwrap_or_default());
    view! {
        <input
            class="control"
            type="text"
            autocomplete="off"
            aria-label=format!("Note for {name}")
            prop:value=note
            on:change=move |event| acts.note(id, &event_target_value(&event))
        />
    }
}
