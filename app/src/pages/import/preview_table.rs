//! The licenses of the file, as they would be recorded.

use std::sync::Arc;

use domain::csv::{Mode, Preview, PreviewRow, RejectedRow, Verdict};
use leptos::prelude::*;

use super::preview_filter::{Entry, Shown};
use crate::components::{
    Choice, DataTable, Icon, IconName, SelectField, StatusPill, Tone, VirtualBody,
};
use crate::erased::{memo, part};
use crate::platform::intl;
use crate::text;

/// The table; its worker caps how many rows it gets. Only those near the screen are drawn.
#[component]
pub(super) fn PreviewTable(preview: Signal<Arc<Preview>>) -> impl IntoView {
    let filter = RwSignal::new(Shown::All.code().to_owned());
    let shown = memo(move || filter.with(|code| Shown::from_code(code)));
    let entries = memo(move || shown.get().entries(&preview.read()));
    let total = Signal::derive(move || entries.read().len());
    // A row stays in its place while its cells follow the answers.
    let cells_at = move |at: usize| {
        move || {
            let entry = entries.read().get(at).copied()?;
            cells(&preview.read(), entry)
        }
    };
    let cut = part(move || {
        let all = shown.get().count(&preview.read());
        text::import::and_more(total.get(), all).map(|more| view! { <p class="dim">{more}</p> })
    });
    let choices = Signal::derive(move || choices(&preview.read()));
    view! {
        <section class="stack" data-gap="s">
            <h2>"Preview"</h2>
            <div class="form-grid">
                <SelectField name="preview-filter" label="Show" value=filter choices/>
            </div>
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
                            <th scope="col" data-align="end">"Assigned"</th>
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

/// What can be shown, with how many there are of each.
fn choices(preview: &Preview) -> Vec<Choice> {
    let here = if preview.mode == Mode::AddOnly { "Already here" } else { "Unchanged" };
    [
        (Shown::All, "All"),
        (Shown::New, "New"),
        (Shown::Changed, "Changed"),
        (Shown::Here, here),
        (Shown::Rejected, "Rejected"),
    ]
    .into_iter()
    .filter(|(shown, _)| *shown != Shown::Changed || preview.mode == Mode::Update)
    .map(|(shown, words)| {
        let n = intl::count(shown.count(preview).into());
        Choice::new(shown.code(), format!("{words} ({n})"))
    })
    .collect()
}

fn cells(preview: &Preview, entry: Entry) -> Option<AnyView> {
    match entry {
        Entry::License(at) => preview.rows.get(at).map(|row| license_cells(row).into_any()),
        Entry::Rejected(at) => preview.rejected.get(at).map(|row| rejected_cells(row).into_any()),
    }
}

fn rejected_cells(row: &RejectedRow) -> impl IntoView + use<> {
    view! {
        <td data-align="end">{row.line}</td>
        // Often there is no name, and a header must say something.
        <td>{row.text.clone()}</td>
        <td><StatusPill tone=Tone::Bad text="Rejected"/></td>
        <td colspan="9">{text::import::why_rejected(row.problem)}</td>
    }
}

fn license_cells(row: &PreviewRow) -> impl IntoView + use<> {
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
    let (tone, text) = (text::import::verdict_tone(verdict), text::import::verdict(verdict));
    view! { <td><StatusPill tone text/></td> }
}
