//! People who use software. They are records, not accounts.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::id::UserId;

/// Somebody who uses software.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// Identity.
    pub id: UserId,
    /// Full name.
    pub name: String,
    /// E-mail address, or empty.
    pub email: String,
    /// Further e-mail addresses.
    pub more_emails: BTreeSet<String>,
    /// Login name, or empty.
    pub username: String,
    /// The organisation's own number for them, or empty.
    pub employee_number: String,
    /// Department, or empty.
    pub department: String,
    /// Where they work, or empty.
    pub location: String,
    /// Who they answer to.
    pub manager_id: Option<UserId>,
    /// The company they belong to, or empty.
    pub company: String,
    /// Where they stand.
    pub status: UserStatus,
    /// Their first day.
    #[serde(with = "crate::date::maybe_day")]
    pub start_on: Option<Date>,
    /// Their last day.
    #[serde(with = "crate::date::maybe_day")]
    pub end_on: Option<Date>,
    /// Anything else.
    pub notes: String,
    /// When the record was deleted; it can be restored.
    #[serde(with = "chrono::serde::ts_milliseconds_option")]
    pub deleted_at: Option<DateTime<Utc>>,
}

/// Where somebody stands in the organisation.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub enum UserStatus {
    /// About to begin.
    Onboarding,
    /// Working.
    #[default]
    Active,
    /// About to leave.
    Leaving,
    /// Gone.
    Left,
    /// Written by a newer version of the app; kept as it is.
    Unknown,
}

impl UserStatus {
    /// All that a person can choose.
    pub const ALL: [Self; 4] = [Self::Onboarding, Self::Active, Self::Leaving, Self::Left];

    /// The word that documents and files hold.
    pub fn code(self) -> &'static str {
        match self {
            Self::Onboarding => "onboarding",
            Self::Active => "active",
            Self::Leaving => "leaving",
            Self::Left => "left",
            Self::Unknown => "unknown",
        }
    }

    /// Reads [`Self::code`]; nothing is the usual one, anything else [`Self::Unknown`].
    pub fn from_code(code: &str) -> Self {
        if code.is_empty() {
            return Self::default();
        }
        Self::ALL.into_iter().find(|status| status.code() == code).unwrap_or(Self::Unknown)
    }
}

/// What a form needs to know of a user to find them by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserName {
    /// Who.
    pub id: UserId,
    /// Full name.
    pub name: String,
    /// E-mail address, or empty.
    pub email: String,
}

impl User {
    /// Somebody of this name.
    pub fn new(id: UserId, name: &str) -> Self {
        Self {
            id,
            name: name.to_owned(),
            email: String::new(),
            more_emails: BTreeSet::new(),
            username: String::new(),
            employee_number: String::new(),
            department: String::new(),
            location: String::new(),
            manager_id: None,
            company: String::new(),
            status: UserStatus::Active,
            start_on: None,
            end_on: None,
            notes: String::new(),
            deleted_at: None,
        }
    }

    /// What forms find them by.
    pub fn called(&self) -> UserName {
        UserName { id: self.id, name: self.name.clone(), email: self.email.clone() }
    }

    /// What to call them: by name, or by what else is known.
    pub fn label(&self) -> &str {
        let known = [&self.name, &self.email, &self.username, &self.employee_number];
        known.into_iter().find(|text| !text.is_empty()).map_or("", String::as_str)
    }

    /// Whether one of their addresses is this one, whatever its letter case.
    pub fn has_email(&self, address: &str) -> bool {
        let all = self.more_emails.iter().chain([&self.email]);
        !address.is_empty() && all.into_iter().any(|own| own.eq_ignore_ascii_case(address))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back_and_strange_ones_stay_unknown() {
        for status in UserStatus::ALL {
            assert_eq!(UserStatus::from_code(status.code()), status);
        }
        assert_eq!(UserStatus::from_code(""), UserStatus::Active);
        assert_eq!(UserStatus::from_code("sabbatical"), UserStatus::Unknown);
    }
}
