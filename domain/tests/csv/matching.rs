//! Which rows are one license, one person, one vendor, and what the workspace has already.

use domain::command::{Command, apply};
use domain::quantity::Quantity;
use domain::user::User;
use domain::workspace::Workspace;

use crate::support::*;

fn users(text: &str) -> Vec<(String, String, String)> {
    let describe = |user: User| (user.name, user.email, user.username);
    planned(text).import.users.into_iter().map(describe).collect()
}

fn check_people(rows: &str, expected: &[(&str, &str, &str)]) {
    let found = users(&format!("Name,Full name,Email,Username\n{rows}"));
    let found: Vec<_> =
        found.iter().map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str())).collect();
    assert_eq!(found, expected, "{rows}");
}

#[test]
fn people_are_one_by_address_else_login_else_name_unless_they_contradict() {
    let ann = ("Ann Lee", "ann@x.example", "");
    check_people("A,Ann Lee,ann@x.example,\nB,Ann L.,ANN@x.example,\n", &[ann]);
    check_people("A,Ann Lee,ann@x.example,\nB,ann  lee,,\n", &[ann]);
    check_people("A,Ann Lee,,\nB,Ann Lee,ann@x.example,\n", &[ann]);
    check_people("A,,ann@x.example,\nB,Ann Lee,ann@x.example,\n", &[ann]);
    check_people("A,Ann Lee,,alee\nB,Ann,,ALEE\n", &[("Ann Lee", "", "alee")]);
    check_people("A,,,alee\n", &[("alee", "", "alee")]);
    check_people(
        "A,Ann Lee,ann@x.example,\nB,Ann Lee,lee@x.example,\n",
        &[ann, ("Ann Lee", "lee@x.example", "")],
    );
    check_people(
        "A,Ann Lee,,ann\nB,Ann Lee,,lee\n",
        &[("Ann Lee", "", "ann"), ("Ann Lee", "", "lee")],
    );
}

#[test]
fn a_name_that_was_completed_by_an_address_is_not_given_another_one() {
    check_people(
        "A,Ann Lee,,\nB,Ann Lee,ann@x.example,\nC,Ann Lee,lee@x.example,\n",
        &[("Ann Lee", "ann@x.example", ""), ("Ann Lee", "lee@x.example", "")],
    );
}

#[test]
fn first_and_last_names_make_a_full_name() {
    let found = users("Name,First name,Last name\nFigma,Ann,Lee\n");
    assert_eq!(found[0].0, "Ann Lee");
}

#[test]
fn a_person_holds_one_seat_of_a_license_however_often_they_are_listed() {
    let plan = planned("Name,Full name\nFigma,Ann\nFigma,ann\nFigma,Bo\nSketch,Ann\n");
    assert_eq!((plan.preview.n_licenses, plan.preview.n_users), (2, 2));
    assert_eq!(plan.preview.n_assignments, 3);
    assert!(
        plan.import.assignments.iter().all(|a| a.quantity == Quantity::ONE && a.from_on.is_none())
    );
}

#[test]
fn rows_are_one_license_by_key_else_by_vendor_and_end() {
    for (rows, expected) in [
        ("Figma,F,K-1111-1111,2027-01-01\nFIGMA,,K-1111-1111,2028-01-01\n", 1),
        ("Figma,F,K-1111-1111,2027-01-01\nFigma,F,K-2222-2222,2027-01-01\n", 2),
        ("Figma,F,,2027-01-01\nFigma,f,------,2027-01-01\n", 1),
        ("Figma,F,,2027-01-01\nFigma,F,,2028-01-01\n", 2),
        ("Figma,F,,2027-01-01\nFigma,G,,2027-01-01\n", 2),
    ] {
        let plan = planned(format!("Name,Vendor,Serial,Expiration date\n{rows}"));
        assert_eq!(plan.preview.n_licenses, expected, "{rows}");
    }
}

#[test]
fn vendors_and_suppliers_are_one_by_name_and_those_here_are_used() {
    let mut workspace = Workspace::default();
    import_into(&mut workspace, "Name,Vendor\nFigma,Figma Inc\n");
    let preview =
        import_into(&mut workspace, "Name,Vendor,Supplier\nSlides,FIGMA  inc,Figma inc\n");
    assert_eq!((preview.n_vendors, workspace.vendors.len()), (0, 1));
    let slides = workspace.licenses.values().find(|l| l.name == "Slides").unwrap();
    assert!(slides.vendor_id.is_some() && slides.vendor_id == slides.supplier_id);
}

#[test]
fn a_license_is_already_here_when_name_vendor_end_and_visible_key_agree() {
    let head = "Name,Vendor,Expiration date,Serial\n";
    let mut workspace = Workspace::default();
    import_into(&mut workspace, format!("{head}Figma,F,2027-01-01,AAAA-BBBB-1111\n"));
    for (row, expected) in [
        ("figma,f,2027-01-01,AAAA-BBBB-1111", 1),
        ("Figma,F,2027-01-01,", 1),
        ("Figma,F,2027-01-01,AAAA-BBBB-2222", 0),
        ("Figma,F,2028-01-01,AAAA-BBBB-1111", 0),
        ("Figma,,2027-01-01,AAAA-BBBB-1111", 0),
        ("Figma 2,F,2027-01-01,AAAA-BBBB-1111", 0),
    ] {
        let bytes = format!("{head}{row}\n");
        let plan = plan_into(&workspace, bytes.as_bytes(), domain::csv::Answers::default());
        assert_eq!(plan.preview.already_here, expected, "{row}");
        assert_eq!(plan.import.licenses.len(), usize::from(expected == 0), "{row}");
    }
}

#[test]
fn a_deleted_license_does_not_count_as_already_here() {
    let text = "Name\nFigma\n";
    let mut workspace = Workspace::default();
    import_into(&mut workspace, text);
    let id = *workspace.licenses.keys().next().unwrap();
    apply(&mut workspace, &Command::DeleteLicenses { ids: vec![id], at: AT }).unwrap();
    assert_eq!(import_into(&mut workspace, text).n_licenses, 1);
}
