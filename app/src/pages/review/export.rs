//! A review as a CSV file: one line for each seat, as evidence.

use domain::csv::write_table;
use domain::date::Date;
use domain::review::{Review, ReviewLine};
use leptos::prelude::*;

use super::Detail;
use crate::components::Tone;
use crate::platform::download;
use crate::state::toasts::use_toasts;
use crate::text;

const HEADINGS: [&str; 12] = [
    "Review",
    "Scope",
    "Started on",
    "Applied on",
    "Applied by",
    "License",
    "Assigned to",
    "Quantity",
    "Answer",
    "Note",
    "Answered on",
    "Answered by",
];

pub(super) fn use_export(detail: Detail) -> Callback<()> {
    let toasts = use_toasts();
    Callback::new(move |()| {
        let Some(detail) = detail.get_untracked() else { return };
        let review = &detail.review;
        let mut lines: Vec<&ReviewLine> = review.lines.values().collect();
        lines.sort_by_cached_key(|line| (line.license.to_lowercase(), line.holder.to_lowercase()));
        let file = write_table(&HEADINGS, lines.into_iter().map(|line| cells(review, line)));
        let day = review.closed_on.or(review.started_on);
        let name = format!("access-review-{}.csv", written(day));
        if !download::save(&file, &name, "text/csv;charset=utf-8") {
            toasts.say(Tone::Bad, text::licenses::NOT_SAVED);
        }
    })
}

fn cells(review: &Review, line: &ReviewLine) -> [String; 12] {
    [
        review.name.clone(),
        review.scope.clone(),
        written(review.started_on),
        written(review.closed_on),
        review.closed_by.clone(),
        line.license.clone(),
        line.holder.clone(),
        line.quantity.to_string(),
        text::reviews::answer(line.answer).to_owned(),
        line.note.clone(),
        written(line.answered_on),
        line.answered_by.clone(),
    ]
}

fn written(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}
