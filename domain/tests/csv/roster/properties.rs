//! What holds for every list: each row comes to something, what is planned can be done, and the same
//! list again makes nothing new.

use domain::csv::roster::{Choices, Kind};
use domain::workspace::Workspace;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;

const CELLS: [&str; 14] = [
    "",
    "",
    "",
    "a",
    "A ",
    "b",
    "a@x.example",
    "B@x.example",
    "n/a",
    "2026-01-31",
    "31/12/2025",
    "0.5",
    "Left",
    "Draw",
];

fn headings(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Users => {
            &["Name", "Email", "Username", "Employee number", "Manager", "Status", "End date"]
        }
        Kind::Assets => &["Asset tag", "Name", "Serial", "Assigned to", "Status", "Retired on"],
        Kind::Assignments => &["License", "Assigned to", "Email", "Asset tag", "Quantity", "From"],
        Kind::LastUsed => &["Email", "Assigned to", "Asset tag", "License", "Last used"],
    }
}

fn inventory() -> Workspace {
    let mut workspace = Workspace::default();
    import_into(
        &mut workspace,
        "Name,Seats,Assigned to name,Assigned to asset\n\
         Draw,1,a,\nDraw,1,,b\nA,,,\nb,,a@x.example,\n",
    );
    workspace
}

proptest! {
    #[test]
    fn a_list_is_settled_by_one_import(
        kind in select(Kind::ALL.to_vec()),
        cells in vec(vec(select(CELLS.to_vec()), 7), 1..9),
        create_unknown in any::<bool>(),
    ) {
        let headings = headings(kind);
        let mut text = headings.join(",");
        for row in &cells {
            let row: Vec<&str> = row.iter().take(headings.len()).copied().collect();
            text.extend(["\n", &row.join(",")]);
        }
        // A file of empty rows is none.
        prop_assume!(text.lines().skip(1).any(|row| row.contains(|c: char| c != ',')));
        let choices = Choices { create_unknown, ..Choices::default() };
        let mut workspace = inventory();
        let plan = planned_with(&workspace, &text, &choices);
        prop_assert_eq!(plan.preview.kind, kind);
        prop_assert_eq!(counts(&plan).iter().sum::<u32>(), plan.preview.n_rows);
        record(&mut workspace, &plan);
        let settled = workspace.clone();
        let again = planned_with(&workspace, &text, &choices);
        let what = (text, told(&plan), told(&again));
        // Rows that contradict each other may be read otherwise once their records are there.
        prop_assert_eq!(counts(&again)[0], 0, "{:#?}", what);
        record(&mut workspace, &again);
        if counts(&plan)[3] == 0 && counts(&again)[1] == 0 {
            prop_assert_eq!(workspace, settled);
        }
    }
}
