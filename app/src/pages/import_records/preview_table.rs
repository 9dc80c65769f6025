//! The rows of the file, what becomes of each, and why.

use std::sync::Arc;

use domain::csv::roster::{CellChange, Preview, PreviewRow, Verdict};
use leptos::prelude::*;

use crate::components::{Choice, DataTable, SelectField, StatusPill, VirtualBody};
use crate::erased::{memo, part};
use crate::platform::intl;
use crate::text;

const ALL: &str = "all";
const SHOWN: [(Verdict, &str); 4] = [
    (Verdict::New, "new"),
    (Verdict::Changed, "changed"),
    (Verdict::Unchanged, "unchanged"),
    (Verdict::Rejected, "rejected"),
];

/// The table; its worker caps how many rows it gets. Only those near the screen are drawn.
#[component]
pub(super) fn PreviewTable(preview: Signal<Arc<Preview>>) -> impl IntoView {
    let filter = RwSignal::new(ALL.to_owned());
    let shown = memo(move || {
        let wanted = filter.with(|code| SHOWN.into_iter().find(|(_, own)| own == code));
        let preview = preview.read();
        let is_shown = |row: &PreviewRow| wanted.is_none_or(|(verdict, _)| row.verdict == verdict);
        let rows = preview.rows.iter().enumerate().filter(|(_, row)| is_shown(row));
        rows.map(|(at, _)| at).collect::<Vec<usize>>()
    });
    let total = Signal::derive(move || shown.read().len());
    let cells_at = move |at: usize| {
        move || {
            let at = shown.read().get(at).copied()?;
            preview.read().rows.get(at).map(cells)
        }
    };
    let cut = part(move || {
        let wanted = filter.with(|code| SHOWN.into_iter().find(|(_, own)| own == code));
        let all = count(&preview.read(), wanted.map(|(verdict, _)| verdict));
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
                            <th scope="col">"About"</th>
                            <th scope="col">"Changes"</th>
                            <th scope="col">"Reasons"</th>
                        </tr>
                    </thead>
                    <VirtualBody total=total key=Some children=cells_at/>
                </DataTable>
            </div>
            {cut}
        </section>
    }
}

fn count(preview: &Preview, wanted: Option<Verdict>) -> u32 {
    match wanted {
        None => preview.n_rows,
        Some(Verdict::New) => preview.n_new,
        Some(Verdict::Changed) => preview.n_changed,
        Some(Verdict::Unchanged) => preview.n_unchanged,
        Some(Verdict::Rejected) => preview.n_rejected,
    }
}

/// What can be shown, with how many there are of each.
fn choices(preview: &Preview) -> Vec<Choice> {
    let choice = |code: &str, words: &str, wanted| {
        let n = intl::count(count(preview, wanted).into());
        Choice::new(code, format!("{words} ({n})"))
    };
    let each = SHOWN.into_iter().map(|(verdict, code)| {
        choice(code, text::import_records::verdict(verdict).1, Some(verdict))
    });
    std::iter::once(choice(ALL, "All", None)).chain(each).collect()
}

fn cells(row: &PreviewRow) -> impl IntoView + use<> {
    let (tone, verdict) = text::import_records::verdict(row.verdict);
    let changes: Vec<String> = row.changes.iter().map(change).collect();
    let reasons: Vec<String> = row.reasons.iter().map(text::import_records::reason).collect();
    view! {
        <td data-align="end">{row.line}</td>
        // Often there is no name, and a header must say something.
        <td>{row.name.clone()}</td>
        <td><StatusPill tone text=verdict/></td>
        <td>{row.about.clone()}</td>
        <td>{changes.join("; ")}</td>
        <td>{reasons.join(" ")}</td>
    }
}

/// `Department: IT → Sales`.
fn change(change: &CellChange) -> String {
    let label = text::import_records::column(change.column);
    let said = |text: &str| if text.is_empty() { "nothing".to_owned() } else { text.to_owned() };
    format!("{label}: {} → {}", said(&change.before), said(&change.after))
}
