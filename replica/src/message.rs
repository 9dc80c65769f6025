//! The label of a change: which command it carries out, on which license, touching which fields.
//!
//! Labels are for the history a person reads. Rules never depend on them, so an odd label from
//! another version does no harm. No label ever holds a value, least of all a product key.

use std::fmt;
use std::str::FromStr;

use domain::command::Command;
use domain::id::LicenseId;
use domain::license::License;

/// What a change did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// Created a license.
    Create(LicenseId),
    /// Changed fields of a license.
    Edit(LicenseId, Vec<String>),
    /// Deleted a license.
    Delete(LicenseId),
    /// Took a deletion back.
    Restore(LicenseId),
    /// Added a term to a license.
    Renew(LicenseId),
    /// Added so many licenses from a file.
    Import(usize),
    /// Changed settings.
    Settings,
    /// Sealed or removed product keys; the vault's own label.
    Keys,
}

/// The label is none of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a label of ours")]
pub struct UnknownMessage;

impl Message {
    /// The label of `command`.
    pub fn of(command: &Command) -> Self {
        match command {
            Command::CreateLicense { license, .. } => Self::Create(license.id),
            Command::EditLicense { before, after, .. } => {
                Self::Edit(after.id, touched(before, after))
            }
            Command::DeleteLicense { id, .. } => Self::Delete(*id),
            Command::RestoreLicense { id } => Self::Restore(*id),
            Command::RenewLicense { id, .. } => Self::Renew(*id),
            Command::ImportLicenses(import) => Self::Import(import.licenses.len()),
            Command::ChangeSettings { .. } => Self::Settings,
        }
    }

    /// The one license it is about.
    pub fn license(&self) -> Option<LicenseId> {
        match self {
            Self::Create(id)
            | Self::Edit(id, _)
            | Self::Delete(id)
            | Self::Restore(id)
            | Self::Renew(id) => Some(*id),
            Self::Import(_) | Self::Settings | Self::Keys => None,
        }
    }
}

/// Top-level fields that differ, by the names the document gives them.
fn touched(before: &License, after: &License) -> Vec<String> {
    let (before, after) =
        (crate::schema::license::write(before), crate::schema::license::write(after));
    let keys: std::collections::BTreeSet<_> = before.keys().chain(after.keys()).collect();
    keys.into_iter().filter(|key| before.get(*key) != after.get(*key)).cloned().collect()
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Create(id) => write!(f, "create {id}"),
            Self::Edit(id, fields) => write!(f, "edit {id} {}", fields.join(",")),
            Self::Delete(id) => write!(f, "delete {id}"),
            Self::Restore(id) => write!(f, "restore {id}"),
            Self::Renew(id) => write!(f, "renew {id}"),
            Self::Import(n) => write!(f, "import {n}"),
            Self::Settings => f.write_str("settings"),
            Self::Keys => f.write_str("keys"),
        }
    }
}

impl FromStr for Message {
    type Err = UnknownMessage;

    fn from_str(label: &str) -> Result<Self, UnknownMessage> {
        let mut words = label.split(' ');
        let verb = words.next().unwrap_or("");
        let object = words.next().unwrap_or("");
        let id = || object.parse::<LicenseId>().map_err(|_| UnknownMessage);
        match verb {
            "create" => Ok(Self::Create(id()?)),
            "edit" => {
                let fields = words.next().unwrap_or("").split(',').filter(|f| !f.is_empty());
                Ok(Self::Edit(id()?, fields.map(str::to_owned).collect()))
            }
            "delete" => Ok(Self::Delete(id()?)),
            "restore" => Ok(Self::Restore(id()?)),
            "renew" => Ok(Self::Renew(id()?)),
            "import" => Ok(Self::Import(object.parse().map_err(|_| UnknownMessage)?)),
            "settings" => Ok(Self::Settings),
            "keys" => Ok(Self::Keys),
            _ => Err(UnknownMessage),
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::id::LicenseId;

    use super::*;

    #[test]
    fn a_label_reads_back_and_a_strange_one_is_refused() {
        let id: LicenseId = "67e55044-10b1-426f-9247-bb680e5fe0c8".parse().unwrap();
        let labels = [
            Message::Create(id),
            Message::Edit(id, vec!["name".to_owned(), "terms".to_owned()]),
            Message::Edit(id, vec![]),
            Message::Delete(id),
            Message::Restore(id),
            Message::Renew(id),
            Message::Import(50),
            Message::Settings,
        ];
        for label in labels {
            assert_eq!(label.to_string().parse(), Ok(label));
        }
        assert_eq!("edit nothing".parse::<Message>(), Err(UnknownMessage));
        assert_eq!("".parse::<Message>(), Err(UnknownMessage));
    }
}
