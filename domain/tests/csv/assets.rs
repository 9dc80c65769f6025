//! Licenses that machines hold: found by what the file calls them, made where nobody knows them, and
//! the same ones after a round trip.

use domain::asset::Asset;
use domain::assignment::Holder;
use domain::csv::{Layout, Meaning, Plan, read, read_sheet, write_licenses};
use domain::csv::{Records, SheetFacts, SheetRow};
use domain::id::{AssetId, LicenseId};
use domain::problem::Field;
use domain::purchase::Seats;
use domain::quantity::Quantity;
use domain::usage;
use domain::workspace::Workspace;
use uuid::Uuid;

use crate::roster::{counts, imported, told};
use crate::support::*;

fn asset(n: u128, tag: &str, name: &str, serial: &str) -> Asset {
    let (name, serial) = (name.to_owned(), serial.to_owned());
    Asset { name, serial, ..Asset::new(AssetId(Uuid::from_u128(n)), tag) }
}

fn with(assets: impl IntoIterator<Item = Asset>) -> Workspace {
    let assets = assets.into_iter().map(|asset| (asset.id, asset)).collect();
    Workspace { assets, ..Workspace::default() }
}

fn held_by(plan: &Plan) -> Vec<Holder> {
    plan.import.assignments.iter().map(|seat| seat.holder.clone()).collect()
}

fn tags(plan: &Plan) -> Vec<&str> {
    plan.import.assets.iter().map(|asset| asset.tag.as_str()).collect()
}

#[test]
fn a_machine_nobody_knows_is_added_once_and_holds_one_seat_of_each_license() {
    let plan = planned(
        "Name,Seats,Assigned to name,Assigned to asset\n\
         Figma,5,Kim Lee,\n\
         Figma,5,,LAP-7\n\
         Figma,5,,lap-7 \n\
         Draw,1,,LAP-7\n\
         Draw,1,,\n",
    );
    assert_eq!(plan.preview.layout, Layout::Template);
    assert_eq!(tags(&plan), ["LAP-7"]);
    assert_eq!((plan.preview.n_assets, plan.preview.n_users), (1, 1));
    assert_eq!((plan.preview.n_assignments, plan.preview.rows[0].n_holders), (3, 2));
    assert_eq!(problems(&plan.preview), Vec::<String>::new());
}

#[test]
fn a_machine_is_known_by_its_tag_before_its_serial_number_and_its_name() {
    let workspace = with([
        asset(1, "SRV-1", "build", "SN-1"),
        asset(2, "SRV-2", "SRV-1", "sn-9"),
        asset(3, "SRV-3", "Build  Server", ""),
    ]);
    let text = "Name,Asset Tag\nA,srv-1\nB,SN-9\nC,build server\nD,SRV-4\n";
    let plan = plan_into(&workspace, text.as_bytes(), domain::csv::Answers::default());
    let known = |n| Holder::Asset(AssetId(Uuid::from_u128(n)));
    assert_eq!(held_by(&plan)[..3], [known(1), known(2), known(3)]);
    assert_eq!(tags(&plan), ["SRV-4"]);
}

#[test]
fn snipe_it_and_glpi_name_the_machine_under_headings_of_their_own() {
    let plan = planned(
        "License Name,Serial/Product Key,Seats,Checked Out to: Email,Checked Out to: Asset Tag\n\
         Draw,AAAA-1111,2,kim@example.org,\n\
         Draw,AAAA-1111,2,,HA-100\n",
    );
    assert_eq!((plan.preview.layout, tags(&plan)), (Layout::SnipeIt, vec!["HA-100"]));
    assert_eq!((plan.preview.n_assignments, plan.preview.n_keys), (2, 1));

    let text = "Name;Number;Version in use;Computer - Name;Computer - Serial number;\
                Computer - Inventory number\r\n\
                Suite;5;;pc-17;SN-17-AAAA-BBBB;INV-17\r\n\
                Suite;5;;pc-18;SN-18-AAAA-BBBB;INV-18\r\n";
    let plan = planned(text);
    assert_eq!(plan.preview.layout, Layout::Glpi);
    assert_eq!(tags(&plan), ["INV-17", "INV-18"]);
    assert_eq!(plan.preview.n_keys, 0, "the serial number of a machine is no product key");
    let plan = planned("Name;Number;Version in use;Computer - Name\nSuite;5;;\"pc-17\npc-18\"\n");
    assert_eq!(tags(&plan), ["pc-17", "pc-18"]);
}

