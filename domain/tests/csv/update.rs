//! Licenses that are here: which row means which, what it changes, and that nothing else does.

use std::collections::BTreeSet;

use domain::command::{Command, Import, apply};
use domain::coverage::Coverage;
use domain::csv::{Answers, Mode, Plan, ReadAs, Verdict, write_licenses};
use domain::difference::{Difference, Said};
use domain::id::{CoverageId, LicenseId, PurchaseId};
use domain::license::License;
use domain::money::Money;
use domain::problem::{Field, ProblemKind};
use domain::purchase::{PriceBasis, Seats};
use domain::term::{Span, Term};
use domain::undo::{inverse, of_import};
use domain::workspace::Workspace;
use proptest::prelude::*;
use uuid::Uuid;

use crate::export::any_workspace;
use crate::support::*;

const UPDATE: Answers = Answers {
    date_order: None,
    decimal: None,
    cost_basis: PriceBasis::Total,
    keep_unknown: true,
    mode: Some(Mode::Update),
    read_as: ReadAs { layout: None, encoding: None, delimiter: None },
};

pub(crate) fn updating(workspace: &Workspace, text: impl AsRef<str>) -> Plan {
    plan_into(workspace, text.as_ref().as_bytes(), UPDATE)
}

pub(crate) fn holding(text: &str) -> Workspace {
    let mut workspace = Workspace::default();
    import_into(&mut workspace, text);
    workspace
}

pub(crate) fn exported(workspace: &Workspace) -> String {
    let ids: Vec<LicenseId> = workspace.licenses.keys().copied().collect();
    String::from_utf8(write_licenses(workspace, &ids, today(), 30)).unwrap()
}

pub(crate) fn carried_out(workspace: &Workspace, import: Import) -> Workspace {
    let mut after = workspace.clone();
    apply(&mut after, &Command::ImportLicenses(Box::new(import))).unwrap();
    after
}

/// `n_new n_changed n_unchanged n_rejected`
pub(crate) fn counts(plan: &Plan) -> [u32; 4] {
    let preview = &plan.preview;
    [preview.n_licenses, preview.n_changed, preview.n_unchanged, preview.n_rejected]
}

pub(crate) fn changes(plan: &Plan) -> Vec<(Field, Said, Said)> {
    let rows = plan.preview.rows.iter();
    let said = |d: &Difference| (d.field, d.before.clone(), d.after.clone());
    rows.flat_map(|row| row.differences.iter().map(said)).collect()
}

pub(crate) fn edited(plan: &Plan) -> &License {
    assert_eq!(plan.import.edits.len(), 1, "{plan:?}");
    &plan.import.edits.first().unwrap().after
}

const THREE: &str = "Name,Vendor,Purchase date,Expiration date,Seats,Cost,Currency,Order number\n\
                     Figma,Figma Inc,2026-01-01,2026-12-31,10,100.00,EUR,A-1\n\
                     Sketch,Sketch BV,2026-01-01,2026-12-31,5,50.00,EUR,A-2\n\
                     Krita,,2026-01-01,,1,,,\n";

#[test]
fn two_cells_of_an_export_change_two_licenses_and_nothing_else() {
    let workspace = holding(THREE);
    let text = exported(&workspace).replace(",10,100", ",12,100").replace("A-2", "B-2");
    let plan = plan_into(&workspace, text.as_bytes(), Answers::default());
    assert_eq!(plan.preview.mode, Mode::Update, "our numbers are in it");
    assert_eq!(counts(&plan), [0, 2, 1, 0]);
    let text = |text: &str| Said::Text(text.to_owned());
    assert_eq!(
        changes(&plan),
        [
            (Field::Seats, Said::Seats(Seats::Counted(10)), Said::Seats(Seats::Counted(12))),
            (Field::OrderNumber, text("A-2"), text("B-2")),
        ]
    );
    assert_eq!(problems(&plan.preview), Vec::<String>::new());
    let after = carried_out(&workspace, plan.import);
    assert_eq!((after.licenses.len(), after.users.len()), (3, 0));
    let figma = after.licenses.values().find(|l| l.name == "Figma").unwrap();
    assert_eq!(only_line(figma).seats, Seats::Counted(12));
}

