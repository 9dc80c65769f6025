//! What changes of the licenses that are here, field by field.

use std::sync::Arc;

use domain::csv::Preview;
use domain::difference::Difference;
use leptos::prelude::*;

use crate::components::{DataTable, VirtualBody};
use crate::erased::{memo, part};
use crate::text;

/// Nothing at all when nothing changes. Only the rows near the screen are drawn.
#[component]
pub(super) fn ChangesTable(preview: Signal<Arc<Preview>>) -> impl IntoView {
    // Where each difference is: which row of the preview, which of its differences.
    let places = memo(move || {
        let preview = preview.read();
        let rows = preview.rows.iter().enumerate();
        rows.flat_map(|(row, shown)| (0..shown.differences.len()).map(move |at| (row, at)))
            .collect::<Vec<(usize, usize)>>()
    });
    let total = Signal::derive(move || places.read().len());
    let cells_at = move |at: usize| {
        move || {
            let (row, at) = places.read().get(at).copied()?;
            let preview = preview.read();
            let row = preview.rows.get(row)?;
            Some(cells(row.line, &row.name, row.differences.get(at)?))
        }
    };
    let cut = part(move || {
        let preview = preview.read();
        let shown = preview.rows.iter().filter(|row| !row.differences.is_empty()).count();
        text::import::and_more_licenses(shown, preview.n_changed)
            .map(|more| view! { <p class="dim">{more}</p> })
    });
    view! {
        <Show when=move || total.get() != 0>
            <section class="stack" data-gap="s">
                <h2>"Changes"</h2>
                <div class="table-scroll" role="group" aria-label="Changes, scrolls sideways" tabindex="0">
                    <DataTable label="Changes" layout="auto">
                        <thead>
                            <tr>
                                <th scope="col" data-align="end">"Line"</th>
                                <th scope="col">"Name"</th>
                                <th scope="col">"Field"</th>
                                <th scope="col">"Before"</th>
                                <th scope="col">"After"</th>
                            </tr>
                        </thead>
                        <VirtualBody total=total key=Some children=cells_at/>
                    </DataTable>
                </div>
                {Arc::clone(&cut)}
            </section>
        </Show>
    }
}

fn cells(line: u32, name: &str, difference: &Difference) -> impl IntoView + use<> {
    let value = |said| text::history::value(difference.field, said);
    view! {
        <td data-align="end">{line}</td>
        <th scope="row">{name.to_owned()}</th>
        <td>{text::history::label(difference)}</td>
        <td>{value(&difference.before)}</td>
        <td>{value(&difference.after)}</td>
    }
}
