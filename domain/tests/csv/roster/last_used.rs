//! Lists of last uses.

use domain::csv::roster::Kind;
use domain::date::Date;
use domain::workspace::Workspace;

use super::*;

fn inventory() -> Workspace {
    let mut workspace = Workspace::default();
    import_into(
        &mut workspace,
        "Name,Products,Assigned to email,Assigned to asset\n\
         Figma,Figma Design,kim@x.example,\nDraw,,kim@x.example,\nDraw,,bo@x.example,\n\
         Paint,,,LAP-1\n",
    );
    workspace
}

fn uses(workspace: &Workspace) -> Vec<(String, Option<Date>)> {
    let mut uses: Vec<(String, Option<Date>)> = workspace
        .assignments
        .values()
        .map(|seat| {
            let license = workspace.license_name(Some(seat.license_id));
            (format!("{license}: {}", workspace.holder_name(&seat.holder)), seat.last_used_on)
        })
        .collect();
    uses.sort();
    uses
}

#[test]
fn a_later_day_wins_on_the_one_seat_that_is_meant() {
    let mut workspace = inventory();
    let text = "Email,Asset tag,Application,Last used\n\
        kim@x.example,,figma design,2026-10-01\n\
        KIM@x.example,,Figma,2026-11-01\n\
        kim@x.example,,Figma,2026-10-15\n\
        bo@x.example,,,2026-09-01\n\
        ,lap-1,,2026-08-01\n";
    let plan = imported(&mut workspace, text);
    assert_eq!((plan.preview.kind, counts(&plan)), (Kind::LastUsed, [0, 4, 1, 0]));
    assert_eq!(
        uses(&workspace),
        [
            ("Draw: bo@x.example".to_owned(), Some(day("2026-09-01"))),
            ("Draw: kim@x.example".to_owned(), None),
            ("Figma: kim@x.example".to_owned(), Some(day("2026-11-01"))),
            ("Paint: LAP-1".to_owned(), Some(day("2026-08-01"))),
        ]
    );
    let again = imported(&mut workspace, text);
    assert_eq!(counts(&again), [0, 0, 5, 0]);
}

#[test]
fn a_row_that_could_mean_several_seats_or_none_is_left_out() {
    let workspace = inventory();
    let text = "Email,License,Last used\n\
        kim@x.example,,2026-10-01\n\
        bo@x.example,Figma,2026-10-01\n\
        who@x.example,,2026-10-01\n\
        bo@x.example,,2026-02-31\n\
        bo@x.example,,2026-12-24\n\
        bo@x.example,,\n\
        bo@x.example,Nothing,2026-10-01\n";
    let plan = planned_into(&workspace, text);
    assert_eq!(counts(&plan), [0, 0, 0, 7]);
    assert_eq!(
        told(&plan),
        [
            "2 :  HoldsSeveral",
            "3 :  HoldsNoSeat",
            "4 Email: who@x.example NoSuchPerson",
            "5 Last used: 2026-02-31 NotADate",
            "6 Last used: 2026-12-24 NotYet",
            "7 Last used:  Missing",
            "8 License: Nothing NoSuchLicense",
        ]
    );
    assert!(plan.command(today()).is_none());
}
