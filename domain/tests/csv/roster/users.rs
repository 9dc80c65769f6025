//! Lists of users.

use std::fmt::Write as _;

use domain::command::RecordChange;
use domain::csv::DateOrder;
use domain::csv::roster::{Choices, Kind, Plan, Verdict, read_sheet, template, users};
use domain::csv::{SheetFacts, SheetRow};
use domain::id::UserId;
use domain::user::{User, UserStatus};
use domain::workspace::Workspace;

use super::*;

const SNIPE_IT: &str = "First Name,Last Name,Email,Username,Employee Num,Department,Location,\
    Manager First Name,Manager Last Name,Company,Activated,Start Date,End Date,Notes,Job Title\n\
    Kim,Lee,kim@harbor.example,klee,E-7,IT,Berlin,Ada,Byron,Harbor,no,12/27/2021,,\"two\nlines\",Admin\n\
    Ada,Byron,ada@harbor.example,abyron,E-1,IT,Berlin,,,Harbor,yes,01/02/2019,,,Head\n\
    Bo,Fox,bo@harbor.example,bfox,E-9,Sales,Oslo,Ada,Byron,Harbor,yes,03/01/2020,06/30/2025,,\n";

fn made(plan: &Plan) -> Vec<&User> {
    let made = plan.records.iter().filter_map(|change| {
        if let RecordChange::User(change) = change { change.after.as_ref() } else { None }
    });
    let made: Vec<&User> = made.collect();
    assert_eq!(made.len(), plan.records.len());
    made
}

fn named<'w>(workspace: &'w Workspace, name: &str) -> &'w User {
    workspace.users.values().find(|user| user.name == name).unwrap()
}

#[test]
fn a_snipe_it_list_becomes_users_with_their_managers_whatever_the_order() {
    let mut workspace = Workspace::default();
    let plan = imported(&mut workspace, SNIPE_IT);
    assert_eq!((plan.preview.kind, counts(&plan)), (Kind::Users, [3, 0, 0, 0]));
    assert_eq!(told(&plan), Vec::<String>::new());
    let kim = named(&workspace, "Kim Lee");
    assert_eq!((kim.email.as_str(), kim.username.as_str()), ("kim@harbor.example", "klee"));
    assert_eq!((kim.employee_number.as_str(), kim.department.as_str()), ("E-7", "IT"));
    assert_eq!((kim.location.as_str(), kim.company.as_str()), ("Berlin", "Harbor"));
    assert_eq!((kim.start_on, kim.notes.as_str()), (Some(day("2021-12-27")), "two\nlines"));
    assert_eq!(kim.manager_id, Some(named(&workspace, "Ada Byron").id), "she comes later");
    assert_eq!(kim.status, UserStatus::Active, "who may not sign in there has not left");
    let bo = named(&workspace, "Bo Fox");
    assert_eq!((bo.end_on, bo.status), (Some(day("2025-06-30")), UserStatus::Left));
}

#[test]
fn the_same_list_again_says_nothing_new_and_empty_cells_take_nothing_away() {
    let mut workspace = Workspace::default();
    imported(&mut workspace, SNIPE_IT);
    let before = workspace.clone();
    let again = imported(&mut workspace, SNIPE_IT);
    assert_eq!((counts(&again), workspace == before), ([0, 0, 3, 0], true));
    assert!(again.command(today()).is_none());
    let plan = imported(&mut workspace, "Email,Department,Location\nKIM@harbor.example,,Oslo\n");
    assert_eq!(counts(&plan), [0, 1, 0, 0]);
    let [change] = plan.preview.rows[0].changes.as_slice() else { panic!("{plan:?}") };
    assert_eq!((change.before.as_str(), change.after.as_str()), ("Berlin", "Oslo"));
    let kim = named(&workspace, "Kim Lee");
    assert_eq!((kim.department.as_str(), kim.email.as_str()), ("IT", "kim@harbor.example"));
}

