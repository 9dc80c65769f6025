//! The organisation's own fields in files.

use domain::command::{Change, Command, RecordChange, apply};
use domain::csv::{Answers, DateOrder, Meaning, Plan, Records, plan, read};
use domain::custom_field::{CustomField, FieldKind};
use domain::id::CustomFieldId;
use domain::money::DecimalMark;
use domain::problem::{AmountProblem, Field, ProblemKind};
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

/// Plans the import of a file, whose columns the person may have told.
fn planned(
    workspace: &Workspace,
    text: &str,
    columns: Option<&[Meaning]>,
    answers: Answers,
) -> Plan {
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
    table.decide_kinds(workspace, answers);
    plan(&table, answers, workspace, AT, today(), &mut fresh)
}

/// Imports a file and tells what was not understood.
fn import(
    workspace: &mut Workspace,
    text: &str,
    columns: Option<&[Meaning]>,
) -> Vec<(Field, ProblemKind)> {
    let planned = planned(workspace, text, columns, Answers::default());
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

/// What the only license of a file gets in a field, or what is wrong with the cell; and whether the
/// decimal mark or the date order is asked for.
fn cell(field: &str, text: &str, answers: Answers) -> (Result<String, ProblemKind>, bool) {
    let workspace = workspace();
    let planned = planned(&workspace, &format!("Name;{field}\nFigma;{text}\n"), None, answers);
    let license = planned.import.licenses.first().unwrap();
    let problem = planned.preview.problems.first().map(|problem| problem.kind);
    let asks = planned.preview.needs_decimal || planned.preview.needs_date_order;
    (problem.map_or_else(|| Ok(license.custom.values().cloned().collect()), Err), asks)
}

#[test]
fn a_number_keeps_its_value_or_is_asked_about_and_is_never_another_number() {
    let ambiguous = Err(ProblemKind::NotAnAmount(AmountProblem::Ambiguous));
    let none = || Err(ProblemKind::NotANumber);
    let ok = |text: &str| Ok(text.to_owned());
    for (text, expected, asks) in [
        ("7,5", ok("7.5"), false),
        ("7.5", ok("7.5"), false),
        ("1.234", ambiguous.clone(), true),
        ("1,234", ambiguous, true),
        ("1,234.5", ok("1234.5"), false),
        ("1.234,5", ok("1234.5"), false),
        ("0,125", ok("0.125"), false),
        ("1.23.4", none(), false),
        ("12 34", none(), false),
    ] {
        assert_eq!(cell("Score", text, Answers::default()), (expected, asks), "{text}");
    }
    for (mark, text, expected) in [
        (DecimalMark::Point, "7,5", none()),
        (DecimalMark::Point, "7.5", ok("7.5")),
        (DecimalMark::Point, "1.234", ok("1.234")),
        (DecimalMark::Point, "1,234.5", ok("1234.5")),
        (DecimalMark::Comma, "7,5", ok("7.5")),
        (DecimalMark::Comma, "7.5", none()),
        (DecimalMark::Comma, "1.234", ok("1234")),
        (DecimalMark::Comma, "1,234.5", ok("1234.5")),
    ] {
        let answers = Answers { decimal: Some(mark), ..Answers::default() };
        assert_eq!(cell("Score", text, answers), (expected, false), "{text} {mark:?}");
    }
}

#[test]
fn one_clear_number_of_a_custom_field_decides_for_the_costs_too() {
    let file = "Name;Cost;Score\nFigma;1.234;7,5\n";
    let planned = planned(&workspace(), file, None, Answers::default());
    assert_eq!((planned.preview.n_problems, planned.preview.needs_decimal), (0, false));
    let line = planned.import.licenses[0].purchases.values().next().unwrap();
    assert_eq!(line.amount.unwrap().minor, 123_400);
}

#[test]
fn a_date_of_a_custom_field_that_could_be_two_days_is_asked_about() {
    let (ambiguous, asks) = cell("Reviewed", "03/04/2026", Answers::default());
    assert_eq!((ambiguous, asks), (Err(ProblemKind::AmbiguousDate), true));
    for (order, day) in [(DateOrder::DayFirst, "2026-04-03"), (DateOrder::MonthFirst, "2026-03-04")]
    {
        let answers = Answers { date_order: Some(order), ..Answers::default() };
        assert_eq!(cell("Reviewed", "03/04/2026", answers), (Ok(day.to_owned()), false));
    }
}

#[test]
fn a_new_field_of_unclear_dates_or_numbers_is_asked_about_and_decided_by_the_answer() {
    let new = [Meaning::Field(Field::Name), Meaning::NewField, Meaning::NewField];
    let file = "Name;Checked;Weight\nFigma;03/04/2026;1.234\nSketch;12/05/2026;2.500\n";
    let told = |answers| {
        let planned = planned(&workspace(), file, Some(&new), answers);
        let kinds: Vec<_> = planned.import.custom_fields.iter().map(|field| field.kind).collect();
        let value = |at: usize| {
            planned.import.licenses[0].custom.get(&planned.import.custom_fields[at].id).cloned()
        };
        let asks = (planned.preview.needs_date_order, planned.preview.needs_decimal);
        (kinds, [value(0), value(1)], asks)
    };
    let kinds = vec![FieldKind::Date, FieldKind::Number];
    assert_eq!(told(Answers::default()), (kinds.clone(), [None, None], (true, true)));
    let answers = Answers {
        date_order: Some(DateOrder::DayFirst),
        decimal: Some(DecimalMark::Comma),
        ..Answers::default()
    };
    let values = ["2026-04-03", "1234"].map(|text| Some(text.to_owned()));
    assert_eq!(told(answers), (kinds, values, (false, false)));

    // In the other order one of them is no date at all, so the column is text.
    let file = "Name,Checked\nFigma,03/14/2026\nSketch,12/05/2026\n";
    let kind = |order| {
        let answers = Answers { date_order: order, ..Answers::default() };
        planned(&workspace(), file, Some(&new), answers).import.custom_fields[0].kind
    };
    assert_eq!(kind(None), FieldKind::Date);
    assert_eq!(kind(Some(DateOrder::MonthFirst)), FieldKind::Date);
    assert_eq!(kind(Some(DateOrder::DayFirst)), FieldKind::Text);
}

#[test]
fn no_column_of_product_keys_becomes_a_custom_field_or_a_further_detail() {
    let mut workspace = workspace();
    let field = CustomField {
        id: CustomFieldId(Uuid::from_u128(0xa5)),
        name: "Ablage".to_owned(),
        kind: FieldKind::Text,
        choices: Vec::new(),
        is_retired: false,
    };
    let change = RecordChange::CustomField(Change::make(field));
    apply(&mut workspace, &Command::ChangeRecords(vec![change])).unwrap();
    let keys = [
        "c7e90b1d-5fa2-4e38-b6d4-91f07a3ce852",
        "5d0e8c46-b92f-4a17-83d5-e6f1c07ba294",
        "q9wXr4TzB7mKc2VhN8sLd5Yp",
        "7d31aa0ce5984f5fb1f0c2a4be61d9e8",
    ];
    let [first, second, third, record] = keys;
    let file = format!(
        "Name;Seriennummer;Ablage;Custom: Ablage;Sys ID\nFigma;{first};{second};{third};{record}\n"
    );
    let new = [Meaning::NewField; 5];
    let mut columns = new;
    columns[0] = Meaning::Field(Field::Name);
    for told in [None, Some(&columns)] {
        let planned = planned(&workspace, &file, told.map(|told| &told[..]), Answers::default());
        let sealed: Vec<&str> = planned.keys.iter().map(|(_, _, key)| key.as_str()).collect();
        assert!(sealed.starts_with(&[first, second, third]), "{told:?}");
        let said = format!("{planned:?}");
        assert!(keys.iter().all(|key| !said.contains(key)), "{said}");
    }
}
