//! Lists of assignments, held to the rule of everywhere.

use domain::assignment::Holder;
use domain::csv::roster::{Choices, Kind};
use domain::particulars::OverUse;
use domain::quantity::Quantity;
use domain::workspace::Workspace;

use super::*;

fn inventory() -> Workspace {
    let mut workspace = Workspace::default();
    import_into(
        &mut workspace,
        "Name,Vendor,Type,Seats,Expiration date,Over-use,One per holder,Products,Lifecycle\n\
         Figma,Figma,Subscription,2,2027-12-31,Block,Yes,Figma Design,\n\
         Draw,Acme,Perpetual,9,,Warn,No,,\n\
         Draw,Other,Perpetual,9,,Warn,No,,\n\
         Old,Acme,Subscription,9,2020-12-31,Warn,No,,\n\
         Put away,Acme,Perpetual,9,,Warn,No,,Archived\n",
    );
    imported(&mut workspace, "Name,Email\nKim,kim@x.example\nBo,bo@x.example\nCy,cy@x.example\n");
    imported(&mut workspace, "Asset tag,Name\nLAP-1,laptop\n");
    workspace
}

#[test]
fn seats_go_to_people_and_machines_and_the_same_list_again_says_nothing_new() {
    let mut workspace = inventory();
    let text = "License,Email,Asset tag,Quantity,From,Notes\n\
                figma,KIM@x.example,,,2026-01-31,design\n\
                Figma Design,,lap-1,0.5,,\n\
                Old,bo@x.example,,2,,\n";
    let plan = imported(&mut workspace, text);
    assert_eq!((plan.preview.kind, counts(&plan)), (Kind::Assignments, [3, 0, 0, 0]));
    assert_eq!(
        told(&plan),
        ["4 :  Expired", "4 :  NoSeatsLeft { free: Quantity(0) }"],
        "it is told and goes in"
    );
    let seats: Vec<_> = workspace.assignments.values().collect();
    assert_eq!(seats.iter().filter(|seat| seat.quantity == Quantity::of_hundredths(50)).count(), 1);
    let kim = seats.iter().find(|seat| seat.from_on.is_some()).unwrap();
    assert_eq!((kim.from_on, kim.note.as_str()), (Some(day("2026-01-31")), "design"));
    assert!(seats.iter().any(|seat| matches!(seat.holder, Holder::Asset(_))));
    let again = imported(&mut workspace, text);
    assert_eq!(counts(&again), [0, 0, 3, 0]);
    let plan = imported(&mut workspace, "License,Email,Quantity\nOld,bo@x.example,3\n");
    assert_eq!(counts(&plan), [0, 1, 0, 0]);
    let [change] = plan.preview.rows[0].changes.as_slice() else { panic!("{plan:?}") };
    assert_eq!((change.before.as_str(), change.after.as_str()), ("2", "3"));
}

#[test]
fn what_cannot_be_is_left_out_with_the_reason() {
    let workspace = inventory();
    let text = "License,Email,Asset tag,Quantity,From,Until\n\
        Figma,kim@x.example,,0,,\n\
        Figma,kim@x.example,,-1,,\n\
        Figma,kim@x.example,,1000000000,,\n\
        Figma,kim@x.example,,0.3333,,\n\
        Old,kim@x.example,,1,2026-06-30,2026-06-01\n\
        Nothing,kim@x.example,,1,,\n\
        Draw,kim@x.example,,1,,\n\
        Put away,kim@x.example,,1,,\n\
        Figma,who@x.example,,1,,\n\
        Figma,,LAP-9,1,,\n\
        Figma,,,1,,\n\
        ,kim@x.example,,1,,\n\
        Figma,kim@x.example,,1,,\n\
        Figma,kim@x.example,,1,,\n\
        Figma,bo@x.example,,1,,\n\
        Figma,cy@x.example,,1,,\n";
    let plan = planned_into(&workspace, text);
    let told = told(&plan);
    assert_eq!(counts(&plan), [2, 0, 0, 14], "{told:#?}");
    assert_eq!(
        told,
        [
            "2 Quantity: 0 NotPositive",
            "3 Quantity: -1 NotPositive",
            "4 Quantity: 1000000000 TooMany",
            "5 Quantity: 0.3333 TooFine",
            "6 :  EndsBeforeStart",
            "7 License: Nothing NoSuchLicense",
            "8 License: Draw SeveralLicenses",
            "9 :  Archived",
            "10 Email: who@x.example NoSuchPerson",
            "11 Asset tag: LAP-9 NoSuchAsset",
            "12 :  NothingToTellBy",
            "13 License:  Missing",
            "15 :  Repeated(14)",
            "17 :  NoSeatsLeft { free: Quantity(0) }",
        ]
    );
    assert_eq!(plan.seats.len(), 2);
    record(&mut workspace.clone(), &plan);
}

#[test]
fn people_nobody_knows_are_made_only_if_wanted_and_only_for_seats_they_get() {
    let mut workspace = inventory();
    let text = "License,Assigned to,Email\n\
                Figma,Dee Park,dee@x.example\nFigma,Eve,\nFigma,Flo,flo@x.example\n\
                Old,,dee@x.example\n";
    let plan = planned_into(&workspace, text);
    assert_eq!((counts(&plan), plan.preview.n_unknown), ([0, 0, 0, 4], 4));
    let choices = Choices { create_unknown: true, ..Choices::default() };
    let plan = planned_with(&workspace, text, &choices);
    assert_eq!((counts(&plan), plan.preview.n_people), ([3, 0, 0, 1], 2));
    record(&mut workspace, &plan);
    let names: Vec<&str> = workspace.users.values().map(|user| user.name.as_str()).collect();
    assert!(names.contains(&"Dee Park") && names.contains(&"Eve") && !names.contains(&"Flo"));
    assert_eq!(counts(&planned_into(&workspace, text))[2], 3);
}

#[test]
fn a_policy_that_warns_or_allows_lets_more_in_than_is_owned() {
    let mut workspace = inventory();
    for license in workspace.licenses.values_mut() {
        license.particulars.over_use = OverUse::Warn;
    }
    let text = "License,Email\nFigma,kim@x.example\nFigma,bo@x.example\nFigma,cy@x.example\n";
    let plan = imported(&mut workspace, text);
    assert_eq!(counts(&plan), [3, 0, 0, 0]);
    assert_eq!(told(&plan), ["4 :  NoSeatsLeft { free: Quantity(0) }"]);
}