#[test]
fn a_row_that_names_a_person_and_a_machine_gives_one_seat_and_says_so() {
    let plan = planned("Name,Assigned to name,Assigned to asset\nFigma,Kim Lee,LAP-7\n");
    assert_eq!(holders(&plan, "Figma"), ["Kim Lee"]);
    assert!(plan.import.assets.is_empty());
    assert_eq!(problems(&plan.preview), ["2 Assigned to asset: LAP-7 HeldByPerson"]);
}

#[test]
fn a_tag_that_is_too_long_is_told_and_the_license_goes_in() {
    let plan = planned(format!("Name,Assigned to asset\nFigma,{}\n", "T".repeat(256)));
    assert!(plan.import.assets.is_empty() && plan.import.licenses.len() == 1);
    assert_eq!((plan.preview.n_problems, plan.preview.n_rejected), (1, 0));
}

#[test]
fn an_export_names_machines_and_finds_them_again() {
    let mut workspace = with([
        asset(1, "SRV-1", "build", "SN-1"),
        asset(2, "", "lobby", "SN-2"),
        asset(3, "", "kiosk", ""),
        asset(4, "", "kiosk", ""),
    ]);
    import_into(
        &mut workspace,
        "Name,Seats,Assigned to name,Assigned to asset\n\
         Figma,9,Kim Lee,\nFigma,9,,SRV-1\nFigma,9,,lobby\nFigma,9,,kiosk\nFigma,9,,LAP-7\n",
    );
    // The second of one name, so that the name alone does not tell it.
    let seats: Vec<_> = workspace.assignments.values().cloned().collect();
    let kiosk = seats
        .into_iter()
        .find(|seat| seat.holder == Holder::Asset(AssetId(Uuid::from_u128(3))))
        .unwrap();
    let second = Holder::Asset(AssetId(Uuid::from_u128(4)));
    let moved = domain::assignment::Assignment { holder: second, ..kiosk };
    workspace.assignments.insert(moved.id, moved);

    let ids: Vec<LicenseId> = workspace.licenses.keys().copied().collect();
    let text = String::from_utf8(write_licenses(&workspace, &ids, today(), 30)).unwrap();
    let named: Vec<&str> =
        text.lines().skip(1).filter_map(|line| line.rsplit(',').nth(1)).collect();
    assert_eq!(named.iter().filter(|tag| !tag.is_empty()).count(), 4, "{text}");
    for tag in ["SRV-1", "SN-2", "kiosk", "LAP-7"] {
        assert!(named.contains(&tag), "{text}");
    }
    let before = workspace.clone();
    let again = import_into(&mut workspace, &text);
    assert_eq!((again.n_changed, again.n_unchanged, again.n_assets), (0, 1, 0));
    assert_eq!(workspace, before);

    // As a workbook, and into an empty workspace.
    let records = Records::all(&workspace, &ids, today(), 30);
    let headings = records.headings.iter().map(|(heading, _)| heading.clone()).collect();
    let cells = std::iter::once(headings).chain(records.rows);
    let rows = (1..).zip(cells).map(|(number, cells): (u32, Vec<String>)| {
        let cells = (0..).zip(cells).filter(|(_, text)| !text.is_empty()).collect();
        SheetRow { number, cells }
    });
    let facts = SheetFacts { name: "Licenses".to_owned(), n_sheets: 1, n_errors: 0 };
    let table = read_sheet(rows.collect(), facts).unwrap();
    let plan = plan_table(&Workspace::default(), &table, domain::csv::Answers::default());
    assert_eq!((plan.preview.n_users, plan.preview.n_assets), (1, 4));
}

