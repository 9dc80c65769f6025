//! The two statements of Microsoft.

use domain::csv::{Answers, Layout, Mode, Plan, is_looked_at_first};
use domain::license_type::LicenseType;
use domain::problem::{NoLicense, ProblemKind};
use domain::purchase::Seats;
use domain::workspace::Workspace;

use crate::support::*;

#[test]
fn a_general_license_statement_of_microsoft_has_a_purchase_in_each_row() {
    let text = include_bytes!("../fixtures/asset-intelligence.csv");
    let plan = planned(text);
    assert_eq!(plan.preview.layout, Layout::Microsoft);
    assert_eq!(problems(&plan.preview), ["7 EffectiveQuantity: ten NotACount"]);
    assert!(!plan.preview.needs_date_order, "its dates are month first by the book");
    let told = |(line, license): (usize, &domain::license::License)| {
        let purchase = only_line(license);
        let Seats::Counted(n) = purchase.seats else { return format!("{line}: ?") };
        let version = &license.particulars.version_bought;
        format!("{line}: {} {version} {n} {}", license.name, purchase.purchase_order)
    };
    let lines: Vec<String> = plan.import.licenses.iter().enumerate().map(told).collect();
    assert_eq!(
        lines,
        [
            "0: Acme Draw 2 40 PO-1",
            "1: Acme Draw 2 15 PO-2",
            "2: Acme Draw 3 5 ",
            "3: Blueprint Viewer 11.5 100 PO-7",
            "4: ?",
        ],
        "rows of one name are not one license, and a repeated row is"
    );
    let draw = &plan.import.licenses[0];
    assert_eq!(only_line(draw).purchased_on, Some(day("2025-03-04")));
    assert_eq!(draw.support_ends_on, Some(day("2027-03-04")));
    // 0 means yes in this column and 1 means no, so nobody reads it as a number.
    assert_eq!(draw.extra.get("SupportPurchased").map(String::as_str), Some("0"));
    assert_eq!(draw.extra.get("Language").map(String::as_str), Some("English"));
    assert_eq!(plan.import.vendors.len(), 3, "two publishers and a reseller");
    assert_eq!(draw.notes, "Two lines,\nas Excel writes them");

    let mut workspace = Workspace::default();
    import_into(&mut workspace, text);
    let again = planned_again(&workspace, text, Mode::AddOnly);
    assert_eq!((again.preview.n_licenses, again.preview.already_here), (0, 5));
    let again = planned_again(&workspace, text, Mode::Update);
    assert_eq!((again.preview.n_unchanged, again.preview.n_rejected), (5, 0));
    let more = String::from_utf8_lossy(text).replace("15,PO-2", "25,PO-2").replace("PO-7", "PO-8");
    let again = planned_again(&workspace, more.as_bytes(), Mode::Update);
    let preview = &again.preview;
    assert_eq!(
        (preview.n_changed, preview.n_unchanged, preview.n_licenses),
        (1, 3, 1),
        "a purchase order that nobody has is another purchase"
    );
    let again = planned_again(&workspace, more.as_bytes(), Mode::AddOnly);
    assert_eq!((again.preview.n_licenses, again.preview.already_here), (1, 4));
}

fn planned_again(workspace: &Workspace, text: &[u8], mode: Mode) -> Plan {
    plan_into(workspace, text, Answers { mode: Some(mode), ..Answers::default() })
}

/// The headings of the tab, which Microsoft writes in its tenth row.
const PIVOT_DATA: [&str; 11] = [
    "Product Pool",
    "License Product Family",
    "License Version",
    "Effective License Quantity",
    "Upgrade License Quantity",
    "Upgrade License Quantity (w/ Maintenance)",
    "Active SA Quantity",
    "Country of Usage",
    "Expiring SA 0 - 12 Months",
    "Expiring SA 12 - 24 Months",
    "Expiring SA > 24 Months",
];

fn pivot_data(rows: &[[&str; 8]]) -> domain::csv::Table {
    let mut lines: Vec<&[&str]> = vec![
        &["Microsoft License Statement"],
        &[],
        &["Organization", "Harbor Ltd", "", "", "", "", "", "", "", "Calculated", "2026/11/01"],
        // Looks like a heading, and is none.
        &["Name:", "Harbor Ltd", "Product:", "All"],
        &["Country of Usage", "(All)"],
        &[],
        &["Quantities are as of the day above."],
        &[],
        &[],
        &PIVOT_DATA,
    ];
    lines.extend(rows.iter().map(|row| &row[..]));
    sheet("Pivot Data", &lines)
}

