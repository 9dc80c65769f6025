//! Rows of assets: which machine each is about, and what it says of it.

use std::collections::{BTreeMap, BTreeSet};

use super::super::table::Row;
use super::column::Column;
use super::directory::Found as Known;
use super::list::List;
use super::outcome::Outcome;
use super::own::{ASSET_COLUMNS, asset_cell};
use super::plan::{Desk, Found};
use super::preview::{CellChange, Verdict, Why};
use super::reader::RowReader;
use super::words::asset_status;
use crate::asset::{Asset, AssetStatus};
use crate::command::{Change, RecordChange};
use crate::draft::{LONGEST_LINE, LONGEST_NAME, LONGEST_NOTES};
use crate::id::AssetId;
use crate::problem::ProblemKind;
use crate::vendor::fold_name;

/// What makers and programs write where there is no serial number: it tells no machines apart.
const NO_SERIAL: [&str; 10] = [
    "na",
    "none",
    "unknown",
    "notavailable",
    "notapplicable",
    "tobefilledbyoem",
    "defaultstring",
    "systemserialnumber",
    "0",
    "",
];

/// What tells a machine from others, as a row says it.
struct Told {
    tag: String,
    name: String,
    serial: String,
}

/// What the file says elsewhere.
struct Seen {
    tags: BTreeSet<String>,
    /// Machines that a row is about, and where that starts.
    taken: BTreeMap<AssetId, u32>,
}

pub(super) fn plan(desk: &mut Desk<'_>) -> Found {
    let list = desk.list;
    let tags = list.place(Column::Tag);
    let tags = tags.map(|at| list.rows.iter().map(|row| fold_name(List::text(row, at))).collect());
    let mut seen = Seen { tags: tags.unwrap_or_default(), taken: BTreeMap::new() };
    let (mut records, mut outcomes) = (Vec::new(), Vec::with_capacity(list.rows.len()));
    for row in &list.rows {
        let reader = RowReader::new(list, row, desk.dates.order());
        let (outcome, change) = take(desk, reader, row, &mut seen);
        outcomes.push(outcome);
        records.extend(change.map(RecordChange::Asset));
    }
    Found { records, seats: Vec::new(), outcomes }
}

fn take(
    desk: &mut Desk<'_>,
    mut reader: RowReader<'_>,
    row: &Row,
    seen: &mut Seen,
) -> (Outcome, Option<Change<Asset>>) {
    let told = Told {
        tag: reader.line(Column::Tag, LONGEST_NAME).unwrap_or_default(),
        name: reader.line(Column::Name, LONGEST_NAME).unwrap_or_default(),
        serial: reader.line(Column::Serial, LONGEST_NAME).unwrap_or_default(),
    };
    let before = match which(desk, &reader, &told, seen) {
        Ok(before) => before,
        Err(why) => {
            reader.note_row(why);
            let name = if told.tag.is_empty() { &told.name } else { &told.tag };
            return (Outcome::rejected(row.line, name, &told.serial, reader.reasons), None);
        }
    };
    let mut after = before.clone().unwrap_or_else(|| Asset::new(AssetId((desk.fresh)()), ""));
    take_identity(desk, &mut reader, told, &mut after);
    take_facts(desk, &mut reader, &mut after);
    seen.taken.insert(after.id, row.line);
    desk.directory.learn_asset(&after);
    let mut changes = Vec::new();
    let verdict = match &before {
        None => Verdict::New,
        Some(before) if *before == after => Verdict::Unchanged,
        Some(before) => {
            let cell =
                |asset: &Asset, column| asset_cell(asset, column, &desk.name_of(asset.holder_id));
            changes.extend(ASSET_COLUMNS.into_iter().filter_map(|(_, column)| {
                let (before, after) = (cell(before, column), cell(&after, column));
                (before != after).then_some(CellChange { column, before, after })
            }));
            Verdict::Changed
        }
    };
    let (name, about) = (after.label(), after.serial.clone());
    let reasons = reader.reasons;
    let outcome = Outcome { line: row.line, name, about, verdict, changes, reasons };
    let change = match before {
        None => Some(Change::make(after)),
        Some(before) => (verdict == Verdict::Changed).then(|| Change::edit(before, after)),
    };
    (outcome, change)
}

