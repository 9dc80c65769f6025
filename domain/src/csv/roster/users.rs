//! Rows of users: whom each is about, and what it says of them.

use std::collections::BTreeMap;

use super::super::cells;
use super::super::report::within;
use super::super::table::Row;
use super::super::words::yes_or_no;
use super::column::Column;
use super::directory::{Described, Found as Known};
use super::outcome::Outcome;
use super::own::{USER_COLUMNS, user_cell};
use super::plan::{Desk, Found};
use super::preview::{CellChange, Reason, Verdict, Why};
use super::reader::RowReader;
use super::words::user_status;
use crate::command::{Change, RecordChange};
use crate::date::Date;
use crate::draft::{LONGEST_LINE, LONGEST_NAME, LONGEST_NOTES};
use crate::id::UserId;
use crate::problem::ProblemKind;
use crate::user::{User, UserStatus};

/// A row that is about somebody.
struct Draft<'a> {
    row: &'a Row,
    before: Option<User>,
    after: User,
    reasons: Vec<Reason>,
}

pub(super) fn plan(desk: &mut Desk<'_>) -> Found {
    let list = desk.list;
    let mut taken: BTreeMap<UserId, u32> = BTreeMap::new();
    let drafts: Vec<Result<Draft<'_>, Outcome>> =
        list.rows.iter().map(|row| draft(desk, row, &mut taken)).collect();
    let new = drafts.iter().flatten().filter(|draft| draft.before.is_none());
    let new: BTreeMap<UserId, String> =
        new.map(|draft| (draft.after.id, draft.after.label().to_owned())).collect();
    let name_of = |id: Option<UserId>| match id.and_then(|id| new.get(&id)) {
        Some(name) => name.clone(),
        None => desk.workspace.user_name(id).to_owned(),
    };
    let (mut records, mut outcomes) = (Vec::new(), Vec::with_capacity(drafts.len()));
    for draft in drafts {
        let mut draft = match draft {
            Ok(draft) => draft,
            Err(outcome) => {
                outcomes.push(outcome);
                continue;
            }
        };
        manage(desk, &mut draft);
        let Draft { row, before, after, reasons } = draft;
        let mut changes = Vec::new();
        let verdict = match &before {
            None => Verdict::New,
            Some(before) if *before == after => Verdict::Unchanged,
            Some(before) => {
                let cell = |user: &User, column| user_cell(user, column, &name_of(user.manager_id));
                changes.extend(USER_COLUMNS.into_iter().filter_map(|(_, column)| {
                    let (before, after) = (cell(before, column), cell(&after, column));
                    (before != after).then_some(CellChange { column, before, after })
                }));
                Verdict::Changed
            }
        };
        let (name, about) = (after.label().to_owned(), after.email.clone());
        outcomes.push(Outcome { line: row.line, name, about, verdict, changes, reasons });
        match before {
            None => records.push(RecordChange::User(Change::make(after))),
            Some(before) if verdict == Verdict::Changed => {
                records.push(RecordChange::User(Change::edit(before, after)));
            }
            Some(_) => {}
        }
    }
    Found { records, seats: Vec::new(), outcomes }
}

fn draft<'a>(
    desk: &mut Desk<'a>,
    row: &'a Row,
    taken: &mut BTreeMap<UserId, u32>,
) -> Result<Draft<'a>, Outcome> {
    let mut reader = RowReader::new(desk.list, row, desk.dates.order());
    let said = describe(&mut reader);
    let reject = |mut reader: RowReader<'_>, why: Option<Why>| {
        if let Some(why) = why {
            reader.note_row(why);
        }
        Outcome::rejected(row.line, said.label(), &said.email, reader.reasons)
    };
    if reader.has_stray_cells() {
        return Err(reject(reader, Some(Why::Problem(ProblemKind::MoreCellsThanHeadings))));
    }
    if said.email.is_empty() && !reader.text(Column::Email).is_empty() {
        // An address that is none tells nobody apart.
        return Err(reject(reader, None));
    }
    let id = reader.text(Column::Id).parse::<UserId>().ok();
    let id =
        id.filter(|id| desk.workspace.users.get(id).is_some_and(|user| user.deleted_at.is_none()));
    if said.is_nobody() && id.is_none() {
        return Err(reject(reader, Some(Why::NothingToTellBy)));
    }
    let before = match id.map_or_else(|| desk.directory.user(&said), Known::One) {
        Known::Several => return Err(reject(reader, Some(Why::SeveralPeople))),
        Known::One(id) => match (taken.get(&id), desk.workspace.users.get(&id)) {
            (Some(line), _) => return Err(reject(reader, Some(Why::Repeated(*line)))),
            (None, user) => user.cloned(),
        },
        Known::Nothing => None,
    };
    let mut after =
        before.clone().unwrap_or_else(|| User::new(UserId((desk.fresh)()), said.label()));
    take_identity(desk, &mut reader, &said, &mut after);
    take_facts(&mut reader, &mut after, before.is_none(), desk.today);
    taken.insert(after.id, row.line);
    desk.directory.learn_user(&after);
    if let Some(before) = before.as_ref().filter(|_| said.has_key()) {
        desk.directory.complete(after.id, &before.name);
    }
    Ok(Draft { row, before, after, reasons: reader.reasons })
}

