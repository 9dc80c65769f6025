//! Lists of assets.

use domain::asset::{Asset, AssetStatus};
use domain::csv::roster::{Choices, Kind, assets};
use domain::id::AssetId;
use domain::workspace::Workspace;

use super::*;

const SNIPE_IT: &str = "Full Name,Email,Username,Item Name,Category,Model name,Manufacturer,\
    Serial number,Asset Tag,Location,Notes,Purchase Date,Purchase Cost,Status\n\
    Kim Lee,kim@harbor.example,klee,,Laptops,Slate 14,Acme,SN-1,LAP-1,Berlin,dented,2024-13-01,12,Ready to Deploy\n\
    ,,,Build server,Servers,Rack 2,Acme,To be filled by O.E.M.,SRV-1,,,,,Deployed\n\
    ,,,,Servers,Rack 2,Acme,To be filled by O.E.M.,SRV-2,,,,,Archived\n";

fn known() -> Workspace {
    let mut workspace = Workspace::default();
    imported(&mut workspace, "Name,Email,Username\nKim Lee,kim@harbor.example,klee\n");
    workspace
}

fn tagged<'w>(workspace: &'w Workspace, tag: &str) -> &'w Asset {
    workspace.assets.values().find(|asset| asset.tag == tag).unwrap()
}

#[test]
fn a_snipe_it_list_becomes_machines_in_the_hands_of_people() {
    let mut workspace = known();
    let plan = imported(&mut workspace, SNIPE_IT);
    assert_eq!((plan.preview.kind, counts(&plan)), (Kind::Assets, [3, 0, 0, 0]));
    assert_eq!(told(&plan), Vec::<String>::new(), "when it was bought is of no interest");
    let laptop = tagged(&workspace, "LAP-1");
    assert_eq!((laptop.serial.as_str(), laptop.category.as_str()), ("SN-1", "Laptops"));
    assert_eq!((laptop.name.as_str(), laptop.location.as_str()), ("Slate 14", "Berlin"));
    assert_eq!(workspace.user_name(laptop.holder_id), "Kim Lee");
    assert_eq!(laptop.status, AssetStatus::Assigned, "it is in her hands");
    assert_eq!(tagged(&workspace, "SRV-1").name, "Build server");
    assert_eq!(tagged(&workspace, "SRV-2").status, AssetStatus::Retired);
    let again = imported(&mut workspace, SNIPE_IT);
    assert_eq!(counts(&again), [0, 0, 3, 0]);
}

#[test]
fn a_machine_is_known_by_our_number_its_tag_or_its_serial_number() {
    let mut workspace = known();
    imported(&mut workspace, SNIPE_IT);
    let id = tagged(&workspace, "SRV-2").id;
    let text = format!(
        "ID,Asset tag,Serial,Cores,Retired on\n{id},SRV-02,,,2026-01-31\n,srv-1,,16,\n,LAP-01,sn-1,,\n"
    );
    let plan = imported(&mut workspace, &text);
    assert_eq!((counts(&plan), told(&plan)), ([0, 3, 0, 0], Vec::new()));
    assert_eq!(workspace.assets.len(), 3);
    assert_eq!(tagged(&workspace, "SRV-02").retired_on, Some(day("2026-01-31")));
    assert_eq!(tagged(&workspace, "SRV-1").cores, Some(16));
    assert_eq!(tagged(&workspace, "LAP-01").serial, "SN-1");
}

#[test]
fn bad_cells_are_told_and_two_rows_of_one_machine_count_once() {
    let text = "Asset tag,Name,Serial,Status,Assigned to,Cores\n\
        A-1,,,lent,Nobody Here,many\n\
        a-1,,,,,\n\
        ,,,Available,,4\n\
        A-2,,,,klee,\n";
    let plan = planned_into(&known(), text);
    assert_eq!(counts(&plan), [2, 0, 0, 2]);
    assert_eq!(
        told(&plan),
        [
            "2 Cores: many NotACount",
            "2 Status: lent NotAChoice",
            "2 Assigned to: Nobody Here NoSuchPerson",
            "3 :  Repeated(2)",
            "4 :  NothingToTellBy",
        ]
    );
    assert_eq!((plan.preview.n_unknown, plan.preview.n_people), (1, 0));
    let choices = Choices { create_unknown: true, ..Choices::default() };
    let mut workspace = known();
    let plan = planned_with(&workspace, text, &choices);
    assert_eq!(plan.preview.n_people, 1);
    record(&mut workspace, &plan);
    assert_eq!(workspace.user_name(tagged(&workspace, "A-1").holder_id), "Nobody Here");
}

#[test]
fn a_machine_that_a_license_file_called_by_its_name_is_completed() {
    let mut workspace = Workspace::default();
    import_into(&mut workspace, "Name,Assigned to asset\nFigma,pc-17\n");
    let plan =
        imported(&mut workspace, "Name,Serial number,Inventory number\nPC-17,SN-17,INV-17\n");
    assert_eq!((counts(&plan), workspace.assets.len()), ([0, 1, 0, 0], 1));
    let asset = workspace.assets.values().next().unwrap();
    assert_eq!((asset.tag.as_str(), asset.name.as_str()), ("INV-17", "PC-17"));
}

#[test]
fn our_own_list_is_the_same_after_a_round_trip() {
    let mut workspace = known();
    imported(&mut workspace, SNIPE_IT);
    let ids: Vec<AssetId> = workspace.assets.keys().copied().collect();
    let text = String::from_utf8(assets(&workspace, &ids).to_csv()).unwrap();
    let again = planned_into(&workspace, &text);
    assert_eq!((counts(&again), told(&again)), ([0, 0, 3, 0], Vec::new()));
}