#[test]
fn somebody_is_known_by_our_number_then_address_login_name_and_number() {
    let mut workspace = Workspace::default();
    imported(&mut workspace, SNIPE_IT);
    let kim = named(&workspace, "Kim Lee").id;
    let text = format!(
        "ID,Name,Email,Username,Employee number\n\
         {kim},Kim Fox,kim.fox@harbor.example,,\n\
         ,Ada B.,,ABYRON,\n\
         ,Bo F.,,,e-9\n"
    );
    let plan = imported(&mut workspace, &text);
    assert_eq!(counts(&plan), [0, 3, 0, 0]);
    let names: Vec<&str> = workspace.users.values().map(|user| user.name.as_str()).collect();
    assert_eq!(names, ["Kim Fox", "Ada B.", "Bo F."]);
    assert_eq!(workspace.users[&kim].email, "kim.fox@harbor.example");
}

#[test]
fn a_name_alone_means_the_one_of_that_name_and_an_address_completes_who_has_none() {
    let mut workspace = Workspace::default();
    imported(&mut workspace, "First name,Last name\nKim,Lee\nBo,Fox\n");
    let plan = imported(&mut workspace, "Name,Email\nkim  lee,kim@x.example\n");
    assert_eq!((counts(&plan), workspace.users.len()), ([0, 1, 0, 0], 2));
    // Of her more is known by now, so this one is somebody else.
    let plan = imported(&mut workspace, "Name,Email\nKim Lee,other@x.example\n");
    assert_eq!((counts(&plan), workspace.users.len()), ([1, 0, 0, 0], 3));
    let plan = planned_into(&workspace, "First name,Last name\nKim,Lee\n");
    assert_eq!(told(&plan), ["2 :  SeveralPeople"]);
}

#[test]
fn bad_rows_and_cells_are_told_and_lose_nothing_else() {
    let text = "Name,Email,Status,Start date,End date,Manager,Department\n\
        Kim Lee,kim.harbor.example,Active,,,,\n\
        Ada,ada@x.example,sabbatical,2025-02-31,,Nobody,IT\n\
        Bo,bo@x.example,Left,2025-06-01,2025-05-31,bo@x.example,\n\
        Bo again,BO@x.example,,,,,\n\
        ,,,,,,IT\n\
        Cy,cy@x.example,,,,,,stray\n";
    let plan = planned_into(&Workspace::default(), text);
    assert_eq!(counts(&plan), [2, 0, 0, 4]);
    assert_eq!(
        told(&plan),
        [
            "2 Email: kim.harbor.example NotAnAddress",
            "3 Start date: 2025-02-31 NotADate",
            "3 Status: sabbatical NotAChoice",
            "3 Manager: Nobody NoSuchPerson",
            "4 End date: 2025-05-31 EndsBeforeStart",
            "4 Manager: bo@x.example OwnManager",
            "5 :  Repeated(4)",
            "6 :  NothingToTellBy",
            "7 :  MoreCellsThanHeadings",
        ]
    );
    let users = made(&plan);
    let [ada, bo] = users.as_slice() else { panic!("{users:?}") };
    assert_eq!(
        (ada.department.as_str(), ada.start_on, ada.status),
        ("IT", None, UserStatus::Active)
    );
    assert_eq!((bo.status, bo.end_on, bo.manager_id), (UserStatus::Left, None, None));
}

#[test]
fn text_that_is_too_long_and_keys_of_others_are_left_out() {
    let mut workspace = Workspace::default();
    imported(&mut workspace, SNIPE_IT);
    let text = format!(
        "Email,Username,Department,Notes\nkim@harbor.example,abyron,{},{}\n",
        "d".repeat(1_001),
        "n".repeat(20_001)
    );
    let plan = planned_into(&workspace, &text);
    assert_eq!(counts(&plan), [0, 0, 1, 0]);
    let kinds: Vec<String> =
        told(&plan).iter().filter_map(|said| said.rsplit(' ').next()).map(str::to_owned).collect();
    assert_eq!(kinds, ["Taken", "TooLong(1000)", "TooLong(20000)"]);
    let long = format!("Name,Email\nx,{}@x.example\n", "e".repeat(256));
    assert_eq!(counts(&planned_into(&workspace, &long)), [0, 0, 0, 1]);
}

