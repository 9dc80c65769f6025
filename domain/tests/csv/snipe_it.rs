//! The exports of Snipe-IT, each with what it has beside the licenses. Its import file is the
//! fixture of the other tests.

use std::fmt::Write as _;

use domain::csv::{Answers, Layout, Mode, Plan};
use domain::problem::{NoLicense, ProblemKind};
use domain::purchase::Seats;
use domain::workspace::Workspace;

use crate::support::*;

/// What the server writes under "Export", its headings again every 500 rows.
const SERVER_HEADINGS: &str = "id,Company,Name,Serial Number,Purchase Date,Purchase Cost,\
    Order Number,Licenses available,Seats,Created By,Depreciation,Updated at,Deleted at,Email,\
    Fully Depreciated,Supplier,Expiration Date,Purchase Order Number,Termination Date,Maintained,\
    Manufacturer,Category,Min. QTY,Reassignable,Notes,Created At";

fn server_export() -> String {
    let mut text = format!(
        "{SERVER_HEADINGS}\n\
         7,Harbor,Draw,AAAA-1111-BBBB,2024-03-01 00:00:00,\"1,200.00\",O-7,3,25,Kim Lee,Three years,\
         2026-01-05 09:12:44,,,No,Softmarkt,2027-02-28 00:00:00,PO-7,2027-06-30 00:00:00,Yes,Acme,\
         Design,2,No,\"two\nlines\",2024-03-01 10:00:00\n\
         8,Harbor,Paint,------------,2024-03-02 00:00:00,,,5,5,Kim Lee,,2026-01-05 09:12:44,,,No,,,,,\
         No,Acme,Design,0,Yes,,2024-03-02 10:00:00\n\
         9,Harbor,Gone,CCCC-2222-DDDD,2023-01-01 00:00:00,10.00,,1,1,Kim Lee,,2025-01-05 09:12:44,\
         2025-06-01 08:00:00,,No,,2099-01-01 00:00:00,,,No,Acme,Design,,Yes,,2023-01-01 10:00:00\n"
    );
    for n in 10..1_010 {
        if n % 500 == 0 {
            text += SERVER_HEADINGS;
            text += "\n";
        }
        writeln!(text, "{n},,Tool {n},,,,,1,1,,,,,,No,,,,,No,,,,Yes,,").unwrap();
    }
    text
}

/// What is to be true of both ways to export.
fn check_draw(plan: &Plan) {
    let draw = named(plan, "Draw");
    let line = only_line(draw);
    assert_eq!((line.seats, line.amount.unwrap().minor), (Seats::Counted(25), 120_000));
    assert_eq!(
        (line.purchased_on, last_day(draw)),
        (Some(day("2024-03-01")), Some(day("2027-02-28")))
    );
    assert_eq!((line.purchase_order.as_str(), line.order_number.as_str()), ("PO-7", "O-7"));
    assert_eq!(draw.particulars.terminated_on, Some(day("2027-06-30")));
    assert_eq!((draw.particulars.min_free, draw.reassignable), (Some(2), false));
    let kept: Vec<&str> = draw.extra.keys().map(String::as_str).collect();
    assert_eq!(kept, ["Company", "Depreciation", "Maintained"], "counts and moments grow stale");
    let paint = named(plan, "Paint");
    assert_eq!((last_day(paint), paint.particulars.min_free), (None, None));
    assert!(paint.keys.is_empty(), "dashes are what a person sees who may not see the key");
    let keys: Vec<&str> = plan.keys.iter().map(|(_, _, key)| key.as_str()).collect();
    assert_eq!(keys, ["AAAA-1111-BBBB"]);
}

#[test]
fn the_export_of_the_server_repeats_its_headings_and_has_deleted_licenses() {
    let plan = planned(server_export());
    let preview = &plan.preview;
    assert_eq!((preview.layout, preview.repeated_headings), (Layout::SnipeIt, 2));
    assert_eq!((preview.n_rows, preview.n_licenses), (1_003, 1_002));
    assert_eq!(problems(preview), Vec::<String>::new());
    let deleted = ProblemKind::NoLicense(NoLicense::Deleted);
    // Its notes have a line break, so the rows are a line further down.
    assert_eq!(left_out(preview), [(5, "Gone", deleted)]);
    assert_eq!((preview.n_users, preview.n_assignments), (0, 0), "who made an entry holds no seat");
    check_draw(&plan);
    assert_eq!(named(&plan, "Draw").notes, "two\nlines");
}

