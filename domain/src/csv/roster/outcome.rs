//! What becomes of the rows, counted in full and shown up to a bound.

use super::super::style::{DateOrder, Detected};
use super::list::List;
use super::preview::{CellChange, Preview, PreviewRow, Reason, Verdict};
use super::reader::Dates;

/// How many rows of one verdict a preview shows; what is left out is worth a closer look.
const SHOWN: usize = 200;
const SHOWN_REJECTED: usize = 1_000;
/// How much of a name or a change a preview shows, in characters.
const SHOWN_OF_TEXT: usize = 120;

/// What became of one row.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) line: u32,
    pub(super) name: String,
    pub(super) about: String,
    pub(super) verdict: Verdict,
    pub(super) changes: Vec<CellChange>,
    pub(super) reasons: Vec<Reason>,
}

impl Outcome {
    pub(super) fn rejected(line: u32, name: &str, about: &str, reasons: Vec<Reason>) -> Self {
        let (name, about) = (name.to_owned(), about.to_owned());
        Self { line, name, about, verdict: Verdict::Rejected, changes: Vec::new(), reasons }
    }
}

/// The rows, in the order of the file.
pub(super) fn preview(
    list: &List,
    dates: Dates,
    outcomes: Vec<Outcome>,
    n_people: usize,
    n_unknown: usize,
) -> Preview {
    let of = |wanted| outcomes.iter().filter(|outcome| outcome.verdict == wanted).count();
    let imported = outcomes.iter().filter(|outcome| outcome.verdict != Verdict::Rejected);
    let n_problems = imported.map(|outcome| outcome.reasons.len()).sum();
    let Dates { detected, needs_answer } = dates;
    let date_order: Option<Detected<DateOrder>> = detected;
    Preview {
        kind: list.kind,
        is_recognized: list.is_recognized,
        is_enough: list.is_enough(),
        encoding: list.encoding,
        delimiter: list.delimiter,
        sheet: list.sheet.clone(),
        n_rows: list.n_rows(),
        n_new: count(of(Verdict::New)),
        n_changed: count(of(Verdict::Changed)),
        n_unchanged: count(of(Verdict::Unchanged)),
        n_rejected: count(of(Verdict::Rejected)),
        n_problems: count(n_problems),
        n_people: count(n_people),
        n_unknown: count(n_unknown),
        columns: list.uses(),
        date_order,
        needs_date_order: needs_answer,
        rows: shown(outcomes),
    }
}

/// The first rows of each verdict.
fn shown(outcomes: Vec<Outcome>) -> Vec<PreviewRow> {
    let mut left = [SHOWN, SHOWN, SHOWN, SHOWN_REJECTED];
    let [new, changed, unchanged, rejected] = &mut left;
    let mut rows = Vec::new();
    for outcome in outcomes {
        let left = match outcome.verdict {
            Verdict::New => &mut *new,
            Verdict::Changed => &mut *changed,
            Verdict::Unchanged => &mut *unchanged,
            Verdict::Rejected => &mut *rejected,
        };
        if *left == 0 {
            continue;
        }
        *left -= 1;
        let Outcome { line, mut name, mut about, verdict, mut changes, reasons } = outcome;
        cut(&mut name);
        cut(&mut about);
        for change in &mut changes {
            cut(&mut change.before);
            cut(&mut change.after);
        }
        rows.push(PreviewRow { line, name, about, verdict, changes, reasons });
    }
    rows
}

fn cut(text: &mut String) {
    if let Some((end, _)) = text.char_indices().nth(SHOWN_OF_TEXT) {
        text.truncate(end);
        text.push('…');
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
