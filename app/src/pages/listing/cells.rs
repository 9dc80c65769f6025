//! Cells of long lists.

use domain::date::Date;
use leptos::prelude::*;

use super::Column;
use crate::platform::intl;

/// A dash for the eye and words for the ear.
pub(in crate::pages) fn nothing(words: &'static str) -> AnyView {
    view! {
        <span class="dim" aria-hidden="true">"—"</span>
        <span class="visually-hidden">{words}</span>
    }
    .into_any()
}

/// A text, or that there is none.
pub(in crate::pages) fn text_or(text: &str, words: &'static str) -> AnyView {
    if text.is_empty() { nothing(words) } else { text.to_owned().into_any() }
}

/// A day, or that there is none.
pub(in crate::pages) fn day_or(day: Option<Date>, words: &'static str) -> AnyView {
    match day {
        Some(day) => view! {
            <time class="date" datetime=day.to_string()>{intl::date(day)}</time>
        }
        .into_any(),
        None => nothing(words),
    }
}

/// The cell of a column; `card` is its place where rows are cards.
pub(in crate::pages) fn cell(
    columns: &[Column],
    code: &'static str,
    card: Option<&'static str>,
    content: AnyView,
) -> AnyView {
    let column = columns.iter().find(|column| column.code == code);
    let priority = column.and_then(|column| column.priority).map(|priority| priority.to_string());
    let align = column.is_some_and(|column| column.numeric).then_some("end");
    let code = (!code.is_empty()).then_some(code);
    view! {
        <td data-priority=priority data-align=align data-col=code data-card=card>{content}</td>
    }
    .into_any()
}