#[test]
fn a_file_with_our_numbers_and_a_few_columns_is_enough() {
    let workspace = holding(THREE);
    let id = workspace.licenses.values().find(|l| l.name == "Figma").unwrap().id;
    let text = format!("ID,Name,Seats\n{id},Figma Pro,20\n");
    let plan = plan_into(&workspace, text.as_bytes(), Answers::default());
    let license = edited(&plan);
    assert_eq!(
        (license.name.as_str(), only_line(license).seats),
        ("Figma Pro", Seats::Counted(20))
    );
    assert_eq!(license.vendor_id, workspace.licenses[&id].vendor_id);
    assert_eq!(only_line(license).amount.unwrap().minor, 10_000);
}

#[test]
fn an_empty_cell_clears_its_field_only_in_a_row_with_our_number() {
    let workspace = holding(THREE);
    let id = workspace.licenses.values().find(|l| l.name == "Figma").unwrap().id;
    let cleared = updating(&workspace, format!("ID,Name,Order number,Cost\n{id},Figma,,\n"));
    let line = only_line(edited(&cleared));
    assert_eq!((line.order_number.as_str(), line.amount), ("", None));
    let kept = updating(&workspace, "Name,Vendor,Order number,Cost\nFIGMA,figma inc,,\n");
    assert_eq!(counts(&kept), [0, 0, 1, 0]);
}

#[test]
fn a_cell_that_is_not_understood_changes_nothing_and_says_so() {
    let workspace = holding(THREE);
    let plan = updating(
        &workspace,
        "Name,Vendor,Seats,Expiration date\nFigma,Figma Inc,many,2027-12-31\n",
    );
    assert_eq!(problems(&plan.preview), ["2 Seats: many NotACount"]);
    let license = edited(&plan);
    assert_eq!(only_line(license).seats, Seats::Counted(10));
    assert_eq!(last_day(license), Some(day("2027-12-31")));
}

#[test]
fn a_row_without_our_number_is_found_by_name_and_vendor_then_by_end_order_and_start() {
    let twice = "Name,Vendor,Start date,Expiration date,Seats,Order number,Serial\n\
                 Figma,F,2026-01-01,2026-12-31,1,A-1,\n\
                 Figma,F,2025-01-01,2025-12-31,2,A-2,\n\
                 Figma,G,2025-01-01,2025-12-31,3,A-3,\n\
                 Figma,G,2025-06-01,2025-12-31,4,A-4,G-KEY-1111-2222\n";
    for (row, expected) in [
        // By its end, its order, its start, its key.
        ("Figma,F,,2026-12-31,9,,", Ok(1)),
        ("Figma,F,,,9,A-2,", Ok(2)),
        ("figma,f,2025-01-01,,9,,", Ok(2)),
        ("Figma,G,,,9,,G-KEY-1111-2222", Err(ProblemKind::UnclearLicense)),
        ("Figma,G,,2025-12-31,9,A-4,", Ok(4)),
        // Nothing tells the two apart.
        ("Figma,F,,,9,,", Err(ProblemKind::UnclearLicense)),
        // Another term of something that is here twice, another vendor, another key.
        ("Figma,F,,2027-12-31,9,,", Ok(0)),
        ("Figma,H,,2026-12-31,9,,", Ok(0)),
        ("Figma,G,2025-06-01,2025-12-31,9,A-4,G-KEY-1111-3333", Err(ProblemKind::UnclearLicense)),
    ] {
        let workspace = Workspace::default();
        let plan = plan_into(&workspace, twice.as_bytes(), UPDATE);
        let workspace = carried_out(&workspace, plan.import);
        let head = twice.lines().next().unwrap();
        let plan = updating(&workspace, format!("{head}\n{row}\n"));
        let found = match (plan.import.edits.as_slice(), plan.preview.rejected.as_slice()) {
            ([edit], []) => {
                let Seats::Counted(n) = only_line(&edit.before).seats else { panic!() };
                Ok(n)
            }
            ([], []) => Ok(0),
            (_, rejected) => Err(rejected[0].problem),
        };
        if row.ends_with("3333") {
            // The key rules one out; the other one is left, whose order differs.
            assert_eq!(found, Ok(3), "{row}");
            continue;
        }
        assert_eq!(found, expected, "{row}");
    }
}

