//! The first licenses of the file, as they would be recorded.

use std::sync::Arc;

use domain::csv::{Preview, PreviewRow, Verdict};
use leptos::prelude::*;

use crate::components::{DataTable, Icon, IconName, StatusPill, Tone, VirtualBody};
use crate::erased::part;
use crate::platform::intl;
use crate::text;

/// The table; its worker caps how many rows it gets.
#[component]
pub(super) fn PreviewTable(preview: Signal<Arc<Preview>>) -> impl IntoView {
    let total = Signal::derive(move || preview.read().rows.len());
    // A row stays in its place while its cells follow the answers.
    let cells_at = move |at: usize| move || preview.read().rows.get(at).map(cells);
    let cut = part(move || {
        let preview = preview.read();
        let all = preview.n_licenses.saturating_add(preview.already_here);
        text::import::and_more(preview.rows.len(), all)
            .map(|more| view! { <p class="dim">{more}</p> })
    });
    view! {
        <section class="stack" data-gap="s">
            <h2>"Preview"</h2>
            <div class="table-scroll" role="group" aria-label="Preview, scrolls sideways" tabindex="0">
                <DataTable label="Preview" layout="auto">
                    <thead>
                        <tr>
                            <th scope="col" data-align="end">"Line"</th>
                            <th scope="col">"Name"</th>
                            <th scope="col">"Result"</th>
                            <th scope="col">"Vendor"</th>
                            <th scope="col">"Type"</th>
                            <th scope="col">"Status"</th>
                            <th scope="col">"Expires"</th>
                            <th scope="col" data-align="end">"Seats"</th>
                            <th scope="col" data-align="end">"Cost"</th>
                            <th scope="col" data-align="end">"Users"</th>
                            <th scope="col">"License key"</th>
                            <th scope="col">"Not understood"</th>
                        </tr>
                    </thead>
                    <VirtualBody total=total key=Some children=cells_at/>
                </DataTable>
            </div>
            {cut}
        </section>
    }
}

fn cells(row: &PreviewRow) -> impl IntoView + use<> {
    let assumed =
        row.type_inferred.then(|| view! { <small class="data-table__sub">"assumed"</small> });
    let cost = row.cost.map(intl::money).unwrap_or_default();
    view! {
            <td data-align="end">{row.line}</td>
            <th scope="row">{row.name.clone()}</th>
            {verdict_cell(row.verdict)}
            <td>{row.vendor.clone()}</td>
            <td>{text::license::license_type(row.license_type)} {assumed}</td>
            <td>
                <StatusPill
                    tone=text::license::status_tone(row.status)
                    text=text::license::status(row.status)
                />
            </td>
            <td>{row.last_day.map_or_else(|| "No end date".to_owned(), intl::date)}</td>
            <td data-align="end">{text::license::seats(row.seats)}</td>
            <td data-align="end">{cost}</td>
            <td data-align="end">{intl::count(row.n_holders.into())}</td>
            <td class="num">{text::import::masked_key(&row.key_last4)}</td>
            {problems_cell(row.n_problems)}
    }
}

fn problems_cell(n_problems: u32) -> AnyView {
    if n_problems == 0 {
        return view! { <td></td> }.into_any();
    }
    let words = text::license::counted(n_problems as usize, "cell", "cells");
    view! {
        <td data-problem="warn">
            <span class="problem-cell"><Icon name=IconName::TriangleAlert/><span>{words}</span></span>
        </td>
    }
    .into_any()
}

fn verdict_cell(verdict: Verdict) -> impl IntoView {
    let tone = match verdict {
        Verdict::New => Tone::Ok,
        Verdict::AlreadyHere => Tone::Mute,
    };
    view! { <td><StatusPill tone text=text::import::verdict(verdict)/></td> }
}
