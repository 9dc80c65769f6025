//! Machines that software runs on.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::id::{AssetId, UserId};

/// A machine: a laptop, a server, a tablet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asset {
    /// Identity.
    pub id: AssetId,
    /// The organisation's own mark on it, or empty.
    pub tag: String,
    /// What it is called, or empty.
    pub name: String,
    /// The maker's serial number, or empty.
    pub serial: String,
    /// What kind of machine it is, or empty.
    pub category: String,
    /// Where it stands.
    pub status: AssetStatus,
    /// Whose it is.
    pub holder_id: Option<UserId>,
    /// Where it is, or empty.
    pub location: String,
    /// How many cores it has, for licenses that count them.
    pub cores: Option<u32>,
    /// How many processors it has.
    pub processors: Option<u32>,
    /// When it was taken out of use.
    #[serde(with = "crate::date::maybe_day")]
    pub retired_on: Option<Date>,
    /// Anything else.
    pub notes: String,
    /// When the record was deleted; it can be restored.
    #[serde(with = "chrono::serde::ts_milliseconds_option")]
    pub deleted_at: Option<DateTime<Utc>>,
}

/// Where a machine stands.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub enum AssetStatus {
    /// Ready to be given to somebody.
    #[default]
    Available,
    /// In somebody's hands.
    Assigned,
    /// Out of use.
    Retired,
    /// Written by a newer version of the app; kept as it is.
    Unknown,
}

impl AssetStatus {
    /// All that a person can choose.
    pub const ALL: [Self; 3] = [Self::Available, Self::Assigned, Self::Retired];

    /// The word that documents and files hold.
    pub fn code(self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::Assigned => "assigned",
            Self::Retired => "retired",
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

impl Asset {
    /// A machine with this tag.
    pub fn new(id: AssetId, tag: &str) -> Self {
        Self {
            id,
            tag: tag.to_owned(),
            name: String::new(),
            serial: String::new(),
            category: String::new(),
            status: AssetStatus::Available,
            holder_id: None,
            location: String::new(),
            cores: None,
            processors: None,
            retired_on: None,
            notes: String::new(),
            deleted_at: None,
        }
    }

    /// What to call it: by its tag and name, or by what else is known.
    pub fn label(&self) -> String {
        match (self.tag.as_str(), self.name.as_str()) {
            ("", "") => self.serial.clone(),
            ("", name) => name.to_owned(),
            (tag, "") => tag.to_owned(),
            (tag, name) => format!("{tag} ({name})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn it_is_called_by_what_is_known_of_it() {
        let asset = |tag: &str, name: &str| Asset {
            name: name.to_owned(),
            serial: "SN-1".to_owned(),
            ..Asset::new(AssetId(Uuid::nil()), tag)
        };
        assert_eq!(asset("LAP-7", "Kim's laptop").label(), "LAP-7 (Kim's laptop)");
        assert_eq!(asset("LAP-7", "").label(), "LAP-7");
        assert_eq!(asset("", "Build server").label(), "Build server");
        assert_eq!(asset("", "").label(), "SN-1");
    }
}
