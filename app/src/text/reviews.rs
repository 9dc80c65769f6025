//! Access reviews, in words.

use domain::review::{Review, ReviewAnswer, ReviewLine, ReviewProgress};

use super::license::counted;
use crate::platform::intl;

/// What shall become of a seat.
pub fn answer(answer: ReviewAnswer) -> &'static str {
    match answer {
        ReviewAnswer::Keep => "Keep",
        ReviewAnswer::Release => "Release",
        ReviewAnswer::NoAnswer => "No answer",
    }
}

/// How far a review is.
pub fn progress(progress: ReviewProgress) -> String {
    let [answered, total] = [progress.answered(), progress.total].map(|n| intl::count(n.into()));
    format!("{answered} of {total} answered")
}

/// When a review began, is due and was applied.
pub fn days(review: &Review) -> String {
    let mut said = Vec::new();
    if let Some(day) = review.started_on {
        said.push(format!("Started on {}", intl::date(day)));
    }
    if let Some(day) = review.due_on {
        said.push(format!("due on {}", intl::date(day)));
    }
    if let Some(day) = review.closed_on {
        let by = if review.closed_by.is_empty() {
            String::new()
        } else {
            format!(" by {}", review.closed_by)
        };
        said.push(format!("applied on {}{by}", intl::date(day)));
    }
    said.join(", ")
}

/// Who answered, and when.
pub fn answered(line: &ReviewLine) -> String {
    match (line.answered_by.as_str(), line.answered_on) {
        (by, Some(day)) if !by.is_empty() => format!("{by}, {}", intl::date(day)),
        (_, Some(day)) => intl::date(day),
        (by, None) => by.to_owned(),
    }
}

/// What applying would do.
pub fn applying(releases: usize, progress: ReviewProgress) -> String {
    let seats = if releases == 1 {
        "1 seat is released.".to_owned()
    } else {
        format!("{} seats are released.", intl::count(releases as u64))
    };
    let open = progress.total.saturating_sub(progress.answered()) as usize;
    let kept = "The review is closed then and stays as evidence.";
    if open == 0 {
        return format!("{seats} {kept}");
    }
    let open = counted(open, "seat has no answer and stays", "seats have no answer and stay");
    format!("{seats} {open} where they are. {kept}")
}

/// What was done.
pub fn applied(name: &str, releases: usize) -> String {
    format!("Applied \"{name}\": released {}.", counted(releases, "seat", "seats"))
}

/// What ended seats say of why they ended.
pub fn end_note(name: &str) -> String {
    format!("Access review: {name}")
}