#[test]
fn an_end_that_moved_is_a_change_where_there_is_only_one_of_the_name() {
    let workspace = holding(THREE);
    let head = "Name,Vendor,Expiration date\n";
    let one = updating(&workspace, format!("{head}Sketch,Sketch BV,2027-12-31\n"));
    assert_eq!(counts(&one), [0, 1, 0, 0]);
    let two = format!("{head}Sketch,Sketch BV,2027-12-31\nSketch,Sketch BV,2026-12-31\n");
    assert_eq!(counts(&updating(&workspace, two)), [1, 0, 1, 0]);
    let again = format!("{head}Sketch,Sketch BV,2026-12-31\nsketch,sketch bv,2026-12-31\n");
    assert_eq!(counts(&updating(&workspace, again)), [0, 0, 1, 0]);
}

#[test]
fn a_new_row_beside_our_numbers_is_new_even_if_it_has_the_same_name() {
    let workspace = holding(THREE);
    let text = exported(&workspace);
    let figma = text.lines().find(|line| line.starts_with("Figma")).unwrap();
    let without_id = figma.rsplit_once(',').unwrap().0;
    let plan = updating(&workspace, format!("{text}{without_id},\r\n"));
    assert_eq!(counts(&plan), [1, 0, 3, 0]);
}

#[test]
fn holders_of_the_file_are_added_and_none_is_taken_away() {
    let workspace = holding("Name,Full name,Email\nFigma,Ann Lee,ann@x.example\nFigma,Bo,\n");
    let same = updating(&workspace, exported(&workspace));
    assert_eq!((counts(&same), same.preview.n_assignments), ([0, 0, 1, 0], 0));
    assert_eq!(same.preview.rows[0].n_holders, 2);
    let plan = updating(&workspace, "Name,Full name\nFigma,Cy\nFigma,Bo\n");
    assert_eq!((counts(&plan), plan.preview.n_assignments), ([0, 1, 0, 0], 1));
    assert_eq!(changes(&plan), [(Field::HolderName, Said::Nothing, Said::Text("Cy".to_owned()))]);
    let edit = &plan.import.edits[0];
    assert_eq!(edit.before, edit.after);
    let undo = of_import(&plan.import, AT);
    let mut after = carried_out(&workspace, plan.import);
    assert_eq!(after.assignments.len(), 3);
    apply(&mut after, &undo).unwrap();
    assert_eq!(after.assignments, workspace.assignments);
}

#[test]
fn a_sorted_export_keeps_the_fullest_row_of_a_license_in_front() {
    let workspace = holding("Name,Seats,Full name\nFigma,10,Ann\nFigma,10,Bo\n");
    let text = exported(&workspace);
    let mut lines: Vec<&str> = text.lines().collect();
    lines.swap(1, 2);
    let plan = updating(&workspace, lines.join("\n"));
    assert_eq!(counts(&plan), [0, 0, 1, 0]);
}

