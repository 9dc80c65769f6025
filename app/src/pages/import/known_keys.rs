//! The product keys that are not added because the license has one that ends alike.

use std::sync::Arc;

use domain::csv::{CellProblem, Preview};
use leptos::prelude::*;

use crate::components::DataTable;
use crate::erased::part;
use crate::text;

/// More would only make the page slow.
const MOST_SHOWN: usize = 100;

/// Nothing at all when every key is added.
#[component]
pub(super) fn KnownKeys(preview: Signal<Arc<Preview>>) -> impl IntoView {
    let rows =
        move || preview.read().known_keys.iter().take(MOST_SHOWN).map(key_view).collect_view();
    let cut = part(move || {
        let preview = preview.read();
        let shown = preview.known_keys.len().min(MOST_SHOWN);
        text::import::and_more(shown, preview.n_known_keys)
            .map(|more| view! { <p class="dim">{more}</p> })
    });
    view! {
        <Show when=move || preview.read().n_known_keys != 0>
            <section class="stack" data-gap="s">
                <h2>"Product keys that are here"</h2>
                <p class="dim">"They are not added again. All else in these rows is imported."</p>
                <div
                    class="table-scroll"
                    role="group"
                    aria-label="Product keys that are here, scrolls sideways"
                    tabindex="0"
                >
                    <DataTable label="Product keys that are here" layout="auto">
                        <thead>
                            <tr>
                                <th scope="col" data-align="end">"Line"</th>
                                <th scope="col">"Column"</th>
                                <th scope="col">"Key"</th>
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

fn key_view(key: &CellProblem) -> impl IntoView + use<> {
    view! {
        <tr>
            <td data-align="end">{key.line}</td>
            <th scope="row">{key.column.clone()}</th>
            <td>{key.text.clone()}</td>
            <td>{text::problem::sentence(key.kind)}</td>
        </tr>
    }
}
