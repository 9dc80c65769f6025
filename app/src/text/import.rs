//! What a file holds, what an import of it does, and what was not understood.

use domain::csv::{
    DateOrder, Delimiter, Detected, Encoding, Evidence, Layout, Meaning, Mode, Preview, Verdict,
};
use domain::money::DecimalMark;
use domain::problem::{Field, ProblemKind};

use super::license::counted;
use super::{field, problem};
use crate::components::Tone;
use crate::platform::file::FileTrouble;
use crate::platform::intl::count;

/// The choice that leaves a way of writing to the file.
pub const AS_THE_FILE_SHOWS: &str = "as the file shows";

/// What to do about headings nobody knows.
pub const NO_NAME_COLUMN: &str =
    "No heading is known to hold the name of a license. Say below which one does.";

/// Why the bytes of a file are not to be had.
pub fn file_trouble(trouble: FileTrouble) -> &'static str {
    match trouble {
        FileTrouble::TooLarge => "The file is larger than any this app can read. Split it.",
        FileTrouble::NotReadable => {
            "The browser could not read the file. It may have been moved, deleted or locked; choose it again."
        }
    }
}

/// The choice that leaves it to the file, with what it shows where that is known.
pub fn as_the_file_shows(found: Option<&str>) -> String {
    found.map_or_else(
        || AS_THE_FILE_SHOWS.to_owned(),
        |found| format!("{AS_THE_FILE_SHOWS}: {found}"),
    )
}

/// The program a file comes from.
pub fn layout(layout: Layout) -> &'static str {
    match layout {
        Layout::SnipeIt => "Snipe-IT license file",
        Layout::Glpi => "GLPI list of licenses",
        Layout::Fluxera => "Fluxera export",
        Layout::Ralph => "Ralph licence export",
        Layout::ITop => "iTop licence export",
        Layout::ServiceNow => "ServiceNow entitlement template",
        Layout::Microsoft => "Microsoft general license statement",
        Layout::MicrosoftStatement => "Microsoft license statement",
        Layout::Template => "Seatwise license file",
        Layout::Other => "List of licenses",
    }
}

/// How bytes stand for characters.
pub fn encoding(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => "UTF-8",
        Encoding::Utf16Le | Encoding::Utf16Be => "UTF-16",
        Encoding::Windows1252 => "Windows-1252",
        Encoding::Windows1250 => "Windows-1250",
    }
}

/// What stands between cells.
pub fn delimiter(delimiter: Delimiter) -> &'static str {
    match delimiter {
        Delimiter::Comma => "commas",
        Delimiter::Semicolon => "semicolons",
        Delimiter::Tab => "tabs",
    }
}

/// What was recognized: `Snipe-IT license file, 50 rows, UTF-8, commas`.
pub fn recognized(preview: &Preview) -> String {
    let layout = layout(preview.layout);
    let (encoding, delimiter) = (encoding(preview.encoding), delimiter(preview.delimiter));
    let rows = counted(preview.n_rows as usize, "row", "rows");
    let mut text = match &preview.sheet {
        Some(sheet) => format!("{layout}, {rows}, sheet “{}”", sheet.name),
        None => format!("{layout}, {rows}, {encoding}, {delimiter}"),
    };
    if preview.repeated_headings > 0 {
        let repeats = counted(preview.repeated_headings as usize, "repeat", "repeats");
        text = format!("{text}, {repeats} of the headings left out");
    }
    text
}

