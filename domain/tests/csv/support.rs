//! What the tests of files share: a day, fresh identities and short ways to import.

use chrono::{DateTime, Utc};
use domain::command::{Command, apply};
use domain::csv::{Answers, Plan, Preview, Table, plan, read};
use domain::date::{Date, parse_iso};
use domain::license::License;
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
    let mut next = u128::try_from(taken).unwrap() * 1_000_000;
    let mut fresh = || {
        next += 1;
        Uuid::from_u128(next)
    };
    plan(table, answers, workspace, AT, today(), &mut fresh)
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