#[test]
fn several_purchases_are_not_changed_through_their_sum() {
    let mut workspace = holding(THREE);
    let license = workspace.licenses.values_mut().find(|l| l.name == "Figma").unwrap();
    let line = only_line(license).clone();
    let more = PurchaseId(Uuid::from_u128(77));
    license.purchases.insert(more, domain::purchase::Purchase { id: more, ..line });
    let text = exported(&workspace);
    assert_eq!(counts(&updating(&workspace, &text)), [0, 0, 3, 0]);
    let plan = updating(&workspace, text.replace(",20,200.00,", ",25,200.00,"));
    assert_eq!(counts(&plan), [0, 0, 3, 0]);
    assert_eq!(problems(&plan.preview), ["2 Seats: 25 SeveralPurchases"]);
}

#[test]
fn an_old_file_speaks_of_an_old_term() {
    let mut workspace = holding("Name,Seats,Expiration date\nFigma,5,2025-12-31\n");
    let license = workspace.licenses.values_mut().next().unwrap();
    let id = domain::id::TermId(Uuid::from_u128(9_001));
    let span = Span { start_on: Some(day("2026-01-01")), last_day: Some(day("2026-12-31")) };
    license.terms.insert(id, Term { span, ..Term::new(id) });
    let text = "Name,Seats,Expiration date\nFigma,5,2025-12-31\n";
    assert_eq!(counts(&updating(&workspace, text)), [0, 0, 1, 0]);
    let plan = updating(&workspace, text.replace(",5,", ",6,"));
    let old = plan.import.edits.first().unwrap().before.purchases.keys().next().unwrap();
    let license = edited(&plan);
    assert_eq!(license.purchases.get(old).unwrap().seats, Seats::Counted(6));
    assert_eq!(license.terms.get(&id).unwrap().span, span);
}

#[test]
fn a_cost_without_a_currency_is_in_the_currency_of_the_license() {
    let workspace = holding(THREE);
    let plan = updating(&workspace, "Name,Vendor,Cost\nFigma,Figma Inc,120\n");
    let amount = Money { minor: 12_000, currency: domain::currency::Currency::EUR };
    assert_eq!(only_line(edited(&plan)).amount, Some(amount));
    let text = exported(&workspace).replacen(",EUR,", ",CHF,", 1);
    let plan = updating(&workspace, text);
    let amount = Money { minor: 10_000, currency: "CHF".parse().unwrap() };
    assert_eq!(only_line(edited(&plan)).amount, Some(amount));
}

#[test]
fn a_vendor_an_owner_and_a_key_of_the_file_are_found_or_added() {
    let workspace = holding(THREE);
    let text = "Name,Vendor,Supplier,Owner,Serial\nKrita,,figma inc,Ada,KR-1111-2222-3333\n";
    let plan = updating(&workspace, text);
    assert_eq!((plan.import.vendors.len(), plan.import.users.len()), (0, 1));
    let license = edited(&plan);
    assert_eq!(license.owner_id, Some(plan.import.users[0].id));
    assert!(license.supplier_id.is_some());
    assert_eq!((plan.keys.len(), license.keys.len()), (1, 1));
    assert_eq!((plan.keys[0].0, plan.keys[0].2.as_str()), (license.id, "KR-1111-2222-3333"));
    assert!(!format!("{plan:?}").contains("KR-1111"));
    let found = changes(&plan);
    assert!(found.contains(&(Field::Owner, Said::Nothing, Said::Text("Ada".to_owned()))));
    let workspace = carried_out(&workspace, plan.import);
    let again = updating(&workspace, text);
    assert_eq!(counts(&again), [0, 0, 1, 0], "the key is known by its end");
    assert_eq!(known_keys(&again), ["2 Serial: ••••3333 KeyEndsAlike"], "and that is said");
    assert_eq!(again.preview.n_problems, 0, "nothing is wrong with it");
}

fn known_keys(plan: &Plan) -> Vec<String> {
    let told = plan.preview.known_keys.iter();
    assert_eq!(told.len(), usize::try_from(plan.preview.n_known_keys).unwrap());
    told.map(|p| format!("{} {}: {} {:?}", p.line, p.column, p.text, p.kind)).collect()
}

