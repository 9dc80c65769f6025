//! Files out of the list: which licenses, which columns, as what. Enter takes the usual.

use domain::id::LicenseId;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::export::{Columns, Export, Format};
use replica::protocol::{Answer, FileTask};

use crate::components::{CheckboxField, Choice, Dialog, SegmentedField, Tone};
use crate::erased::{live, memo, part};
use crate::platform::{clock, download};
use crate::state::calendar::use_today;
use crate::state::columns::use_columns;
use crate::state::engine::{Engine, use_engine};
use crate::state::exporting::use_exporting;
use crate::state::toasts::use_toasts;
use crate::text;

/// What can be chosen: its code, how its files end, and their media type.
const FORMATS: [(Format, &str, &str); 5] = [
    (Format::Csv, "csv", "text/csv;charset=utf-8"),
    (Format::Xlsx, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (Format::Report, "html", "text/html;charset=utf-8"),
    (Format::Json, "json", "application/json"),
    (Format::Automerge, "automerge", "application/octet-stream"),
];
const SHOWN: &str = "shown";
const ALL: &str = "all";

/// The dialog that the list's Export opens.
#[component]
pub(in crate::pages) fn ExportDialog() -> impl IntoView {
    let open = use_exporting().open;
    view! {
        <Dialog open title="Export" close="Close">
            <Form open/>
        </Dialog>
    }
}

#[component]
fn Form(open: RwSignal<bool>) -> impl IntoView {
    let (exporting, columns) = (use_exporting(), use_columns());
    let (engine, toasts, today) = (use_engine(), use_toasts(), use_today());
    let (shown, all) = (exporting.shown.get_untracked(), exporting.all());
    let (n_shown, n_all) = (shown.len(), all.len());
    let is_narrowed = n_shown > 0 && n_shown < n_all;

    let kind = RwSignal::new(code(Format::Csv).to_owned());
    let which = RwSignal::new(if is_narrowed { SHOWN } else { ALL }.to_owned());
    let width = RwSignal::new(ALL.to_owned());
    let format = memo(move || format_of(&kind.read()));
    // Whoever prints wants what they see; whoever takes a table elsewhere, all of it.
    Effect::new(move || {
        let usual = if format.get() == Format::Report { SHOWN } else { ALL };
        width.set(usual.to_owned());
    });
    let n = move || if *which.read() == SHOWN { n_shown } else { n_all };

    let with_keys = RwSignal::new(false);
    let can_have_keys =
        memo(move || matches!(format.get(), Format::Csv | Format::Xlsx) && *width.read() == ALL);

    let ids = StoredValue::new((shown, all));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let (format, n, today) = (format.get_untracked(), n(), today.get_untracked());
        let is_shown = *which.read_untracked() == SHOWN;
        let wanted = Export {
            format,
            columns: if *width.read_untracked() == SHOWN {
                let codes = untrack(|| columns.shown());
                Columns::Shown(codes.split_whitespace().map(str::to_owned).collect())
            } else {
                Columns::All
            },
            keys_at: (with_keys.get_untracked() && can_have_keys.get_untracked()).then(clock::now),
            ids: ids
                .with_value(|(shown, all)| which_of(format, if is_shown { shown } else { all })),
            today,
        };
        open.set(false);
        spawn_local(async move {
            match save(engine, wanted).await {
                Ok(()) => toasts.say(Tone::Ok, text::export::done(format, n)),
                Err(reason) => toasts.say(Tone::Bad, reason),
            }
        });
    };
    let formats =
        FORMATS.map(|(format, _, _)| Choice::new(code(format), text::export::format(format)));
    let of_table = part(move || {
        (!text::export::is_whole(format.get())).then(|| {
            let licenses = is_narrowed.then(|| {
                let choices = vec![
                    Choice::new(SHOWN, text::export::the_shown(n_shown)),
                    Choice::new(ALL, text::export::all(n_all)),
                ];
                view! { <SegmentedField name="export-licenses" label="Licenses" value=which choices/> }
            });
            let choices =
                vec![Choice::new(SHOWN, "Shown columns"), Choice::new(ALL, "All columns")];
            view! {
                {licenses}
                <SegmentedField name="export-columns" label="Columns" value=width choices/>
            }
        })
    });
    view! {
        <form class="stack" novalidate on:submit=submit>
            <SegmentedField name="export-format" label="Format" value=kind choices=formats.to_vec()/>
            <p role="status">{live(move || text::export::purpose(format.get()))}</p>
            {of_table}
            <Show
                when=move || can_have_keys.get()
                fallback=|| view! { <p class="dim">"Product keys are not in this file."</p> }
            >
                <CheckboxField
                    name="export-keys"
                    label="Product keys in plain text"
                    value=with_keys
                    hint="Whoever gets the file can read them. The history says that they were exported."
                />
            </Show>
            <div class="dialog__foot">
                <button class="button" data-variant="primary" type="submit">
                    {live(move || text::export::submit(format.get(), n()))}
                </button>
                <button class="button" type="button" on:click=move |_| open.set(false)>"Cancel"</button>
            </div>
        </form>
    }
}

fn which_of(format: Format, ids: &[LicenseId]) -> Vec<LicenseId> {
    if text::export::is_whole(format) { Vec::new() } else { ids.to_vec() }
}

async fn save(engine: Engine, wanted: Export) -> Result<(), String> {
    let (format, today) = (wanted.format, wanted.today);
    let answer = engine.ask(FileTask::Export(wanted)).await;
    let Answer::File(bytes) = &answer else { return Err(text::answer::why_not(&answer)) };
    let subject = if text::export::is_whole(format) { "seatwise" } else { "licenses" };
    let (ending, mime) = file_of(format);
    let saved = download::save(bytes, &format!("{subject}-{today}.{ending}"), mime);
    if saved { Ok(()) } else { Err(text::licenses::NOT_SAVED.to_owned()) }
}

fn code(format: Format) -> &'static str {
    file_of(format).0
}

fn file_of(format: Format) -> (&'static str, &'static str) {
    let found = FORMATS.iter().find(|(known, ..)| *known == format);
    found.map_or(("", ""), |(_, ending, mime)| (ending, mime))
}

fn format_of(code: &str) -> Format {
    let found = FORMATS.iter().find(|(_, ending, _)| *ending == code);
    found.map_or(Format::Csv, |(format, ..)| *format)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_a_code_of_its_own() {
        for (format, ..) in FORMATS {
            assert_eq!(format_of(code(format)), format);
        }
    }
}