/// What is to be known about the sheet that was taken; `None` when there is nothing.
pub fn about_sheet(preview: &Preview) -> Option<String> {
    let sheet = preview.sheet.as_ref()?;
    let mut sentences = Vec::new();
    if sheet.n_sheets > 1 {
        let sheets = counted(sheet.n_sheets as usize, "sheet", "sheets");
        let which = if preview.layout == Layout::MicrosoftStatement {
            "the one with the figures of the statement"
        } else {
            "the first that is a list of licenses"
        };
        sentences.push(format!("The workbook has {sheets}; this is {which}."));
    }
    match sheet.n_errors {
        0 => {}
        1 => sentences
            .push("1 cell holds an error of the spreadsheet and counts as empty.".to_owned()),
        n => {
            let n = count(u64::from(n));
            sentences.push(format!("{n} cells hold errors of the spreadsheet and count as empty."));
        }
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// One figure of the summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// How loud it is.
    pub tone: Tone,
    /// The number, as it is shown.
    pub number: String,
    /// What it counts.
    pub words: &'static str,
}

/// What the import does, in figures. Those that need no attention when they are 0 are left out.
pub fn summary(preview: &Preview) -> Vec<Figure> {
    let created = if preview.n_licenses > 0 { Tone::Ok } else { Tone::Mute };
    let all: [(Tone, u64, [&'static str; 2], bool); 12] = [
        (created, preview.n_licenses.into(), ["license to create", "licenses to create"], true),
        (Tone::Info, preview.n_changed.into(), ["license to change", "licenses to change"], false),
        (Tone::Mute, preview.n_unchanged.into(), ["unchanged", "unchanged"], false),
        (Tone::Mute, preview.n_users.into(), ["user to create", "users to create"], true),
        (Tone::Mute, preview.n_assets.into(), ["asset to create", "assets to create"], false),
        (Tone::Mute, preview.n_vendors.into(), ["vendor to create", "vendors to create"], false),
        (Tone::Mute, preview.n_assignments.into(), ["assignment", "assignments"], true),
        (Tone::Mute, preview.n_seats, ["seat", "seats"], true),
        (Tone::Mute, preview.n_keys.into(), ["product key", "product keys"], true),
        (
            Tone::Info,
            preview.already_here.into(),
            ["already here, left as it is", "already here, left as they are"],
            false,
        ),
        (Tone::Bad, preview.n_rejected.into(), ["row left out", "rows left out"], false),
        (
            Tone::Warn,
            preview.n_problems.into(),
            ["cell not understood", "cells not understood"],
            false,
        ),
    ];
    all.into_iter()
        .filter(|(_, number, _, always)| *always || *number > 0)
        .map(|(tone, number, [one, many], _)| Figure {
            tone,
            number: count(number),
            words: if number == 1 { one } else { many },
        })
        .collect()
}

/// Why there is nothing to import.
pub fn nothing_to_import(preview: &Preview) -> &'static str {
    if preview.n_rejected == 0 {
        "Everything in this file is here already."
    } else if preview.already_here == 0 && preview.n_unchanged == 0 {
        "No row of this file can be imported."
    } else {
        "What can be read of this file is here already."
    }
}

/// What happens to a license of the file.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::New => "New",
        Verdict::Changed => "Changed",
        Verdict::Unchanged => "Unchanged",
        Verdict::AlreadyHere => "Already here",
    }
}

/// How loud that is.
pub fn verdict_tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::New => Tone::Ok,
        Verdict::Changed => Tone::Info,
        Verdict::Unchanged | Verdict::AlreadyHere => Tone::Mute,
    }
}

/// What happens to licenses that are here.
pub fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Update => "Update the licenses that are here",
        Mode::AddOnly => "Only add new ones",
    }
}

/// What a column becomes.
pub fn meaning(meaning: Meaning) -> &'static str {
    match meaning {
        Meaning::Field(of) => field::label(of),
        Meaning::Id => "ID that tells licenses apart",
        Meaning::FirstName => "Assigned to: first name",
        Meaning::LastName => "Assigned to: last name",
        Meaning::Ignored => "Leave out",
        Meaning::Unknown => "Keep as extra",
        Meaning::NewField => "New custom field",
    }
}

/// What keeps the columns from being used as they are chosen.
pub fn mapping_problem(meanings: &[Option<Meaning>]) -> Option<&'static str> {
    let n = |wanted| meanings.iter().filter(|meaning| **meaning == Some(wanted)).count();
    if n(Meaning::Field(Field::Name)) == 0 {
        return Some("Choose “Name” for the column that says what a license is called.");
    }
    let is_twice = Meaning::ALL.into_iter().any(|meaning| !meaning.may_repeat() && n(meaning) > 1);
    is_twice.then_some("Two columns are the same. Choose something else for one of them.")
}

/// That the columns are what a person said, now or earlier.
pub fn columns_by(is_memory: bool) -> &'static str {
    if is_memory {
        "The columns are used as you chose for these headings before."
    } else {
        "These columns are remembered on this device for files with the same headings."
    }
}

/// The first cells of a column.
pub fn samples(samples: &[String]) -> String {
    if samples.is_empty() { "No cell is filled in.".to_owned() } else { samples.join(" · ") }
}

