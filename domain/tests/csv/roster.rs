//! Lists of users, assets, assignments and last uses: recognised, planned, recorded in one step and
//! taken back in one.

mod assets;
mod assignments;
mod last_used;
mod properties;
mod users;

use domain::command::{Command, apply};
use domain::csv::roster::{Choices, Column, Kind, Plan, PreviewRow, Verdict, plan, read};
use domain::undo::inverse;
use domain::workspace::Workspace;
use uuid::Uuid;

use crate::support::*;

pub(crate) fn planned_with(workspace: &Workspace, text: &str, choices: &Choices) -> Plan {
    let mut list = read(text.as_bytes()).unwrap();
    let taken = workspace.users.len() + workspace.assets.len() + workspace.assignments.len();
    let mut next = u128::try_from(taken).unwrap() * 1_000_000 + 500_000;
    let mut fresh = || {
        next += 1;
        Uuid::from_u128(next)
    };
    plan(&mut list, choices, workspace, today(), &mut fresh)
}

pub(crate) fn planned_into(workspace: &Workspace, text: &str) -> Plan {
    planned_with(workspace, text, &Choices::default())
}

/// Imports for good, and sees to it that taking it back leaves what was there.
pub(crate) fn imported(workspace: &mut Workspace, text: &str) -> Plan {
    let plan = planned_into(workspace, text);
    record(workspace, &plan);
    plan
}

pub(crate) fn record(workspace: &mut Workspace, plan: &Plan) {
    let Some(command) = plan.command(today()) else { return };
    let before = workspace.clone();
    let back = inverse(workspace, &command, AT).unwrap();
    apply(workspace, &command).unwrap();
    let mut undone = workspace.clone();
    apply(&mut undone, &back).unwrap();
    assert_eq!(undone, before, "one step takes it back");
    assert!(matches!(command, Command::ChangeRecords(_) | Command::ChangeSeats(_)));
}

/// New, changed, unchanged and rejected rows.
pub(crate) fn counts(plan: &Plan) -> [u32; 4] {
    let preview = &plan.preview;
    [preview.n_new, preview.n_changed, preview.n_unchanged, preview.n_rejected]
}

/// What is said about the rows as `line heading: text reason`.
pub(crate) fn told(plan: &Plan) -> Vec<String> {
    let of_row = |row: &PreviewRow| {
        let line = row.line;
        let reasons = row.reasons.iter();
        let tell = move |reason: &domain::csv::roster::Reason| {
            // `Problem(NotADate)` is told as `NotADate`.
            let why = format!("{:?}", reason.why);
            let of_another = ["Problem(", "Quantity(", "Objection("];
            let inner = of_another.into_iter().find_map(|start| why.strip_prefix(start));
            let why = inner.and_then(|inner| inner.strip_suffix(')')).unwrap_or(&why);
            format!("{line} {}: {} {why}", reason.heading, reason.text)
        };
        reasons.map(tell).collect::<Vec<_>>()
    };
    plan.preview.rows.iter().flat_map(of_row).collect()
}

pub(crate) fn verdicts(plan: &Plan) -> Vec<Verdict> {
    plan.preview.rows.iter().map(|row| row.verdict).collect()
}

#[test]
fn a_file_is_recognised_by_its_headings() {
    for (headings, expected) in [
        ("First Name,Last Name,Email,Username,Employee Num", Some(Kind::Users)),
        ("Display name;User principal name;Account enabled", Some(Kind::Users)),
        (
            "Full Name,Email,Username,Item Name,Category,Model name,Serial number,Asset Tag,Status",
            Some(Kind::Assets),
        ),
        ("Name\tSerial number\tInventory number", Some(Kind::Assets)),
        ("License,Email,Quantity,From", Some(Kind::Assignments)),
        ("Application,Asset tag", Some(Kind::Assignments)),
        ("Email,Last activity date", Some(Kind::LastUsed)),
        ("User,Application,Last Used", Some(Kind::LastUsed)),
        ("Colour,Shape", None),
        ("Item name,serial number,Email,Seats,Licensed To Name,Expiration Date", None),
        ("License,Email,Seats", Some(Kind::Assignments)),
    ] {
        let list = read(format!("{headings}\nx\n").as_bytes()).unwrap();
        assert_eq!(list.is_recognized.then_some(list.kind), expected, "{headings}");
    }
}

#[test]
fn columns_nobody_knows_are_left_out_until_a_person_says_what_they_are() {
    let workspace = Workspace::default();
    let text = "Wer,Post\nKim Lee,kim@harbor.example\n";
    let plan = planned_into(&workspace, text);
    assert!(!plan.preview.is_recognized && !plan.preview.is_enough);
    assert_eq!(
        (counts(&plan), told(&plan)),
        ([0, 0, 0, 1], vec!["2 :  NothingToTellBy".to_owned()])
    );
    let columns = Some(vec![Column::Name, Column::Email]);
    let choices = Choices { kind: Some(Kind::Users), columns, ..Choices::default() };
    let plan = planned_with(&workspace, text, &choices);
    assert!(plan.preview.is_enough);
    assert_eq!(counts(&plan), [1, 0, 0, 0]);
    // Without that choice it is as before.
    let again = Choices { columns: None, ..choices };
    assert!(!planned_with(&workspace, text, &again).preview.is_enough);
    // A column of another kind of list, and one that is there twice, are left out.
    let columns = Some(vec![Column::Email, Column::Email]);
    let choices = Choices { kind: Some(Kind::Assets), columns, ..Choices::default() };
    let used = planned_with(&workspace, text, &choices).preview.columns;
    assert!(used.iter().all(|column| column.column == Column::Ignored));
}

#[test]
fn what_is_no_list_says_why() {
    use domain::csv::Unreadable;
    for (text, expected) in [
        ("", Unreadable::Empty),
        ("Email\n", Unreadable::NoRows),
        ("no table at all\nx\n", Unreadable::NotATable { line: 1, text: "no table at all".into() }),
        ("Email\n\"kim", Unreadable::UnclosedQuote { line: 2 }),
    ] {
        assert_eq!(read(text.as_bytes()).unwrap_err(), expected, "{text}");
    }
    let many = format!("Email\n{}", "a@x.example\n".repeat(50_001));
    assert_eq!(
        read(many.as_bytes()).unwrap_err(),
        Unreadable::TooManyRows { line: 50_002, most: 50_000 }
    );
}
