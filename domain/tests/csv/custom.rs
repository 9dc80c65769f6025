//! The organisation's own fields in files.

use domain::command::{Change, Command, RecordChange, apply};
use domain::csv::{Answers, Meaning, Records, plan, read};
use domain::custom_field::{CustomField, FieldKind};
use domain::id::CustomFieldId;
use domain::problem::{Field, ProblemKind};
use domain::workspace::Workspace;
use uuid::Uuid;

use crate::support::{AT, today};

const RISK: CustomFieldId = CustomFieldId(Uuid::from_u128(0xa1));
const SCORE: CustomFieldId = CustomFieldId(Uuid::from_u128(0xa2));
const REVIEWED: CustomFieldId = CustomFieldId(Uuid::from_u128(0xa3));
const OWNER: CustomFieldId = CustomFieldId(Uuid::from_u128(0xa4));

fn workspace() -> Workspace {
    let field = |id, name: &str, kind| CustomField {
        id,
        name: name.to_owned(),
        kind,
        choices: vec!["High".to_owned(), "Low".to_owned()],
        is_retired: false,
    };
    let mut workspace = Workspace::default();
    let fields = [
        field(RISK, "Risk", FieldKind::Choice),
        field(SCORE, "Score", FieldKind::Number),
        field(REVIEWED, "Reviewed", FieldKind::Date),
        // A heading that means something else in a file.
        field(OWNER, "Owner", FieldKind::YesNo),
    ];
    let changes = fields.map(|field| RecordChange::CustomField(Change::make(field)));
    apply(&mut workspace, &Command::ChangeRecords(changes.to_vec())).unwrap();
    workspace
}

/// Imports a file and tells what was not understood.
fn import(
    workspace: &mut Workspace,
    text: &str,
    columns: Option<&[Meaning]>,
) -> Vec<(Field, ProblemKind)> {
    let mut next = 0x1000;
    let mut fresh = || {
        next += 1;
        Uuid::from_u128(next)
    };
    let mut table = read(text.as_bytes()).unwrap();
    table.know_custom_fields(workspace);
    if let Some(columns) = columns {
        table.use_columns(columns);
        table.define_new_fields(workspace, &mut fresh);
    }
    let planned = plan(&table, Answers::default(), workspace, AT, today(), &mut fresh);
    let columns = planned.preview.columns;
    let field = |heading: &str| columns.iter().find(|c| c.heading == heading)?.field;
    let problems = planned.preview.problems.iter();
    let problems = problems.filter_map(|p| Some((field(&p.column)?, p.kind))).collect();
    apply(workspace, &Command::ImportLicenses(Box::new(planned.import))).unwrap();
    problems
}

fn value(workspace: &Workspace, name: &str, id: CustomFieldId) -> String {
    let license = workspace.licenses.values().find(|license| license.name == name).unwrap();
    license.custom.get(&id).cloned().unwrap_or_default()
}

#[test]
fn columns_of_their_names_fill_them_and_say_what_does_not_fit() {
    let mut workspace = workspace();
    let file = "Name;Cost;risk;Score;Reviewed;Custom: Owner;Owner\n\
        Figma;12,50;high;1.234,5;31.12.2025;yes;Ada\n\
        Zoom;9,00;Medium;many;soon;;Bob\n";
    let problems = import(&mut workspace, file, None);
    let said = |id| value(&workspace, "Figma", id);
    assert_eq!(
        [said(RISK), said(SCORE), said(REVIEWED), said(OWNER)],
        ["High", "1234.5", "2025-12-31", "yes"]
    );
    assert_eq!(
        problems,
        [
            (Field::Custom(RISK), ProblemKind::NotAChoice),
            (Field::Custom(SCORE), ProblemKind::NotANumber),
            (Field::Custom(REVIEWED), ProblemKind::NotADate),
        ]
    );
    assert_eq!(value(&workspace, "Zoom", RISK), "");
    assert_eq!(workspace.users.len(), 2, "the other Owner column is the owner");
}

#[test]
fn an_export_brings_them_back_and_an_edited_cell_changes_one() {
    let mut workspace = workspace();
    import(
        &mut workspace,
        "Name,Risk,Score,Reviewed,Custom: Owner\nFigma,High,2.5,2025-12-31,no\n",
        None,
    );
    let ids: Vec<_> = workspace.licenses.keys().copied().collect();
    let text = String::from_utf8(Records::all(&workspace, &ids, today(), 30).to_csv()).unwrap();
    assert!(text.lines().next().unwrap().ends_with("Custom: Owner,Reviewed,Risk,Score"), "{text}");
    let before = workspace.clone();
    assert_eq!(import(&mut workspace, &text, None), []);
    assert_eq!(workspace, before);
    assert_eq!(import(&mut workspace, &text.replace(",High,2.5", ",,3"), None), []);
    let said = |id| value(&workspace, "Figma", id);
    assert_eq!([said(RISK), said(SCORE), said(REVIEWED)], ["", "3", "2025-12-31"]);
    assert_eq!(workspace.licenses.len(), 1);
}

#[test]
fn columns_nobody_knows_become_new_fields_of_the_kind_their_cells_have() {
    let mut workspace = workspace();
    let rows: Vec<String> = (0..9)
        .map(|n| {
            format!(
                "L{n},{n}.5,2026-0{}-01,{},Floor {},Free text {n},high",
                n + 1,
                if n % 2 == 0 { "yes" } else { "no" },
                n % 2
            )
        })
        .collect();
    let file = format!("Name,Weight,Checked,Approved,Place,Remark X,risk\n{}\n", rows.join("\n"));
    let new = Meaning::NewField;
    let name = Meaning::Field(Field::Name);
    let problems = import(&mut workspace, &file, Some(&[name, new, new, new, new, new, new]));
    assert_eq!(problems, []);
    let kind = |name: &str| {
        let field = workspace.custom_fields.values().find(|field| field.name == name).unwrap();
        (field.kind, field.choices.len())
    };
    assert_eq!(kind("Weight"), (FieldKind::Number, 0));
    assert_eq!(kind("Checked"), (FieldKind::Date, 0));
    assert_eq!(kind("Approved"), (FieldKind::YesNo, 0));
    assert_eq!(kind("Place"), (FieldKind::Choice, 2));
    assert_eq!(kind("Remark X"), (FieldKind::Text, 0));
    assert_eq!(workspace.custom_fields.len(), 9, "one of that name is there already");
    assert_eq!(value(&workspace, "L3", RISK), "High");
}
