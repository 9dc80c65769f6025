//! The cells that were not understood, one by one, and why. The rest of their rows is imported.

use std::sync::Arc;

use domain::csv::{CellProblem, Preview};
use leptos::prelude::*;

use crate::components::{DataTable, Icon, IconName};
use crate::erased::part;
use crate::text;

/// More would only make the page slow; the first ones tell what to correct.
const MOST_SHOWN: usize = 100;

/// Nothing at all when every cell was understood.
#[component]
pub(super) fn NotUnderstood(preview: Signal<Arc<Preview>>) -> impl IntoView {
    let rows =
        move || preview.read().problems.iter().take(MOST_SHOWN).map(problem_view).collect_view();
    let cut = part(move || {
        let preview = preview.read();
        let shown = preview.problems.len().min(MOST_SHOWN);
        text::import::and_more(shown, preview.n_problems)
            .map(|more| view! { <p class="dim">{more}</p> })
    });
    view! {
        <Show when=move || preview.read().n_problems != 0>
            <section class="stack" data-gap="s">
                <h2>"Not understood"</h2>
                <p class="dim">"All else in these rows is imported."</p>
                <div
                    class="table-scroll"
                    role="group"
                    aria-label="Not understood, scrolls sideways"
                    tabindex="0"
                >
                    <DataTable label="Not understood" layout="auto">
                        <thead>
                            <tr>
                                <th scope="col" data-align="end">"Line"</th>
                                <th scope="col">"Column"</th>
                                <th scope="col">"Cell"</th>
                                <th scope="col">"Why"</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </DataTable>
                </div>
                {Arc::clone(&cut)}
            </section>
        </Show>
    }
}

fn problem_view(problem: &CellProblem) -> impl IntoView + use<> {
    view! {
        <tr>
            <td data-align="end">{problem.line}</td>
            <th scope="row">{problem.column.clone()}</th>
            <td data-problem="warn">
                <span class="problem-cell">
                    <Icon name=IconName::TriangleAlert/>
                    <span>{problem.text.clone()}</span>
                </span>
            </td>
            <td>{text::problem::sentence(problem.kind)}</td>
        </tr>
    }
}
