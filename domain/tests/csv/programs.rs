//! Files of other programs, with the traps each of them has.

use domain::csv::Layout;
use domain::currency::Currency;
use domain::license_type::LicenseType;
use domain::lifecycle::Lifecycle;
use domain::particulars::{Metric, OverUse};
use domain::problem::ProblemKind;
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
fn glpi_names_who_uses_a_license_and_several_of_them_in_one_cell() {
    let plan = planned(
        "Name;Number;Version in use;User;Group;Type\n\
         Draw;5;2;\"Kim Lee\nAda Ahlborn\";Design;Site\n\
         Paint;5;2;Kim Lee, Bo Yang;;\n\
         Write;5;2;\"Lee, Kim\";;\n\
         Count;5;2;kim@harbor.example; ;\n\
         Sing;5;2;;;\n",
    );
    assert_eq!(plan.preview.layout, Layout::Glpi);
    assert_eq!(problems(&plan.preview), Vec::<String>::new());
    assert_eq!(holders(&plan, "Draw"), ["Kim Lee", "Ada Ahlborn"]);
    assert_eq!(holders(&plan, "Paint"), ["Kim Lee", "Bo Yang"]);
    assert_eq!(holders(&plan, "Write"), ["Lee, Kim"]);
    assert_eq!(holders(&plan, "Count"), ["kim@harbor.example"]);
    assert_eq!(holders(&plan, "Sing"), Vec::<String>::new());
    let draw = named(&plan, "Draw");
    assert_eq!(draw.extra.get("Group").map(String::as_str), Some("Design"));
    assert!(!draw.extra.contains_key("User"));
}

#[test]
fn ralph_names_users_by_their_logins_and_its_hardware_stays_a_detail() {
    let plan = planned(
        "software,number_bought,niw,valid_thru,users,base_objects,service_uid,price\n\
         Draw,5,N-1,,\"ada,bo.yang;kim@harbor.example\",\"12,15\",sc-7,10.00\n\
         Paint,5,N-2,,ada,,,20.00\n\
         Write,5,N-3,,,,,30.00\n",
    );
    assert_eq!(plan.preview.layout, Layout::Ralph);
    assert_eq!(problems(&plan.preview), Vec::<String>::new());
    assert_eq!(holders(&plan, "Draw"), ["ada", "bo.yang", "kim@harbor.example"]);
    assert_eq!(holders(&plan, "Paint"), ["ada"]);
    assert_eq!((plan.preview.n_users, plan.preview.n_assignments), (3, 4));
    let ada = plan.import.users.iter().find(|user| user.name == "ada").unwrap();
    assert_eq!((ada.username.as_str(), ada.email.as_str()), ("ada", ""));
    let draw = named(&plan, "Draw");
    assert_eq!(draw.extra.get("base_objects").map(String::as_str), Some("12,15"));
    assert!(!draw.extra.contains_key("users"));
}

#[test]
fn itop_says_whether_a_license_is_perpetual_and_its_own_keys_are_no_product_keys() {
    let plan = planned(
        "id (Primary Key),name,Organization->Name,usage_limit,description,perpetual,start_date,\
         end_date,licence_key,Software->Full name\n\
         41,Acme Draw,Demo,12,For all,no,2025-01-01,2026-12-31,AD-1111-2222-3333,Draw 2\n\
         42,Acme Paint,Demo,5,,yes,2025-01-01,,,Paint\n\
         43,Acme Write,Demo,5,,yes,2025-01-01,2025-12-31,,Write\n\
         44,Acme Count,Demo,5,,perhaps,2025-01-01,2026-12-31,,Count\n\
         45,Acme Sing,Demo,5,,no,2025-01-01,,,Sing\n",
    );
    assert_eq!(plan.preview.layout, Layout::ITop);
    assert_eq!(problems(&plan.preview), ["5 perpetual: perhaps NotAChoice"]);
    let told = |name: &str| (named(&plan, name).license_type, last_day(named(&plan, name)));
    assert_eq!(told("Acme Draw"), (LicenseType::Subscription, Some(day("2026-12-31"))));
    assert_eq!(told("Acme Paint"), (LicenseType::Perpetual, None));
    assert_eq!(told("Acme Write"), (LicenseType::Perpetual, None), "iTop passes over the end too");
    assert_eq!(told("Acme Count"), (LicenseType::Subscription, Some(day("2026-12-31"))));
    assert_eq!(told("Acme Sing"), (LicenseType::Perpetual, None));
    let draw = named(&plan, "Acme Draw");
    assert_eq!((draw.notes.as_str(), draw.particulars.department.as_str()), ("For all", "Demo"));
    assert_eq!(only_line(draw).seats, Seats::Counted(12));
    assert!(draw.particulars.products.contains("Draw 2"));
    assert_eq!((plan.preview.n_keys, draw.extra.len()), (1, 0), "{:?}", draw.extra);
}

#[test]
fn service_now_has_unit_costs_with_their_currency_and_rights_without_a_name() {
    let plan = planned(
        "Publisher,Product,Version,Edition,Platform,Language,Install condition name,\
         Publisher Part Number,Purchased rights,License metric,Unit cost,Start date,End date,\
         Contract number\n\
         Acme,Draw,2024,Pro,Windows,English,,PPN-1,10,Per user,EUR;200,2025-01-01,2025-12-31,C-1\n\
         Acme,Paint,3,,,,,PPN-2,unlimited,Per core,USD;1234.50,2025-01-01,,C-2\n\
         Acme,,3,,,,,PPN-3,5,Per device,USD;1,2025-01-01,,C-3\n\
         Acme,Write,,,,,,PPN-4,5,Per moon,CHF;7,2025-01-01,N/A,C-3\n",
    );
    assert_eq!(plan.preview.layout, Layout::ServiceNow);
    assert_eq!(problems(&plan.preview), ["5 License metric: Per moon NotAChoice"]);
    assert_eq!(left_out(&plan.preview), [(4, "", ProblemKind::Missing)]);
    let draw = named(&plan, "Draw");
    assert_eq!(only_line(draw).total().unwrap().minor, 200_000);
    assert_eq!(only_line(draw).amount.unwrap().currency, Currency::EUR);
    assert_eq!((draw.particulars.edition.as_str(), draw.particulars.metric), ("Pro", Metric::User));
    let detail = |heading: &str| draw.extra.get(heading).map(String::as_str);
    assert_eq!(detail("Publisher Part Number"), Some("PPN-1"));
    assert_eq!((detail("Contract number"), plan.preview.n_keys), (Some("C-1"), 0));
    let paint = named(&plan, "Paint");
    assert_eq!(only_line(paint).amount.unwrap().minor, 123_450);
    assert_eq!(
        (only_line(paint).seats, paint.particulars.metric),
        (Seats::Unlimited, Metric::Core)
    );
    assert_eq!(last_day(named(&plan, "Write")), None);
}
