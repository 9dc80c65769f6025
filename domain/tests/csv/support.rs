//! What the tests of files share: a day, fresh identities and short ways to import.

use chrono::{DateTime, Utc};
use domain::assignment::Holder;
use domain::command::{Command, apply};
use domain::csv::{Answers, Plan, Preview, SheetFacts, SheetRow, Table, plan, read, read_sheet};
use domain::date::{Date, parse_iso};
use domain::license::License;
use domain::problem::ProblemKind;
use domain::purchase::Purchase;
use domain::workspace::Workspace;
use uuid::Uuid;

pub(crate) const SNIPE_IT: &[u8] = include_bytes!("../fixtures/snipe-it.csv");
pub(crate) const AT: DateTime<Utc> = DateTime::UNIX_EPOCH;

pub(crate) fn today() -> Date {
    day("2026-11-24")
}

pub(crate) fn day(text: &str) -> Date {
    parse_iso(text).unwrap()
}

/// Plans an import; identities count on from what the workspace holds.
pub(crate) fn plan_into(workspace: &Workspace, bytes: &[u8], answers: Answers) -> Plan {
    plan_table(workspace, &read(bytes).unwrap(), answers)
}

/// Plans the import of a table.
pub(crate) fn plan_table(workspace: &Workspace, table: &Table, answers: Answers) -> Plan {
    let taken = workspace.licenses.len() + workspace.users.len() + workspace.vendors.len();
    let taken = taken + workspace.assets.len();
    let mut next = u128::try_from(taken).unwrap() * 1_000_000;
    let mut fresh = || {
        next += 1;
        Uuid::from_u128(next)
    };
    plan(table, answers, workspace, AT, today(), &mut fresh)
}

/// A sheet of a workbook, from lines of cells; the first is line 1. An empty cell is none.
pub(crate) fn sheet(name: &str, lines: &[&[&str]]) -> Table {
    let row = |(number, cells): (u32, &&[&str])| SheetRow {
        number,
        cells: (0..)
            .zip(*cells)
            .filter(|(_, text)| !text.is_empty())
            .map(|(column, text)| (column, (*text).to_owned()))
            .collect(),
    };
    let facts = SheetFacts { name: name.to_owned(), n_sheets: 1, n_errors: 0 };
    read_sheet((1..).zip(lines).map(row).collect(), facts).unwrap()
}

/// The rows that are left out: where, what they are called, and why.
pub(crate) fn left_out(preview: &Preview) -> Vec<(u32, &str, ProblemKind)> {
    preview.rejected.iter().map(|row| (row.line, row.text.as_str(), row.problem)).collect()
}

/// The license of this name.
pub(crate) fn named<'p>(plan: &'p Plan, name: &str) -> &'p License {
    plan.import.licenses.iter().find(|license| license.name == name).unwrap()
}

/// The names, or what else is known, of those who hold a seat of a license.
pub(crate) fn holders(plan: &Plan, name: &str) -> Vec<String> {
    let id = named(plan, name).id;
    let seats = plan.import.assignments.iter().filter(|seat| seat.license_id == id);
    let name = |holder: &Holder| {
        let Holder::User(wanted) = holder else { return None };
        let user = plan.import.users.iter().find(|user| user.id == *wanted)?;
        Some(user.name.clone())
    };
    seats.filter_map(|seat| name(&seat.holder)).collect()
}

pub(crate) fn planned(bytes: impl AsRef<[u8]>) -> Plan {
    plan_into(&Workspace::default(), bytes.as_ref(), Answers::default())
}

/// Imports for good.
pub(crate) fn import_into(workspace: &mut Workspace, bytes: impl AsRef<[u8]>) -> Preview {
    let plan = plan_into(workspace, bytes.as_ref(), Answers::default());
    apply(workspace, &Command::ImportLicenses(Box::new(plan.import))).unwrap();
    plan.preview
}

pub(crate) fn only_license(plan: &Plan) -> &License {
    assert_eq!(plan.import.licenses.len(), 1, "{plan:?}");
    plan.import.licenses.first().unwrap()
}

pub(crate) fn only_line(license: &License) -> &Purchase {
    assert_eq!(license.purchases.len(), 1);
    license.purchases.values().next().unwrap()
}

pub(crate) fn last_day(license: &License) -> Option<Date> {
    license.terms.values().next().unwrap().span.last_day
}

/// The problems as `line column: text`, with their kind after it.
pub(crate) fn problems(preview: &Preview) -> Vec<String> {
    let told = preview.problems.iter();
    told.map(|p| format!("{} {}: {} {:?}", p.line, p.column, p.text, p.kind)).collect()
}
