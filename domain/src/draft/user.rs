//! The form of a user, as typed and as meant.

use std::collections::BTreeSet;

use super::reader::Reader;
use super::{LONGEST_LINE, LONGEST_NAME, LONGEST_NOTES};
use crate::date::Date;
use crate::id::UserId;
use crate::problem::{Field, ProblemKind, Problems};
use crate::user::{User, UserStatus};

/// The form as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UserDraft {
    /// Full name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Further addresses, one a line or between commas.
    pub more_emails: String,
    /// Login name.
    pub username: String,
    /// The organisation's own number for them.
    pub employee_number: String,
    /// Department.
    pub department: String,
    /// Where they work.
    pub location: String,
    /// Who they answer to.
    pub manager_id: Option<UserId>,
    /// Company.
    pub company: String,
    /// Code of the [`UserStatus`].
    pub status: String,
    /// ISO date.
    pub start_on: String,
    /// ISO date.
    pub end_on: String,
    /// Anything else.
    pub notes: String,
}

impl UserDraft {
    /// The form that shows this user.
    pub fn of(user: &User) -> Self {
        let date = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let more: Vec<&str> = user.more_emails.iter().map(String::as_str).collect();
        Self {
            name: user.name.clone(),
            email: user.email.clone(),
            more_emails: more.join("\n"),
            username: user.username.clone(),
            employee_number: user.employee_number.clone(),
            department: user.department.clone(),
            location: user.location.clone(),
            manager_id: user.manager_id,
            company: user.company.clone(),
            status: user.status.code().to_owned(),
            start_on: date(user.start_on),
            end_on: date(user.end_on),
            notes: user.notes.clone(),
        }
    }

    /// Reads the form: `user` as it was changed, or everything that is wrong. What only a newer
    /// version knows is kept.
    pub fn check(&self, user: &User) -> Result<User, Problems> {
        let mut reader = Reader { problems: Vec::new() };
        let name = reader.line(&self.name, Field::Name, LONGEST_NAME);
        if name.is_empty() && self.email.trim().is_empty() {
            reader.report(Field::Name, ProblemKind::MissingName);
        }
        let email = email(&mut reader, &self.email);
        let more_emails = more_emails(&mut reader, &self.more_emails);
        let username = reader.line(&self.username, Field::Username, LONGEST_NAME);
        let number = reader.line(&self.employee_number, Field::EmployeeNumber, LONGEST_NAME);
        let department = reader.line(&self.department, Field::Department, LONGEST_LINE);
        let location = reader.line(&self.location, Field::Location, LONGEST_LINE);
        let company = reader.line(&self.company, Field::Company, LONGEST_LINE);
        let status = UserStatus::from_code(&self.status);
        let start_on = reader.date(&self.start_on, Field::FirstDay);
        let end_on = reader.date(&self.end_on, Field::LastDay);
        if start_on.zip(end_on).is_some_and(|(first, last)| last < first) {
            reader.report(Field::LastDay, ProblemKind::EndsBeforeStart);
        }
        let notes = reader.text(&self.notes, Field::Notes, LONGEST_NOTES);
        let user = User {
            id: user.id,
            name,
            email,
            more_emails,
            username,
            employee_number: number,
            department,
            location,
            manager_id: self.manager_id.filter(|manager| *manager != user.id),
            company,
            status: if status == UserStatus::Unknown { user.status } else { status },
            start_on,
            end_on,
            notes,
            deleted_at: user.deleted_at,
        };
        if reader.problems.is_empty() { Ok(user) } else { Err(reader.problems) }
    }
}

fn email(reader: &mut Reader, typed: &str) -> String {
    let email = reader.line(typed, Field::Email, LONGEST_NAME);
    if !email.is_empty() && !is_email(&email) {
        reader.report(Field::Email, ProblemKind::NotAnEmail);
    }
    email
}