/// A way of writing dates.
pub fn date_order(order: DateOrder) -> &'static str {
    match order {
        DateOrder::DayFirst => "day first",
        DateOrder::MonthFirst => "month first",
    }
}

/// A way of writing amounts.
pub fn decimal_mark(mark: DecimalMark) -> &'static str {
    match mark {
        DecimalMark::Point => "point, as in 1,234.50",
        DecimalMark::Comma => "comma, as in 1.234,50",
    }
}

/// Which cell shows how dates are written: `“12/27/1981” in line 3 can only be month first.`
pub fn date_evidence(detected: &Detected<DateOrder>) -> Option<String> {
    detected.evidence.as_ref().map(|evidence| proof(evidence, date_order(detected.value)))
}

/// Which cell shows how amounts are written.
pub fn decimal_evidence(detected: &Detected<DecimalMark>) -> Option<String> {
    let way = match detected.value {
        DecimalMark::Point => "written with a decimal point",
        DecimalMark::Comma => "written with a decimal comma",
    };
    detected.evidence.as_ref().map(|evidence| proof(evidence, way))
}

fn proof(evidence: &Evidence, way: &str) -> String {
    format!("“{}” in line {} can only be {way}.", evidence.text, evidence.line)
}

/// Why a row is left out.
pub fn why_rejected(kind: ProblemKind) -> String {
    if kind == ProblemKind::Missing {
        "It has no name.".to_owned()
    } else if let ProblemKind::TooLong(most) = kind {
        format!("Its name is longer than {most} characters.")
    } else {
        problem::sentence(kind)
    }
}

/// The last characters of a product key, the rest masked; empty when there is no key to show.
pub fn masked_key(last4: &str) -> String {
    if last4.is_empty() { String::new() } else { format!("•••• {last4}") }
}

/// What is left of a list that is cut: `and 312 more`.
pub fn and_more(shown: usize, all: u32) -> Option<String> {
    let more = u64::from(all).saturating_sub(shown as u64);
    (more > 0).then(|| format!("and {} more", count(more)))
}

/// What is left of a list of changes that is cut.
pub fn and_more_licenses(shown: usize, all: u32) -> Option<String> {
    let more = u64::from(all).saturating_sub(shown as u64);
    (more > 0).then(|| format!("and those of {} more licenses", count(more)))
}

/// What was imported.
pub fn imported(n_new: u32, n_changed: u32) -> String {
    let licenses = |n: u32| counted(n as usize, "license", "licenses");
    match (n_new, n_changed) {
        (_, 0) => format!("Imported {}.", licenses(n_new)),
        (0, _) => format!("Changed {}.", licenses(n_changed)),
        _ => format!("Imported {}, changed {}.", licenses(n_new), count(n_changed.into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cell_that_shows_how_dates_are_written_is_named() {
        let evidence = Some(Evidence { line: 3, text: "12/27/1981".to_owned() });
        let detected = Detected { value: DateOrder::MonthFirst, evidence };
        let sentence = "“12/27/1981” in line 3 can only be month first.";
        assert_eq!(date_evidence(&detected).as_deref(), Some(sentence));
        let answered = Detected { value: DateOrder::DayFirst, evidence: None };
        assert_eq!(date_evidence(&answered), None);
    }

    #[test]
    fn one_column_must_be_the_name_and_no_two_the_same() {
        let of = |field| Some(Meaning::Field(field));
        let keep = Some(Meaning::Unknown);
        assert!(mapping_problem(&[of(Field::Seats)]).is_some_and(|text| text.contains("“Name”")));
        assert_eq!(mapping_problem(&[of(Field::Name), keep, keep]), None);
        assert!(mapping_problem(&[of(Field::Name), of(Field::Name)]).is_some());
    }

    #[test]
    fn only_the_last_characters_of_a_key_are_shown() {
        assert_eq!(masked_key("4F2A"), "•••• 4F2A");
        assert_eq!(masked_key(""), "");
    }

    #[test]
    fn a_row_is_left_out_for_a_reason_about_rows() {
        assert_eq!(why_rejected(ProblemKind::Missing), "It has no name.");
        assert_eq!(
            why_rejected(ProblemKind::TooLong(255)),
            "Its name is longer than 255 characters."
        );
    }
}