/// What tells somebody from others, as far as it is understood.
fn describe(reader: &mut RowReader<'_>) -> Described {
    let mut name = reader.line(Column::Name, LONGEST_NAME).unwrap_or_default();
    if name.is_empty() {
        name = joined(reader.text(Column::FirstName), reader.text(Column::LastName));
        if within(name.clone(), LONGEST_NAME).is_err() {
            let most = u32::try_from(LONGEST_NAME).unwrap_or(u32::MAX);
            reader.note(Column::LastName, Why::Problem(ProblemKind::TooLong(most)));
            name.clear();
        }
    }
    Described {
        name,
        email: reader.address(Column::Email, LONGEST_NAME).unwrap_or_default(),
        username: reader.line(Column::Username, LONGEST_NAME).unwrap_or_default(),
        number: reader.line(Column::EmployeeNumber, LONGEST_NAME).unwrap_or_default(),
    }
}

fn joined(first: &str, last: &str) -> String {
    cells::line(&[first, last].join(" "))
}

/// What belongs to somebody else already stays theirs.
fn take_identity(desk: &Desk<'_>, reader: &mut RowReader<'_>, said: &Described, after: &mut User) {
    let id = after.id;
    let directory = &desk.directory;
    let is_theirs = |owner: Option<UserId>| owner.is_none_or(|owner| owner == id);
    if !said.name.is_empty() {
        after.name.clone_from(&said.name);
    }
    for (column, text, owner, field) in [
        (Column::Email, &said.email, directory.with_email(&said.email), &mut after.email),
        (
            Column::Username,
            &said.username,
            directory.with_username(&said.username),
            &mut after.username,
        ),
        (
            Column::EmployeeNumber,
            &said.number,
            directory.with_number(&said.number),
            &mut after.employee_number,
        ),
    ] {
        if text.is_empty() {
            continue;
        }
        if !is_theirs(owner) {
            reader.note(column, Why::Problem(ProblemKind::Taken));
        } else if owner.is_none() || field.is_empty() {
            field.clone_from(text);
        }
        // What is theirs already stays, in whatever letter case, and so does their first address.
    }
}

fn take_facts(reader: &mut RowReader<'_>, after: &mut User, is_new: bool, today: Date) {
    for (column, field) in [
        (Column::Department, &mut after.department),
        (Column::Location, &mut after.location),
        (Column::Company, &mut after.company),
    ] {
        if let Some(text) = reader.line(column, LONGEST_LINE) {
            *field = text;
        }
    }
    if let Some(notes) = reader.lines(Column::Notes, LONGEST_NOTES) {
        after.notes = notes;
    }
    if let Some(day) = reader.day(Column::StartDate) {
        after.start_on = Some(day);
    }
    let end = reader.day(Column::EndDate);
    if end.zip(after.start_on).is_some_and(|(end, start)| end < start) {
        reader.note(Column::EndDate, Why::Problem(ProblemKind::EndsBeforeStart));
    } else if end.is_some() {
        after.end_on = end;
    }
    let not_a_choice = Why::Problem(ProblemKind::NotAChoice);
    let said = reader.read(Column::Status, |text| user_status(text).ok_or(not_a_choice));
    let works = reader
        .read(Column::Enabled, |text| yes_or_no(text).ok_or(Why::Problem(ProblemKind::NotYesOrNo)));
    // Whoever is about to begin or to leave has an account that works.
    let if_it_works = match after.status {
        UserStatus::Left => UserStatus::Active,
        other @ (UserStatus::Onboarding
        | UserStatus::Active
        | UserStatus::Leaving
        | UserStatus::Unknown) => other,
    };
    let of_account = works.map(|works| if works { if_it_works } else { UserStatus::Left });
    let has_status = !reader.text(Column::Status).is_empty() || works.is_some();
    let is_over = end.is_some_and(|day| day < today) && after.end_on == end;
    let of_days = if is_over {
        Some(UserStatus::Left)
    } else if is_new && after.start_on.is_some_and(|day| day > today) {
        Some(UserStatus::Onboarding)
    } else {
        None
    };
    if let Some(status) = said.or(of_account).or(of_days.filter(|_| !has_status)) {
        after.status = status;
    }
}

/// Sets whom somebody answers to, now that all rows are known.
fn manage(desk: &Desk<'_>, draft: &mut Draft<'_>) {
    let reasons = std::mem::take(&mut draft.reasons);
    let mut reader = RowReader::new(desk.list, draft.row, desk.dates.order());
    reader.reasons = reasons;
    let whole = reader.text(Column::Manager);
    let (first, last) =
        (reader.text(Column::ManagerFirstName), reader.text(Column::ManagerLastName));
    let (column, word) = if whole.is_empty() {
        (Column::ManagerLastName, joined(first, last))
    } else {
        (Column::Manager, cells::line(whole))
    };
    if !word.is_empty() {
        match desk.directory.person(&word) {
            Known::One(id) if id == draft.after.id => reader.note(column, Why::OwnManager),
            Known::One(id) => draft.after.manager_id = Some(id),
            Known::Several => reader.note(column, Why::SeveralPeople),
            Known::Nothing => reader.note(column, Why::NoSuchPerson),
        }
    }
    draft.reasons = reader.reasons;
}
