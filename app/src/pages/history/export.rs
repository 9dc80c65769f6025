//! The whole history as a CSV file: one line for each value that changed.

use domain::csv::write_table;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::history::{HistoryEntry, Page};

use super::entries::History;
use crate::components::Tone;
use crate::platform::download;
use crate::state::calendar::use_today;
use crate::state::toasts::use_toasts;
use crate::text;

/// So many entries are asked for at a time.
const PART: u32 = 1_000;

pub(super) fn use_export(history: History) -> Callback<()> {
    let (today, toasts) = (use_today(), use_toasts());
    Callback::new(move |()| {
        let today = today.get_untracked();
        spawn_local(async move {
            match all(history).await {
                Ok(entries) => {
                    let name = format!("history-{today}.csv");
                    let file = write_table(&HEADINGS, entries.iter().flat_map(lines));
                    if !download::save(&file, &name, "text/csv;charset=utf-8") {
                        toasts.say(Tone::Bad, text::licenses::NOT_SAVED);
                    }
                }
                Err(why) => toasts.say(Tone::Bad, why),
            }
        });
    })
}

async fn all(history: History) -> Result<Vec<HistoryEntry>, String> {
    let mut all = Vec::new();
    loop {
        let skip = u32::try_from(all.len()).unwrap_or(u32::MAX);
        let page = history.part(Page { skip, most: PART }).await?;
        let is_last = page.entries.is_empty() && !page.has_earlier;
        all.extend(page.entries);
        if is_last || (all.len() >= page.total as usize && !page.has_earlier) {
            return Ok(all);
        }
    }
}

const HEADINGS: [&str; 6] = ["When", "What", "Licenses", "Field", "Before", "After"];

fn lines(entry: &HistoryEntry) -> Vec<[String; 6]> {
    let names: Vec<&str> = entry.licenses.iter().map(|(_, name)| name.as_str()).collect();
    let first = |field: String, before: String, after: String| {
        [
            entry.at.to_rfc3339(),
            text::history::sentence(&entry.act),
            text::history::reach(entry).unwrap_or_else(|| names.join(", ")),
            field,
            before,
            after,
        ]
    };
    if entry.differences.is_empty() {
        return vec![first(String::new(), String::new(), String::new())];
    }
    let line = |d: &domain::difference::Difference| {
        let value = |said| text::history::value(d.field, said);
        first(text::history::label(d), value(&d.before), value(&d.after))
    };
    entry.differences.iter().map(line).collect()
}
