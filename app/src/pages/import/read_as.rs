//! How the file is read, where a person knows better than it shows.

use domain::csv::{Delimiter, Encoding, Layout, Preview, ReadAs};
use leptos::prelude::*;

use super::session::Session;
use crate::components::{Choice, SelectField};
use crate::erased::memo;
use crate::text;

/// The encodings to choose from; nobody mistakes another for one of these.
const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Windows1252, Encoding::Windows1250];

/// Labelled controls; with every answer the file is read again, and these are made anew. A workbook
/// has neither encoding nor delimiter.
#[component]
pub(super) fn ReadAsFields(session: Session) -> impl IntoView {
    let said = session.questions.read_as.get_value();
    let of = |code: Option<&'static str>| RwSignal::new(code.unwrap_or_default().to_owned());
    let layout = of(said.layout.map(layout_code));
    let encoding = of(said.encoding.map(encoding_code));
    let delimiter = of(said.delimiter.map(delimiter_code));
    let wanted = memo(move || {
        let (layout, encoding, delimiter) = (layout.read(), encoding.read(), delimiter.read());
        ReadAs {
            layout: Layout::ALL.into_iter().find(|one| layout_code(*one) == *layout),
            encoding: ENCODINGS.into_iter().find(|one| encoding_code(*one) == *encoding),
            delimiter: Delimiter::ALL.into_iter().find(|one| delimiter_code(*one) == *delimiter),
        }
    });
    Effect::watch(move || wanted.get(), move |wanted, _, _| session.reread(*wanted), false);
    session.preview.get_untracked().map(|preview| {
        let of_text = preview.sheet.is_none().then(|| {
            let encodings = encoding_choices(&preview, said);
            let delimiters = delimiter_choices(&preview, said);
            view! {
                <SelectField name="encoding" label="Encoding" value=encoding choices=encodings/>
                <SelectField name="delimiter" label="Delimiter" value=delimiter choices=delimiters/>
            }
        });
        let layouts = layout_choices(&preview, said);
        view! {
            <SelectField name="layout" label="Read as" value=layout choices=layouts/>
            {of_text}
        }
    })
}

/// The file's own way, which is named where it is the one in use, then all that there are.
fn choices(
    found: Option<&str>,
    all: impl Iterator<Item = (&'static str, &'static str)>,
) -> Vec<Choice> {
    let first = Choice::new("", text::import::as_the_file_shows(found));
    std::iter::once(first).chain(all.map(|(code, label)| Choice::new(code, label))).collect()
}

fn layout_choices(preview: &Preview, said: ReadAs) -> Vec<Choice> {
    let found = said.layout.is_none().then(|| text::import::layout(preview.layout));
    choices(found, Layout::ALL.into_iter().map(|one| (layout_code(one), text::import::layout(one))))
}

fn encoding_choices(preview: &Preview, said: ReadAs) -> Vec<Choice> {
    let found = said.encoding.is_none().then(|| text::import::encoding(preview.encoding));
    choices(
        found,
        ENCODINGS.into_iter().map(|one| (encoding_code(one), text::import::encoding(one))),
    )
}

fn delimiter_choices(preview: &Preview, said: ReadAs) -> Vec<Choice> {
    let found = said.delimiter.is_none().then(|| text::import::delimiter(preview.delimiter));
    let all = Delimiter::ALL.into_iter();
    choices(found, all.map(|one| (delimiter_code(one), text::import::delimiter(one))))
}

fn layout_code(layout: Layout) -> &'static str {
    match layout {
        Layout::SnipeIt => "snipe-it",
        Layout::Template => "seatwise",
        Layout::Glpi => "glpi",
        Layout::Fluxera => "fluxera",
        Layout::Ralph => "ralph",
        Layout::ITop => "itop",
        Layout::ServiceNow => "servicenow",
        Layout::Microsoft => "asset-intelligence",
        Layout::MicrosoftStatement => "mls",
        Layout::Other => "other",
    }
}

fn encoding_code(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => "utf-8",
        Encoding::Utf16Le => "utf-16le",
        Encoding::Utf16Be => "utf-16be",
        Encoding::Windows1252 => "windows-1252",
        Encoding::Windows1250 => "windows-1250",
    }
}

fn delimiter_code(delimiter: Delimiter) -> &'static str {
    match delimiter {
        Delimiter::Comma => "comma",
        Delimiter::Semicolon => "semicolon",
        Delimiter::Tab => "tab",
    }
}
