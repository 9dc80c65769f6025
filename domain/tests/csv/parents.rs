//! Licenses that rows name as the one theirs is a part of.

use domain::csv::Answers;
use domain::difference::Said;
use domain::license::License;
use domain::problem::Field;
use domain::workspace::Workspace;

use crate::support::*;
use crate::update::{carried_out, changes, counts, edited, exported, holding, updating};

#[test]
fn a_row_makes_a_license_part_of_another_and_an_export_says_so_again() {
    let workspace = holding("Name,Vendor,Seats\nSuite,Acme,1\nPart,Acme,1\n");
    let plan = updating(&workspace, "Name,Vendor,Parent license\nPart,Acme,Suite\n");
    assert_eq!(counts(&plan), [0, 1, 0, 0]);
    let suite = Said::Text("Suite".to_owned());
    assert_eq!(changes(&plan), [(Field::Parent, Said::Nothing, suite)]);
    let after = carried_out(&workspace, plan.import);
    let text = exported(&after);
    assert_eq!(counts(&plan_into(&after, text.as_bytes(), Answers::default())), [0, 0, 2, 0]);
    // An empty cell of our own file means none.
    let lines: Vec<String> = text.lines().map(|line| line.replace(",Suite,", ",,")).collect();
    let plan = plan_into(&after, lines.join("\n").as_bytes(), Answers::default());
    assert_eq!(edited(&plan).parent_id, None);
    // A parent that nobody knows is told, and changes nothing.
    let plan = updating(&after, "Name,Vendor,Parent license\nPart,Acme,Nowhere\n");
    assert_eq!(counts(&plan), [0, 0, 1, 0]);
    assert_eq!(problems(&plan.preview), ["2 Parent license: Nowhere NoSuchLicense"]);
}

#[test]
fn a_row_may_name_a_suite_that_the_same_file_brings() {
    let workspace = holding("Name,Vendor,Seats\nPart,Acme,1\n");
    let plan = updating(&workspace, "Name,Vendor,Parent license\nPart,Acme,Suite\nSuite,Acme,\n");
    assert_eq!(counts(&plan), [1, 1, 0, 0]);
    let suite = plan.import.licenses.first().unwrap().id;
    assert_eq!(edited(&plan).parent_id, Some(suite));
    let after = carried_out(&workspace, plan.import);
    assert!(after.licenses.values().any(|license| license.parent_id == Some(suite)));
}

/// Two suites with two parts each, as we export them.
fn suites() -> (Workspace, String) {
    let workspace = holding(
        "Name,Seats,Parent license\nSuite,1,\nWriter,1,Suite\nCalc,1,Suite\n\
         Kit,1,\nSaw,1,Kit\nAxe,1,Kit\n",
    );
    let text = exported(&workspace);
    (workspace, text)
}

/// What is a part of what, by name.
fn parts(workspace: &Workspace) -> Vec<String> {
    let part = |license: &License| {
        let parent = workspace.licenses.get(&license.parent_id?)?;
        Some(format!("{} of {}", license.name, parent.name))
    };
    workspace.licenses.values().filter_map(part).collect()
}

#[test]
fn a_suite_that_is_renamed_in_its_row_and_in_those_of_its_parts_keeps_them() {
    let (workspace, text) = suites();
    let plan = updating(&workspace, text.replace("Suite", "Office"));
    assert_eq!(counts(&plan), [0, 1, 5, 0], "the parts are parts of the same license");
    assert_eq!(problems(&plan.preview), Vec::<String>::new());
    assert_eq!(plan.import.edits.len(), 1);
    let after = carried_out(&workspace, plan.import);
    let expected = ["Writer of Office", "Calc of Office", "Saw of Kit", "Axe of Kit"];
    assert_eq!(parts(&after), expected);
    // A part of another suite may move to the renamed one.
    let plan = updating(&workspace, text.replace("Suite", "Office").replace(",Kit,", ",Office,"));
    let after = carried_out(&workspace, plan.import);
    let expected = ["Writer of Office", "Calc of Office", "Saw of Office", "Axe of Office"];
    assert_eq!(parts(&after), expected);
}

#[test]
fn parts_of_a_suite_whose_row_is_left_out_stay_where_they_are_and_that_is_said() {
    let (workspace, text) = suites();
    let before = parts(&workspace);
    // The row of the suite has a cell too many, so its new name does not come with it.
    let renamed: Vec<String> = text
        .lines()
        .map(|line| line.replace("Suite", "Office"))
        .map(|line| if line.starts_with("Office") { line + ",stray" } else { line })
        .collect();
    let plan = updating(&workspace, renamed.join("\n"));
    assert_eq!(counts(&plan), [0, 0, 5, 1]);
    assert_eq!(
        problems(&plan.preview),
        ["3 Parent license: Office NoSuchLicense", "4 Parent license: Office NoSuchLicense"]
    );
    assert_eq!(plan.preview.rows.iter().filter(|row| row.n_problems == 1).count(), 2);
    assert_eq!(parts(&carried_out(&workspace, plan.import)), before);
    // Two new licenses have the name.
    let twice = "Name,Vendor,Parent license\nOffice,A,\nOffice,B,\nWriter,,Office\n";
    let plan = updating(&workspace, twice);
    assert_eq!(counts(&plan), [2, 0, 1, 0]);
    assert_eq!(problems(&plan.preview), ["4 Parent license: Office SeveralLicenses"]);
    let after = carried_out(&workspace, plan.import);
    assert!(parts(&after).contains(&"Writer of Suite".to_owned()));
}

#[test]
fn a_circle_in_a_file_costs_no_other_license_its_parent() {
    let (workspace, _) = suites();
    let text = "Name,Seats,Parent license\nSuite,1,Kit\nKit,1,Suite\nSaw,1,Suite\nNew,1,Kit\n\
                Self,1,Self\n";
    let plan = updating(&workspace, text);
    let mut told = problems(&plan.preview);
    told.sort();
    assert_eq!(
        told,
        [
            "2 Parent license: Kit PartOfItself",
            "3 Parent license: Suite PartOfItself",
            "6 Parent license: Self PartOfItself"
        ]
    );
    assert_eq!(counts(&plan), [2, 1, 2, 0]);
    let found = parts(&carried_out(&workspace, plan.import));
    for part in ["Writer of Suite", "Calc of Suite", "Saw of Suite", "Axe of Kit", "New of Kit"] {
        assert!(found.contains(&part.to_owned()), "{part}: {found:?}");
    }
    assert_eq!(found.len(), 5);
}