/// Which machine of the workspace a row means; `None` for a new one.
fn which(
    desk: &Desk<'_>,
    reader: &RowReader<'_>,
    told: &Told,
    seen: &Seen,
) -> Result<Option<Asset>, Why> {
    let Told { tag, name, serial } = told;
    if reader.has_stray_cells() {
        return Err(Why::Problem(ProblemKind::MoreCellsThanHeadings));
    }
    let id = reader.text(Column::Id).parse::<AssetId>().ok();
    let is_here = |id: &AssetId| {
        desk.workspace.assets.get(id).is_some_and(|asset| asset.deleted_at.is_none())
    };
    let id = id.filter(is_here);
    if tag.is_empty() && name.is_empty() && !tells_apart(serial) && id.is_none() {
        return Err(Why::NothingToTellBy);
    }
    let directory = &desk.directory;
    let by_serial = || directory.with_serial(serial).filter(|_| tells_apart(serial));
    let found = match id.or_else(|| directory.with_tag(tag)).or_else(by_serial) {
        Some(id) => Known::One(id),
        // Its own name first, so that a row that made a machine finds that one again.
        None if tag.is_empty() && !tells_apart(serial) => match directory.named(name) {
            Known::Nothing => directory.machine(name),
            found @ (Known::One(_) | Known::Several) => found,
        },
        // A file of licenses may have called it by its name and known no more of it.
        None => match directory.with_tag(name).filter(|id| {
            is_stopgap(desk, *id)
                && !seen.taken.contains_key(id)
                && !seen.tags.contains(&fold_name(name))
        }) {
            Some(id) => Known::One(id),
            None => Known::Nothing,
        },
    };
    match found {
        Known::Nothing => Ok(None),
        Known::Several => Err(Why::SeveralAssets),
        Known::One(id) => match seen.taken.get(&id) {
            Some(line) => Err(Why::Repeated(*line)),
            None => Ok(desk.workspace.assets.get(&id).cloned()),
        },
    }
}

fn tells_apart(serial: &str) -> bool {
    let folded: String =
        serial.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    !NO_SERIAL.contains(&folded.as_str())
}

fn is_stopgap(desk: &Desk<'_>, id: AssetId) -> bool {
    let asset = desk.workspace.assets.get(&id);
    asset.is_some_and(|asset| asset.name.is_empty() && asset.serial.is_empty())
}

/// What belongs to another machine already stays with that.
fn take_identity(desk: &Desk<'_>, reader: &mut RowReader<'_>, told: Told, after: &mut Asset) {
    let Told { tag, name, serial } = told;
    let is_other = |owner: Option<AssetId>| owner.is_some_and(|owner| owner != after.id);
    let (is_tag_taken, is_serial_taken) = (
        is_other(desk.directory.with_tag(&tag)),
        tells_apart(&serial) && is_other(desk.directory.with_serial(&serial)),
    );
    if is_tag_taken {
        reader.note(Column::Tag, Why::Problem(ProblemKind::Taken));
    } else {
        write(&mut after.tag, tag);
    }
    if is_serial_taken {
        reader.note(Column::Serial, Why::Problem(ProblemKind::Taken));
    } else {
        write(&mut after.serial, serial);
    }
    if !name.is_empty() {
        after.name = name;
    } else if after.name.is_empty()
        && let Some(model) = reader.line(Column::Model, LONGEST_NAME)
    {
        after.name = model;
    }
}

/// What is the same but for its letter case is left as it is.
fn write(field: &mut String, text: String) {
    if !text.is_empty() && fold_name(field) != fold_name(&text) {
        *field = text;
    }
}

fn take_facts(desk: &mut Desk<'_>, reader: &mut RowReader<'_>, after: &mut Asset) {
    for (column, field) in
        [(Column::Category, &mut after.category), (Column::Location, &mut after.location)]
    {
        if let Some(text) = reader.line(column, LONGEST_LINE) {
            *field = text;
        }
    }
    if let Some(notes) = reader.lines(Column::Notes, LONGEST_NOTES) {
        after.notes = notes;
    }
    for (column, field) in
        [(Column::Cores, &mut after.cores), (Column::Processors, &mut after.processors)]
    {
        if let Some(n) = reader.count(column) {
            *field = Some(n);
        }
    }
    let retired_on = reader.day(Column::RetiredOn);
    if retired_on.is_some() {
        after.retired_on = retired_on;
    }
    let not_a_choice = Why::Problem(ProblemKind::NotAChoice);
    let said = reader.read(Column::Status, |text| asset_status(text).ok_or(not_a_choice));
    let is_over =
        reader.text(Column::Status).is_empty() && retired_on.is_some_and(|day| day <= desk.today);
    if let Some(status) = said.or(is_over.then_some(AssetStatus::Retired)) {
        after.status = status;
    }
    let person = Desk::describe_holder(reader);
    if person.is_nobody() {
        return;
    }
    match desk.find_person(&person) {
        Ok(id) => {
            after.holder_id = Some(id);
            // Other programs say whether it may be given out at all.
            if after.status == AssetStatus::Available {
                after.status = AssetStatus::Assigned;
            }
        }
        Err(why) => reader.note(super::seats::column_of(reader), why),
    }
}