#[test]
fn dates_wait_for_an_answer_when_the_file_does_not_give_one() {
    let text = "Email,Start date\na@x.example,03/04/2027\n";
    let workspace = Workspace::default();
    let plan = planned_into(&workspace, text);
    assert!(plan.preview.needs_date_order);
    assert_eq!(told(&plan), ["2 Start date: 03/04/2027 AmbiguousDate"]);
    let choices = Choices { date_order: Some(DateOrder::DayFirst), ..Choices::default() };
    let plan = planned_with(&workspace, text, &choices);
    assert_eq!(made(&plan)[0].start_on, Some(day("2027-04-03")));
    assert_eq!(made(&plan)[0].status, UserStatus::Onboarding, "who begins later is about to");
}

#[test]
fn an_account_that_is_off_is_of_somebody_who_has_left() {
    let mut workspace = Workspace::default();
    let text = "Display name;User principal name;Mail;Account enabled\n\
                Kim;kim@x.example;kim@x.example;TRUE\nBo;bo@x.example;bo@x.example;FALSE\n";
    imported(&mut workspace, text);
    assert_eq!(named(&workspace, "Kim").status, UserStatus::Active);
    assert_eq!(named(&workspace, "Bo").status, UserStatus::Left);
    imported(&mut workspace, &text.replace("FALSE", "TRUE"));
    assert_eq!(named(&workspace, "Bo").status, UserStatus::Active);
}

#[test]
fn our_own_list_is_the_same_after_a_round_trip_as_text_and_as_a_sheet() {
    let mut workspace = Workspace::default();
    imported(&mut workspace, SNIPE_IT);
    imported(&mut workspace, "Name,Email,Notes\n=1+1,x@x.example,'quoted'\n");
    let ids: Vec<UserId> = workspace.users.keys().copied().collect();
    let records = users(&workspace, &ids);
    let text = String::from_utf8(records.to_csv()).unwrap();
    let again = planned_into(&workspace, &text);
    assert_eq!((counts(&again), told(&again)), ([0, 0, 4, 0], Vec::new()));
    // What was edited there changes, whatever else tells them apart.
    let edited = text.replace("kim@harbor.example", "kim.lee@harbor.example");
    assert_eq!(counts(&planned_into(&workspace, &edited)), [0, 1, 3, 0]);
    let anew = planned_into(&Workspace::default(), &text);
    assert_eq!(counts(&anew), [4, 0, 0, 0]);
    assert!(made(&anew).iter().any(|user| user.name == "=1+1"));

    let title = (0..1).map(|column| (column, "Our people".to_owned())).collect();
    let headings = records.headings.iter().map(|(heading, _)| heading.clone());
    let cells = std::iter::once(headings.collect()).chain(records.rows);
    let rows = (3..).zip(cells).map(|(number, cells): (u32, Vec<String>)| {
        let cells = (0..).zip(cells).filter(|(_, text)| !text.is_empty()).collect();
        SheetRow { number, cells }
    });
    let rows = std::iter::once(SheetRow { number: 1, cells: title }).chain(rows).collect();
    let facts = SheetFacts { name: "Users".to_owned(), n_sheets: 1, n_errors: 0 };
    let mut list = read_sheet(rows, facts).unwrap();
    let mut fresh = Uuid::nil;
    let plan = plan(&mut list, &Choices::default(), &workspace, today(), &mut fresh);
    assert_eq!((plan.preview.kind, counts(&plan)), (Kind::Users, [0, 0, 4, 0]));
}

#[test]
fn every_template_is_recognised_once_a_row_is_filled_in() {
    for kind in Kind::ALL {
        let list = read(format!("{}x\n", template(kind)).as_bytes()).unwrap();
        assert_eq!((list.kind, list.is_recognized), (kind, true));
        let plan = planned_into(&Workspace::default(), &format!("{}x\n", template(kind)));
        let columns = plan.preview.columns;
        assert!(columns.iter().all(|column| column.column != Column::Ignored), "{columns:?}");
    }
}

#[test]
fn fifty_thousand_rows_are_planned_and_the_preview_stays_short() {
    let mut text = "Name,Email,Employee number,Manager\n".to_owned();
    for n in 0..50_000 {
        writeln!(text, "Person {n},p{n}@x.example,E{n},p{}@x.example", n / 10 + 1).unwrap();
    }
    let plan = planned_into(&Workspace::default(), &text);
    assert_eq!(counts(&plan), [50_000, 0, 0, 0]);
    assert!(plan.preview.rows.len() <= 1_600);
    assert!(verdicts(&plan).iter().all(|verdict| *verdict == Verdict::New));
}