#[test]
fn a_machine_added_to_a_license_that_is_here_is_a_change_that_tells_its_name() {
    let mut workspace = Workspace::default();
    import_into(&mut workspace, "Name,Assigned to asset\nFigma,LAP-1\n");
    let ids: Vec<LicenseId> = workspace.licenses.keys().copied().collect();
    let text = String::from_utf8(write_licenses(&workspace, &ids, today(), 30)).unwrap();
    let preview = import_into(&mut workspace, text.replace("LAP-1", "LAP-2"));
    assert_eq!((preview.n_changed, preview.n_assets, preview.n_assignments), (1, 1, 1));
    let told = format!("{:?}", preview.rows[0].differences);
    assert!(told.contains("LAP-2"), "{told}");
}

#[test]
fn a_column_can_be_said_to_name_machines() {
    let mut table = read(b"Name,Runs on\nFigma,LAP-1\n").unwrap();
    table.use_columns(&[Meaning::Field(Field::Name), Meaning::Field(Field::HolderAsset)]);
    let plan = plan_table(&Workspace::default(), &table, domain::csv::Answers::default());
    assert_eq!(tags(&plan), ["LAP-1"]);
}

#[test]
fn the_sample_has_people_and_machines_that_hold_licenses_and_one_license_too_few() {
    // Which days its numbers stand for does not matter here.
    let dated = |text: &str, date| {
        let parts = text.split(['{', '}']).enumerate();
        parts.map(|(n, part)| if n % 2 == 0 { part } else { date }).collect::<String>()
    };
    let mut workspace = Workspace::default();
    let licenses = dated(include_str!("../../../public/sample.csv"), "2027-06-30");
    let preview = import_into(&mut workspace, licenses);
    assert_eq!((preview.n_licenses, preview.n_assets), (60, 22));
    assert_eq!((preview.n_rejected, problems(&preview)), (0, Vec::new()));
    let assets = dated(include_str!("../../../public/sample-assets.csv"), "2026-11-04");
    let plan = imported(&mut workspace, &assets);
    assert_eq!((counts(&plan), told(&plan)), ([0, 22, 0, 0], Vec::new()));
    let users = dated(include_str!("../../../public/sample-users.csv"), "2026-11-04");
    let plan = imported(&mut workspace, &users);
    assert_eq!((counts(&plan), told(&plan)), ([0, 26, 0, 0], Vec::new()));
    let last_used = dated(include_str!("../../../public/sample-last-used.csv"), "2026-11-04");
    let plan = imported(&mut workspace, &last_used);
    assert_eq!((counts(&plan), told(&plan)), ([0, 67, 0, 0], Vec::new()));
    let oracle = workspace.licenses.values().find(|l| l.name == "Oracle Database SE2").unwrap();
    assert_eq!(only_line(oracle).seats, Seats::Counted(2));
    assert_eq!(usage::used(oracle, &workspace), Quantity::whole(3));
    let hosts = workspace.licenses.values().find(|l| l.name == "VMware vSphere Standard").unwrap();
    assert_eq!(usage::used(hosts, &workspace), Quantity::whole(96), "by the cores of its hosts");
}

#[test]
fn a_license_that_refuses_to_be_over_used_takes_no_more_holders_from_a_file() {
    // What a file brings is as it is there.
    let brought = "Name,Seats,Over-use,Assigned to email\n\
                   Figma,2,Block,a@x.org\nFigma,2,Block,b@x.org\nFigma,2,Block,c@x.org\n\
                   Draw,2,Block,a@x.org\n";
    let mut workspace = Workspace::default();
    let preview = import_into(&mut workspace, brought);
    assert_eq!((preview.n_assignments, problems(&preview)), (4, Vec::new()));
    // What is here takes what it has room for.
    let ids: Vec<_> = workspace.licenses.values().map(|l| (l.name.clone(), l.id)).collect();
    let mut more = "ID,Name,Assigned to email\n".to_owned();
    for (name, id) in &ids {
        for holder in ["d@x.org", "e@x.org"] {
            more.extend([&id.to_string(), ",", name, ",", holder, "\n"]);
        }
    }
    let again = import_into(&mut workspace, more);
    assert_eq!(again.n_assignments, 1);
    assert_eq!(problems(&again).len(), 3, "{:?}", problems(&again));
    let used = |name: &str| {
        let license = workspace.licenses.values().find(|license| license.name == name).unwrap();
        usage::used(license, &workspace)
    };
    assert_eq!((used("Figma"), used("Draw")), (Quantity::whole(3), Quantity::whole(2)));
}
