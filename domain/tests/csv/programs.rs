//! Files of other programs, with the traps each of them has.

use domain::csv::{Answers, Layout, Mode, Plan};
use domain::lifecycle::Lifecycle;
use domain::particulars::{Metric, OverUse};
use domain::purchase::Seats;
use domain::workspace::Workspace;

use crate::support::*;

#[test]
fn glpi_writes_unlimited_as_minus_one_and_prefixes_its_financial_columns() {
    let plan = planned(
        "Name;ID;Location;Serial number;Number;Type;Purchase version;Version in use;Expiration;\
         Allow Over-Quota;Status;Technician in charge of the license;\
         Financial and administrative information - Value;\
         Financial and administrative information - Supplier;\
         Financial and administrative information - Date of purchase;Comments\r\n\
         Suite Pro;7;Berlin;SP-1111-2222-3333;-1;Site;2023;2024;Never expire;Yes;In use;Kim Lee;\
         \"1.234,50\";Softmarkt;31-01-2024;\"two\nlines\"\r\n\
         Draw;8;;;25;OEM;;;2026-12-31;No;;;;;;\r\n",
    );
    assert_eq!(plan.preview.layout, Layout::Glpi);
    assert_eq!(problems(&plan.preview), Vec::<String>::new());
    let suite = plan.import.licenses.iter().find(|l| l.name == "Suite Pro").unwrap();
    assert_eq!((only_line(suite).seats, last_day(suite)), (Seats::Unlimited, None));
    assert_eq!(only_line(suite).amount.unwrap().minor, 123_450);
    assert_eq!(only_line(suite).purchased_on, Some(day("2024-01-31")));
    let more = &suite.particulars;
    assert_eq!((more.version_bought.as_str(), more.version_used.as_str()), ("2023", "2024"));
    assert_eq!((more.location.as_str(), more.over_use), ("Berlin", OverUse::Allow));
    assert!(more.tags.contains("In use") && suite.extra.contains_key("Type"));
    assert_eq!((suite.notes.as_str(), plan.preview.n_keys), ("two\nlines", 1));
    let draw = plan.import.licenses.iter().find(|l| l.name == "Draw").unwrap();
    assert_eq!(only_line(draw).seats, Seats::Counted(25));
    assert_eq!(
        (draw.particulars.over_use, last_day(draw)),
        (OverUse::Block, Some(day("2026-12-31")))
    );
}

#[test]
fn glpi_tells_the_software_of_a_license_and_the_license_it_is_a_part_of() {
    let plan = planned(
        "Name;Software;Father;Number;Affected items;Expiration\n\
         Writer seats;Harbor Writer;Harbor Suite 2026;25;3;\n\
         Harbor Suite 2026;Harbor Writer; ;10;2;\n\
         Loose;Draw, Professional;harbor  SUITE 2026;5;0;\n\
         Orphan;;Gone With The Audit;5;0;\n",
    );
    assert_eq!(plan.preview.layout, Layout::Glpi);
    assert_eq!(problems(&plan.preview), ["5 Father: Gone With The Audit NoSuchLicense"]);
    let license = |name: &str| plan.import.licenses.iter().find(|l| l.name == name).unwrap();
    let suite = license("Harbor Suite 2026");
    assert_eq!(suite.parent_id, None);
    assert_eq!(license("Writer seats").parent_id, Some(suite.id));
    assert_eq!(license("Loose").parent_id, Some(suite.id));
    assert_eq!(license("Orphan").parent_id, None);
    assert!(license("Writer seats").particulars.products.contains("Harbor Writer"));
    assert!(license("Loose").particulars.products.contains("Draw, Professional"));
    assert!(license("Orphan").particulars.products.is_empty());
}

#[test]
fn licenses_that_a_file_makes_parts_of_each_other_stay_apart() {
    let plan = planned(
        "Name,Parent license,Seats,Support expiration\n\
         Hen,Egg,1,\n\
         Egg,Hen,1,\n",
    );
    assert!(plan.import.licenses.iter().all(|license| license.parent_id.is_none()));
    assert!(domain::command::check_import(&Workspace::default(), &plan.import).is_ok());
}