#[test]
fn a_deleted_license_of_the_file_does_not_stand_in_the_way_of_one_that_is_here() {
    let text = "id,Name,Manufacturer,Licenses available,Seats,Deleted at\n\
                1,Draw,Acme,1,10,2025-06-01 08:00:00\n\
                2,Draw,Acme,1,25,\n";
    let mut workspace = Workspace::default();
    import_into(&mut workspace, "Name,Vendor,Seats\nDraw,Acme,10\n");
    let answers = Answers { mode: Some(Mode::Update), ..Answers::default() };
    let preview = plan_into(&workspace, text.as_bytes(), answers).preview;
    assert_eq!((preview.n_changed, preview.n_licenses, preview.n_rejected), (1, 0, 1));
}

/// What the browser writes of the table on the page: the columns that are shown.
const TABLE: [&[&str]; 3] = [
    &[
        "ID",
        "Company",
        "Name",
        "Product Key",
        "Expiration Date",
        "Licensed to Email",
        "Licensed to Name",
        "Category",
        "Supplier",
        "Manufacturer",
        "Min QTY",
        "Total",
        "Avail",
        "Purchase Date",
        "Termination Date",
        "Depreciation",
        "Maintained",
        "Reassignable",
        "Purchase Cost",
        "Purchase Order Number",
        "Order Number",
        "Created By",
        "Created At",
        "Updated at",
        "Notes",
        "Checkin/Checkout",
        "Actions",
    ],
    &[
        "7",
        "Harbor",
        "Draw",
        "AAAA-1111-BBBB",
        "2027-02-28",
        "it@harbor.example",
        "Harbor Ltd",
        "Design",
        "Softmarkt",
        "Acme",
        "2",
        "25",
        "3",
        "2024-03-01",
        "2027-06-30",
        "Three years",
        "Yes",
        "No",
        "1,200.00",
        "PO-7",
        "O-7",
        "Kim Lee",
        "2024-03-01 10:00 AM",
        "2026-01-05 9:12 AM",
        "two lines",
        "Checkout",
        "edit",
    ],
    &[
        "8",
        "Harbor",
        "Paint",
        "------------",
        "",
        "",
        "",
        "Design",
        "",
        "Acme",
        "0",
        "5",
        "5",
        "2024-03-02",
        "",
        "",
        "",
        "Yes",
        "",
        "",
        "",
        "Kim Lee",
        "2024-03-02 10:00 AM",
        "2026-01-05 9:12 AM",
        "",
        "Checkout",
        "edit",
    ],
];

#[test]
fn the_export_of_the_table_calls_seats_a_total_and_has_columns_of_buttons() {
    let quoted = |cells: &&[&str]| {
        cells.iter().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(",")
    };
    let plan = planned(TABLE.iter().map(quoted).collect::<Vec<_>>().join("\r\n"));
    check_table(&plan);
}

#[test]
fn the_export_of_the_table_as_a_workbook_is_the_same() {
    let plan = plan_table(&Workspace::default(), &sheet("licenses", &TABLE), Answers::default());
    check_table(&plan);
}

fn check_table(plan: &Plan) {
    assert_eq!((plan.preview.layout, plan.preview.n_licenses), (Layout::SnipeIt, 2));
    assert_eq!(problems(&plan.preview), Vec::<String>::new());
    assert_eq!((plan.preview.n_users, plan.preview.n_rejected), (0, 0));
    check_draw(plan);
    let draw = named(plan, "Draw");
    let licensed_to = (draw.licensed_to_name.as_str(), draw.licensed_to_email.as_str());
    assert_eq!(licensed_to, ("Harbor Ltd", "it@harbor.example"));
}

#[test]
fn the_table_writes_dates_as_the_settings_of_snipe_it_say() {
    let rows = TABLE.map(|cells| {
        let cell = |cell: &&str| match *cell {
            "2024-03-01" => "Mar 1, 2024".to_owned(),
            "2027-02-28" => "28-Feb-2027".to_owned(),
            "2027-06-30" => "30 June 2027".to_owned(),
            other => other.to_owned(),
        };
        cells.iter().map(cell).collect::<Vec<_>>()
    });
    let rows: Vec<Vec<&str>> =
        rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let plan = plan_table(&Workspace::default(), &sheet("licenses", &rows), Answers::default());
    check_table(&plan);
}
