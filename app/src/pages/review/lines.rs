//! The seats under review, as many as are asked for at a time.

use domain::id::AssignmentId;
use domain::review::{ReviewAnswer, ReviewLine};
use leptos::prelude::*;

use super::Detail;
use super::acts::ReviewActs;
use super::bulk::BulkAnswers;
use super::line::Line;
use crate::components::{Choice, DataTable, SearchBox, SegmentedField};
use crate::erased::{memo, part};
use crate::text;

/// So many are shown at first, and so many more each time.
const STEP: usize = 100;

#[component]
pub(super) fn Lines(detail: Detail, acts: ReviewActs) -> impl IntoView {
    let (words, wanted) = (RwSignal::new(String::new()), RwSignal::new("all".to_owned()));
    let most = RwSignal::new(STEP);
    // A line that is answered stays where it is until something else is asked for.
    let order = memo(move || {
        let (words, wanted) = (words.read().to_lowercase(), wanted.get());
        detail.with_untracked(|detail| {
            let lines = detail.iter().flat_map(|detail| &detail.review.lines);
            let mut found: Vec<(String, AssignmentId)> = lines
                .filter(|(_, line)| is_wanted(line, &words, &wanted))
                .map(|(id, line)| (key(line), *id))
                .collect();
            found.sort();
            found.into_iter().map(|(_, id)| id).collect::<Vec<_>>()
        })
    });
    let n_all = memo(move || detail.read().as_ref().map_or(0, |detail| detail.review.lines.len()));
    let is_closed = memo(move || detail.read().as_ref().is_some_and(|d| d.review.is_closed()));
    let shown = memo(move || order.read().iter().take(most.get()).copied().collect::<Vec<_>>());
    let count = Signal::derive(move || text::licenses::showing(order.read().len(), n_all.get()));
    let choices = vec![
        Choice::new("all", "All"),
        Choice::new(ReviewAnswer::NoAnswer.code(), "No answer"),
        Choice::new(ReviewAnswer::Keep.code(), "Keep"),
        Choice::new(ReviewAnswer::Release.code(), "Release"),
    ];
    let rest = part(move || {
        let rest = order.read().len().saturating_sub(most.get());
        (rest > 0).then(|| {
            let more = rest.min(STEP);
            view! {
                <button class="button" type="button" on:click=move |_| most.update(|n| *n += STEP)>
                    {format!("Show {more} more")}
                </button>
            }
        })
    });
    let bulk = part(move || (!is_closed.get()).then(|| view! { <BulkAnswers acts order/> }));
    view! {
        <div class="toolbar">
            <SearchBox label="Search seats" value=words on_input=move |typed| words.set(typed)/>
            <SegmentedField name="review-shown" label="Answer" value=wanted choices/>
            <p class="count" role="status">{count}</p>
        </div>
        {bulk}
        <div class="review-lines">
            <DataTable label="Seats under review" layout="auto">
                <thead>
                    <tr>
                        <th scope="col">"Seat"</th>
                        <th scope="col">"Answer"</th>
                        <th scope="col">"Note"</th>
                        <th scope="col" data-priority="2">"Answered"</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || shown.get() key=|id| *id let:id>
                        <Line id detail acts is_closed/>
                    </For>
                </tbody>
            </DataTable>
        </div>
        {rest}
    }
}

fn is_wanted(line: &ReviewLine, words: &str, wanted: &str) -> bool {
    let text = format!("{} {}", line.license, line.holder).to_lowercase();
    let is_found = words.split_whitespace().all(|word| text.contains(word));
    is_found && (wanted == "all" || line.answer.code() == wanted)
}

fn key(line: &ReviewLine) -> String {
    format!("{}\u{1f}{}", line.license, line.holder).to_lowercase()
}
