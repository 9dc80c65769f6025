//! How a user is laid out.

use domain::id::UserId;
use domain::user::{User, UserStatus};

use super::fields::{Reader, Writer};
use crate::tree::{Fields, Tree};

/// What stands before each further e-mail address: one entry of its own for each.
const EMAIL: &str = "email.";

/// The tree of a user.
pub(crate) fn write(user: &User) -> Fields {
    let is_usual = matches!(user.status, UserStatus::Active | UserStatus::Unknown);
    let mut fields = Writer::default()
        .text("name", &user.name)
        .text("email", &user.email)
        .text("username", &user.username)
        .text("employee_number", &user.employee_number)
        .text("department", &user.department)
        .text("location", &user.location)
        .id("manager_id", user.manager_id)
        .text("company", &user.company)
        .code("status", user.status.code(), is_usual)
        .date("start_on", user.start_on)
        .date("end_on", user.end_on)
        .text("notes", &user.notes)
        .instant("deleted_at", user.deleted_at)
        .0;
    let more = user.more_emails.iter();
    fields.extend(more.map(|email| (format!("{EMAIL}{email}"), Tree::Bool(true))));
    fields
}

/// The user of a tree.
pub(crate) fn read(id: UserId, fields: &Fields) -> User {
    let reader = Reader(fields);
    let mut user = User {
        email: reader.text("email"),
        username: reader.text("username"),
        employee_number: reader.text("employee_number"),
        department: reader.text("department"),
        location: reader.text("location"),
        manager_id: reader.parsed("manager_id"),
        company: reader.text("company"),
        status: UserStatus::from_code(reader.str("status")),
        start_on: reader.date("start_on"),
        end_on: reader.date("end_on"),
        notes: reader.text("notes"),
        deleted_at: reader.instant("deleted_at"),
        ..User::new(id, reader.str("name"))
    };
    user.more_emails.extend(reader.keys_after(EMAIL).map(|(email, _)| email.to_owned()));
    user
}