#[test]
fn the_pivot_data_of_a_license_statement_become_volume_licenses_of_all_countries() {
    let table = pivot_data(&[
        ["Applications", "Office Pro Plus", "2019", "120", "20", "0", "100", "All Countries"],
        ["Applications", "Office Pro Plus", "2019", "90", "20", "0", "80", "Germany"],
        ["Applications", "Office Pro Plus", "2019", "30", "0", "0", "20", "Austria"],
        ["Applications", "Office Pro Plus", "2016", "15", "0", "0", "0", "All Countries"],
        ["Servers", "SQL Server Core", "2022", "0", "0", "0", "16", "All Countries"],
        ["Servers", "Visio Pro", "2010", "0", "0", "0", "0", "All Countries"],
        ["Servers", "Exchange", "2019", "1,200", "0", "0", "0", "All Countries"],
        ["Grand Total", "", "", "1335", "20", "0", "116", "All Countries"],
    ]);
    let plan = plan_table(&Workspace::default(), &table, Answers::default());
    assert_eq!((plan.preview.layout, plan.preview.n_rows), (Layout::MicrosoftStatement, 8));
    let why = |line, name, why| (line, name, ProblemKind::NoLicense(why));
    assert_eq!(
        left_out(&plan.preview),
        [
            why(12, "Office Pro Plus", NoLicense::Counted),
            why(13, "Office Pro Plus", NoLicense::Counted),
            why(16, "Visio Pro", NoLicense::Nothing),
            why(18, "", NoLicense::Total),
        ]
    );
    let told = plan.import.licenses.iter().map(|license| {
        let version = license.particulars.version_bought.as_str();
        (license.name.as_str(), version, only_line(license).seats)
    });
    let told: Vec<_> = told.collect();
    assert_eq!(
        told,
        [
            ("Office Pro Plus", "2019", Seats::Counted(120)),
            ("Office Pro Plus", "2016", Seats::Counted(15)),
            ("SQL Server Core", "2022", Seats::Counted(0)),
            ("Exchange", "2019", Seats::Unstated),
        ]
    );
    assert_eq!(problems(&plan.preview), ["17 Effective License Quantity: 1,200 NotACount"]);
    let office = &plan.import.licenses[0];
    assert_eq!((office.license_type, last_day(office)), (LicenseType::Volume, None));
    assert!(office.particulars.tags.contains("Applications"));
    assert_eq!(office.extra.get("Active SA Quantity").map(String::as_str), Some("100"));
    assert_eq!(office.extra.len(), 1, "{:?}", office.extra);
    let vendors: Vec<&str> = plan.import.vendors.iter().map(|v| v.name.as_str()).collect();
    assert_eq!(vendors, ["Microsoft"]);
    assert!(!plan.preview.rows[0].type_inferred);
}

#[test]
fn a_license_statement_without_rows_for_all_countries_counts_each_of_them() {
    let table = pivot_data(&[
        ["Servers", "Exchange", "2019", "10", "0", "0", "0", "Germany"],
        ["Servers", "Exchange", "2019", "5", "0", "0", "0", "Austria"],
    ]);
    let plan = plan_table(&Workspace::default(), &table, Answers::default());
    assert_eq!((plan.preview.n_licenses, plan.preview.n_rejected), (2, 0));
    let country = plan.import.licenses[1].extra.get("Country of Usage").map(String::as_str);
    assert_eq!(country, Some("Austria"));
}

#[test]
fn the_same_license_statement_twice_adds_nothing() {
    let table = pivot_data(&[
        ["Servers", "Exchange", "2019", "10", "0", "0", "0", "All Countries"],
        ["Servers", "Exchange", "2016", "5", "0", "0", "0", "All Countries"],
    ]);
    let mut workspace = Workspace::default();
    let first = plan_table(&workspace, &table, Answers::default());
    let command = domain::command::Command::ImportLicenses(Box::new(first.import));
    domain::command::apply(&mut workspace, &command).unwrap();
    let again = |mode| {
        let answers = Answers { mode: Some(mode), ..Answers::default() };
        let preview = plan_table(&workspace, &table, answers).preview;
        (preview.n_licenses, preview.already_here, preview.n_unchanged, preview.n_changed)
    };
    assert_eq!(again(Mode::AddOnly), (0, 2, 0, 0));
    assert_eq!(again(Mode::Update), (0, 0, 2, 0));
}

#[test]
fn the_tab_with_the_figures_is_looked_at_before_those_that_sum_them_up() {
    assert!(is_looked_at_first("Pivot Data") && is_looked_at_first(" pivot data"));
    assert!(!is_looked_at_first("License Summary"));
}