#[test]
fn no_product_key_of_a_row_is_lost_without_a_word() {
    let head = "Name,Serial,Serial 2,Serial 3\n";
    // What is here, what the row says, what is added, and how many are told as known and unclear.
    for (here, row, added, n_known, n_unclear) in [
        // Two keys that end alike, two that show nothing, in one row.
        ("", "A-1111-2222-9999,B-1111-2222-9999,", 2, 0, 0),
        ("", "SHORT-1,SHORT-2,A-1111-2222-9999", 3, 0, 0),
        ("", "A-1111-2222-9999,A-1111-2222-9999,", 1, 0, 0),
        // A short key is another one than those that show an ending, and the other way round.
        ("A-1111-2222-9999", "SHORT-1,,", 1, 0, 0),
        ("SHORT-1", "A-1111-2222-9999,,", 1, 0, 0),
        ("SHORT-1", "SHORT-2,SHORT-1,A-1111-2222-9999", 1, 0, 2),
        ("A-1111-2222-9999", "B-1111-2222-9999,C-1111-2222-8888,", 1, 1, 0),
        ("A-1111-2222-9999", "A-1111-2222-9999,,", 0, 1, 0),
    ] {
        let workspace = holding(&format!("{head}Figma,{here},,\n"));
        let plan = updating(&workspace, format!("{head}Figma,{row}\n"));
        assert_eq!((plan.keys.len(), known_keys(&plan).len()), (added, n_known), "{here}: {row}");
        let told = problems(&plan.preview);
        assert_eq!(told.len(), n_unclear, "{here}: {row}: {told:?}");
        assert!(told.iter().all(|told| told.ends_with("•••• KeyShowsNothing")), "{told:?}");
        assert_eq!(plan.preview.n_keys, u32::try_from(added).unwrap());
    }
}

#[test]
fn tags_of_another_program_are_added_to_ours() {
    let mut workspace = holding("Name,Category\nFigma,Design\n");
    let license = workspace.licenses.values_mut().next().unwrap();
    license.particulars.tags.insert("q4".to_owned());
    let plan = updating(&workspace, "Name,Category\nFigma,\"Design, web\"\n");
    let tags: Vec<&str> = edited(&plan).particulars.tags.iter().map(String::as_str).collect();
    assert_eq!(tags, ["Design", "q4", "web"]);
}

#[test]
fn only_add_new_ones_leaves_the_rest_as_it_is() {
    let workspace = holding(THREE);
    let text = exported(&workspace).replace("Figma,", "Figma Pro,");
    let answers = Answers { mode: Some(Mode::AddOnly), ..UPDATE };
    let plan = plan_into(&workspace, text.as_bytes(), answers);
    assert_eq!(counts(&plan), [0, 0, 0, 0]);
    assert_eq!(plan.preview.already_here, 3);
    assert!(plan.preview.rows.iter().all(|row| row.verdict == Verdict::AlreadyHere));
    assert_eq!(plan.import, Import::default());
}

#[test]
fn ten_thousand_licenses_are_updated_and_the_preview_shows_some_of_each() {
    let mut text = "Name,Seats\n".to_owned();
    for n in 0..10_000 {
        text += &["License ", &n.to_string(), ",5\n"].concat();
    }
    let workspace = holding(&text);
    let plan = updating(&workspace, text.replace("9,5\n", "9,6\n"));
    assert_eq!(counts(&plan), [0, 1_000, 9_000, 0]);
    let changed = plan.preview.rows.iter().filter(|row| row.verdict == Verdict::Changed);
    assert_eq!((changed.count(), plan.preview.rows.len()), (1_000, 1_200));
}

/// Something a person does to an export in a spreadsheet.
fn edits() -> impl Strategy<Value = Vec<(usize, usize, String)>> {
    prop::collection::vec((1..8_usize, 0..43_usize, "[a-zA-Z0-9 .,/-]{0,10}"), 0..6)
}

