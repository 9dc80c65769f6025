//! What the file is, and what the import does, in one line and a few figures.

use std::sync::Arc;

use domain::csv::roster::Preview;
use leptos::prelude::*;

use crate::erased::{live, part};
use crate::text;
use crate::text::import::Figure;

/// The summary of a plan.
#[component]
pub(super) fn Facts(file_name: String, preview: Signal<Arc<Preview>>) -> impl IntoView {
    let figures = part(move || {
        let figures = text::import_records::summary(&preview.read());
        figures.into_iter().map(figure_view).collect_view()
    });
    let about_sheet = part(move || {
        let about = text::import_records::about_sheet(&preview.read());
        about.map(|text| view! { <p class="dim">{text}</p> })
    });
    view! {
        <section class="stack" data-gap="s" aria-label="Summary">
            <p role="status">
                <b>{file_name}</b>
                " "
                <span class="dim">
                    {live(move || text::import_records::recognized(&preview.read()))}
                </span>
            </p>
            {about_sheet}
            <ul class="summary">{figures}</ul>
        </section>
    }
}

fn figure_view(figure: Figure) -> impl IntoView {
    let Figure { tone, number, words } = figure;
    view! {
        <li class="summary__item" data-tone=tone.name()>
            <b class="summary__figure">{number}</b>
            " "
            {words}
        </li>
    }
}