#[test]
fn fluxera_counts_and_computed_statuses_are_left_to_us() {
    let plan = planned(
        "Name,Vendor,License Key,License Type,Purchase Date,Expiration Date,Days Until Expiry,\
         Status,Cost,Total Assignments,User Assignments,Asset Assignments,Notes\n\
         Figma,Figma,FG-1111-2222-3333,subscription,2025-12-01,2026-12-01,7,\
         Expiring Soon (7 days),1200.00,3,2,1,Renew early\n\
         Campus,Acme,,educational,2025-01-01,2027-01-01,700,Active,10.00,0,0,0,\n",
    );
    assert_eq!(plan.preview.layout, Layout::Fluxera);
    assert_eq!(problems(&plan.preview), ["3 License Type: educational NotAChoice"]);
    let figma = plan.import.licenses.iter().find(|l| l.name == "Figma").unwrap();
    assert_eq!((figma.lifecycle, last_day(figma)), (Lifecycle::InService, Some(day("2026-12-01"))));
    assert!(figma.extra.is_empty(), "{:?}", figma.extra);
    assert_eq!(plan.preview.n_keys, 1);
}

#[test]
fn ralph_calls_a_type_what_is_a_metric() {
    let plan = planned(
        "manufacturer,licence_type,property_of,software,number_bought,sn,niw,invoice_date,\
         valid_thru,order_no,price,provider,license_details,budget_info,start_usage,region\n\
         Acme,per user,Acme Ltd,Acme Draw,40,AD-9999-8888-7777,N-1,2024-03-01,2027-02-28,O-1,\
         400.00,Softmarkt,For all,CC-1,2024-03-01,PL\n\
         Acme,concurrent,Acme Ltd,Acme Paint,5,,N-2,2024-03-01,,O-2,50.00,Softmarkt,,,,PL\n",
    );
    assert_eq!(plan.preview.layout, Layout::Ralph);
    assert_eq!(problems(&plan.preview), Vec::<String>::new());
    let draw = plan.import.licenses.iter().find(|l| l.name == "Acme Draw").unwrap();
    assert_eq!(
        (draw.particulars.metric, only_line(draw).seats),
        (Metric::User, Seats::Counted(40))
    );
    assert_eq!((last_day(draw), draw.notes.as_str()), (Some(day("2027-02-28")), "For all"));
    assert_eq!(draw.extra.get("niw").map(String::as_str), Some("N-1"));
    let paint = plan.import.licenses.iter().find(|l| l.name == "Acme Paint").unwrap();
    assert_eq!((paint.particulars.metric, last_day(paint)), (Metric::Concurrent, None));
}

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

#[test]
fn itop_and_service_now_are_known_by_their_headings() {
    let plan = planned(
        "name,org_id,usage_limit,description,perpetual,start_date,end_date,licence_key,software_id\n\
         Acme Draw,Demo,12,For all,no,2025-01-01,2026-12-31,AD-1111-2222-3333,Draw\n",
    );
    assert_eq!(plan.preview.layout, Layout::ITop);
    let draw = only_license(&plan);
    assert_eq!((draw.name.as_str(), draw.particulars.department.as_str()), ("Acme Draw", "Demo"));
    assert_eq!(
        (only_line(draw).seats, last_day(draw)),
        (Seats::Counted(12), Some(day("2026-12-31")))
    );

    let plan = planned(
        "Publisher,Product,Version,Edition,Publisher Part Number,Purchased rights,License metric,\
         Unit cost,Start date,End date,Contract number\n\
         Acme,Draw,2024,Pro,PPN-1,10,Per user,EUR;200,2025-01-01,2025-12-31,C-1\n",
    );
    assert_eq!(plan.preview.layout, Layout::ServiceNow);
    assert_eq!(problems(&plan.preview), Vec::<String>::new());
    let draw = only_license(&plan);
    assert_eq!(only_line(draw).total().unwrap().minor, 200_000);
    assert_eq!((draw.particulars.edition.as_str(), draw.particulars.metric), ("Pro", Metric::User));
}