fn more_emails(reader: &mut Reader, typed: &str) -> BTreeSet<String> {
    let text = reader.text(typed, Field::MoreEmails, LONGEST_LINE);
    let words = text.split(['\n', ',', ';']).map(str::trim).filter(|word| !word.is_empty());
    let emails: BTreeSet<String> = words.map(str::to_owned).collect();
    if !emails.iter().all(|email| is_email(email)) {
        reader.report(Field::MoreEmails, ProblemKind::NotAnEmail);
    }
    emails
}

/// Whether it is something, one `@` and something, without gaps. More is for the post to find out.
pub fn is_email(text: &str) -> bool {
    let is_part = |part: &str| !part.is_empty() && !part.contains(['@', ' ', '\t']);
    text.split_once('@').is_some_and(|(who, at)| is_part(who) && is_part(at))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::date::parse_iso;

    fn kim() -> User {
        User {
            email: "kim@example.org".to_owned(),
            more_emails: BTreeSet::from(["k@example.org".to_owned(), "lee@b.example".to_owned()]),
            department: "R&D".to_owned(),
            manager_id: Some(UserId(Uuid::from_u128(2))),
            status: UserStatus::Leaving,
            start_on: parse_iso("2020-02-01"),
            end_on: parse_iso("2026-12-31"),
            ..User::new(UserId(Uuid::from_u128(1)), "Kim Lee")
        }
    }

    fn problems(change: impl FnOnce(&mut UserDraft)) -> Vec<(Field, ProblemKind)> {
        let mut draft = UserDraft::of(&kim());
        change(&mut draft);
        let found = draft.check(&kim()).err().unwrap_or_default();
        found.into_iter().map(|problem| (problem.field, problem.kind)).collect()
    }

    #[test]
    fn a_form_that_is_left_alone_changes_nothing() {
        for user in [kim(), User { status: UserStatus::Unknown, ..kim() }] {
            assert_eq!(UserDraft::of(&user).check(&user), Ok(user));
        }
    }

    #[test]
    fn a_name_or_an_address_is_enough() {
        assert_eq!(problems(|draft| draft.name.clear()), []);
        assert_eq!(problems(|draft| draft.email.clear()), []);
        let neither = problems(|draft| {
            draft.name = "  ".to_owned();
            draft.email.clear();
        });
        assert_eq!(neither, [(Field::Name, ProblemKind::MissingName)]);
    }

    #[test]
    fn addresses_have_one_at_with_something_on_both_sides() {
        for good in ["kim@example.org", "k@b", "kim+x@b.example"] {
            assert!(is_email(good), "{good}");
        }
        for bad in ["kim", "@b", "kim@", "kim@b@c", "kim lee@b", ""] {
            assert!(!is_email(bad), "{bad}");
        }
        let found = problems(|draft| {
            draft.email = "kim at example".to_owned();
            draft.more_emails = "k@b.example; nobody".to_owned();
        });
        let expected = [Field::Email, Field::MoreEmails];
        assert_eq!(found, expected.map(|field| (field, ProblemKind::NotAnEmail)));
    }

    #[test]
    fn further_addresses_come_a_line_or_between_commas() {
        let mut draft = UserDraft::of(&kim());
        draft.more_emails = " a@b.example,\n b@b.example;a@b.example\n".to_owned();
        let read = draft.check(&kim()).unwrap().more_emails;
        assert_eq!(read.into_iter().collect::<Vec<_>>(), ["a@b.example", "b@b.example"]);
    }

    #[test]
    fn nobody_leaves_before_they_come_or_answers_to_themselves() {
        let found = problems(|draft| draft.end_on = "2020-01-31".to_owned());
        assert_eq!(found, [(Field::LastDay, ProblemKind::EndsBeforeStart)]);
        let draft = UserDraft { manager_id: Some(kim().id), ..UserDraft::of(&kim()) };
        assert_eq!(draft.check(&kim()).unwrap().manager_id, None);
    }
}
