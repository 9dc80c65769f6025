//! The whole history as a CSV file: one line for each value that changed, of each license.

use domain::csv::write_table;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::history::{HistoryEntry, Page};
use replica::message::Author;

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
        let page = history.part(Page { skip, most: PART, whole: true }).await?;
        let is_last = page.entries.is_empty() && !page.has_earlier;
        all.extend(page.entries);
        if is_last || (all.len() >= page.total as usize && !page.has_earlier) {
            return Ok(all);
        }
    }
}

const HEADINGS: [&str; 8] = ["When", "Who", "What", "Source", "Record", "Field", "Before", "After"];

/// Of which record, which field, what it was and what it became.
type Value = [String; 4];

fn lines(entry: &HistoryEntry) -> Vec<[String; 8]> {
    let author = entry.author.as_ref().map_or("", Author::name);
    let line = |[record, field, before, after]: Value| {
        [
            entry.at.to_rfc3339(),
            author.to_owned(),
            text::history::sentence(&entry.act),
            text::history::source(entry.source).to_owned(),
            record,
            field,
            before,
            after,
        ]
    };
    let licenses = entry.licenses.iter().flat_map(|license| {
        let values = license.differences.iter().map(|d| {
            let value = |said| text::history::value(d.field, said);
            [text::history::label(d), value(&d.before), value(&d.after)]
        });
        of_record(&license.name, values.collect())
    });
    let records = entry.records.iter().flat_map(|record| {
        let values = record.differences.iter().map(|d| {
            let value = |said| text::history::record_value(d.field, said);
            let label = text::history::record_label(d.field).to_owned();
            [label, value(&d.before), value(&d.after)]
        });
        of_record(&record.name, values.collect())
    });
    let seats = entry.seats.iter().map(|seat| {
        [seat.license.clone(), String::new(), String::new(), text::seats::touched(seat)]
    });
    let mut lines: Vec<_> = licenses.chain(records).chain(seats).map(line).collect();
    if lines.is_empty() {
        lines.push(line(Value::default()));
    }
    lines
}

/// A line for each value; one that only names the record where no value changed.
fn of_record(name: &str, values: Vec<[String; 3]>) -> Vec<Value> {
    let name = name.to_owned();
    if values.is_empty() {
        return vec![[name, String::new(), String::new(), String::new()]];
    }
    let with_name = |[field, before, after]: [String; 3]| [name.clone(), field, before, after];
    values.into_iter().map(with_name).collect()
}