proptest! {
    #[test]
    fn an_export_that_nobody_edited_changes_nothing(workspace in any_workspace()) {
        let plan = updating(&workspace, exported(&workspace));
        let n = u32::try_from(workspace.licenses.len()).unwrap();
        prop_assert_eq!(counts(&plan), [0, 0, n, 0], "{:?}", changes(&plan));
        prop_assert_eq!(&plan.import, &Import::default());
        prop_assert_eq!(plan.preview.n_problems, 0, "{:?}", problems(&plan.preview));
    }

    #[test]
    fn an_edited_export_is_one_act_that_can_be_taken_back(
        workspace in any_workspace(),
        edits in edits(),
    ) {
        let table = exported(&workspace);
        let mut rows: Vec<Vec<String>> = csv_rows(&table);
        // More seats of a price per seat make the cost of the file an old one.
        let keeps_seats = edits.iter().all(|(_, column, _)| *column != 7);
        for (row, column, text) in edits {
            // The number stays, or it would be another license.
            if column != 42 && let Some(cell) = rows.get_mut(row).and_then(|r| r.get_mut(column)) {
                *cell = text;
            }
        }
        let text = csv_text(&rows);
        let plan = updating(&workspace, &text);
        let import = plan.import.clone();
        let touched: BTreeSet<LicenseId> =
            import.edits.iter().map(|edit| edit.after.id).collect();
        let after = carried_out(&workspace, import.clone());
        for (id, license) in &workspace.licenses {
            prop_assert!(touched.contains(id) || after.licenses.get(id) == Some(license));
        }
        let again = updating(&after, &text);
        prop_assert!(!keeps_seats || again.preview.n_changed == 0, "{:?}", changes(&again));
        let undo = of_import(&import, AT);
        let redo = inverse(&after, &undo, AT).unwrap();
        let mut back = after.clone();
        apply(&mut back, &undo).unwrap();
        let present: Vec<&License> = back.present_licenses().collect();
        prop_assert_eq!(present, workspace.licenses.values().collect::<Vec<_>>());
        if !import.edits.is_empty() {
            let is_old = |seat: &&domain::assignment::Assignment| {
                workspace.licenses.contains_key(&seat.license_id)
            };
            let seats: Vec<_> = back.assignments.values().filter(is_old).collect();
            prop_assert_eq!(seats, workspace.assignments.values().collect::<Vec<_>>());
        }
        apply(&mut back, &redo).unwrap();
        prop_assert_eq!(back, after);
    }
}

fn csv_rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let records = reader.records().map(|record| record.unwrap());
    records.map(|record| record.iter().map(str::to_owned).collect()).collect()
}

fn csv_text(rows: &[Vec<String>]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

#[test]
fn the_end_of_support_that_periods_tell_survives_a_round_trip_as_theirs() {
    let mut workspace = holding("Name,Vendor,Seats\nSolid,Acme,1\n");
    let license = workspace.licenses.values_mut().next().unwrap();
    let id = CoverageId(Uuid::from_u128(1));
    let span = Span { start_on: Some(day("2026-01-01")), last_day: Some(day("2026-12-31")) };
    license.coverages.insert(id, Coverage { span, ..Coverage::new(id) });
    let text = exported(&workspace);
    assert!(text.contains("2026-12-31"));
    assert_eq!(counts(&plan_into(&workspace, text.as_bytes(), Answers::default())), [0, 0, 1, 0]);
    let plan = updating(&workspace, "Name,Vendor,Support expiration\nSolid,Acme,2026-12-31\n");
    assert_eq!(counts(&plan), [0, 0, 1, 0]);
    let plan = updating(&workspace, "Name,Vendor,Support expiration\nSolid,Acme,2027-06-30\n");
    assert_eq!(edited(&plan).support_ends_on(), Some(day("2027-06-30")));
}
