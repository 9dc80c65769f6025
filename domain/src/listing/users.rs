//! The list of users.

use serde::{Deserialize, Serialize};

use super::{SortKey, Source, haystack};
use crate::assignment::Holder;
use crate::id::UserId;
use crate::user::User;
use crate::workspace::Workspace;

/// A line of the list of users.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserLine {
    /// The record.
    pub user: User,
    /// Who they answer to, or empty.
    pub manager: String,
    /// How many licenses they hold a seat of.
    pub licenses: u32,
}

/// Where the list comes from.
#[derive(Debug, Clone, Copy)]
pub struct Users<'a> {
    /// All records.
    pub workspace: &'a Workspace,
    /// Whether it is of the deleted ones.
    pub deleted: bool,
}

impl Users<'_> {
    fn user(&self, id: UserId) -> Option<&User> {
        self.workspace.users.get(&id)
    }

    fn licenses(&self, id: UserId) -> usize {
        let holder = Holder::User(id);
        self.workspace.assignments.of_holder(&holder).filter(|seat| seat.is_active()).count()
    }
}

impl Source for Users<'_> {
    type Id = UserId;
    type Line = UserLine;

    fn all(&self) -> Vec<(UserId, String)> {
        let users = self.workspace.users.values();
        let wanted = users.filter(|user| user.deleted_at.is_some() == self.deleted);
        let searched = wanted.map(|user| {
            let more: Vec<&str> = user.more_emails.iter().map(String::as_str).collect();
            let more = more.join(" ");
            let words = [&user.name, &user.email, &more, &user.username, &user.employee_number];
            let others = [&user.department, &user.location, &user.company];
            let words: Vec<&str> = words.into_iter().chain(others).map(String::as_str).collect();
            (user.id, haystack(&words))
        });
        searched.collect()
    }

    fn key(&self, id: UserId, column: &str) -> SortKey {
        let Some(user) = self.user(id) else { return SortKey::Nothing };
        match column {
            "email" => SortKey::text(&user.email),
            "username" => SortKey::text(&user.username),
            "employee-number" => SortKey::text(&user.employee_number),
            "department" => SortKey::text(&user.department),
            "location" => SortKey::text(&user.location),
            "company" => SortKey::text(&user.company),
            "manager" => SortKey::text(self.workspace.user_name(user.manager_id)),
            "status" => SortKey::Number(user.status as i64),
            "start" => SortKey::day(user.start_on),
            "end" => SortKey::day(user.end_on),
            "licenses" => SortKey::count(self.licenses(id)),
            _ => SortKey::text(user.label()),
        }
    }

    fn passes(&self, id: UserId, filter: &str, wanted: &str) -> bool {
        let Some(user) = self.user(id) else { return false };
        match filter {
            "status" => user.status.code() == wanted,
            "department" => user.department == wanted,
            "location" => user.location == wanted,
            "company" => user.company == wanted,
            "licenses" => (self.licenses(id) > 0) == (wanted == "some"),
            _ => true,
        }
    }

    fn line(&self, id: UserId) -> Option<UserLine> {
        let user = self.user(id)?;
        Some(UserLine {
            user: user.clone(),
            manager: self.workspace.user_name(user.manager_id).to_owned(),
            licenses: u32::try_from(self.licenses(id)).unwrap_or(u32::MAX),
        })
    }

    fn offered(&self, id: UserId) -> Vec<(&'static str, String)> {
        let Some(user) = self.user(id) else { return Vec::new() };
        vec![
            ("department", user.department.clone()),
            ("location", user.location.clone()),
            ("company", user.company.clone()),
        ]
    }
}
