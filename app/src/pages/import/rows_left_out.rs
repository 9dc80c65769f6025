//! The rows that cannot be imported at all, and why.

use std::sync::Arc;

use domain::csv::{Preview, RejectedRow};
use leptos::prelude::*;

use crate::components::{DataTable, Icon, IconName};
use crate::erased::part;
use crate::text;

/// More would only make the page slow; the first ones tell what to correct.
const MOST_SHOWN: usize = 100;

/// Nothing at all when every row can be imported.
#[component]
pub(super) fn RowsLeftOut(preview: Signal<Arc<Preview>>) -> impl IntoView {
    let rows =
        part(move || preview.read().rejected.iter().take(MOST_SHOWN).map(row_view).collect_view());
    let cut = part(move || {
        let preview = preview.read();
        let shown = preview.rejected.len().min(MOST_SHOWN);
        text::import::and_more(shown, preview.n_rejected)
            .map(|more| view! { <p class="dim">{more}</p> })
    });
    view! {
        <Show when=move || preview.read().n_rejected != 0>
            <section class="stack" data-gap="s">
                <h2>"Rows left out"</h2>
                <div
                    class="table-scroll"
                    role="group"
                    aria-label="Rows left out, scrolls sideways"
                    tabindex="0"
                >
                    <DataTable label="Rows left out" layout="auto" clone:rows>
                        <thead>
                            <tr>
                                <th scope="col" data-align="end">"Line"</th>
                                <th scope="col">"Name"</th>
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

fn row_view(row: &RejectedRow) -> impl IntoView + use<> {
    view! {
        <tr>
            <td data-align="end">{row.line}</td>
            <td data-problem="bad">
                <span class="problem-cell">
                    <Icon name=IconName::CircleAlert/>
                    <span>{row.text.clone()}</span>
                </span>
            </td>
            <td>{text::import::why_rejected(row.problem)}</td>
        </tr>
    }
}
