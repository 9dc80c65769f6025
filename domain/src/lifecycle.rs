//! Where a license stands by decision, as opposed to by date.

use serde::{Deserialize, Serialize};

/// The stored stage of a license. Its status is computed from this and the dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Lifecycle {
    /// Awaiting activation or approval.
    Pending,
    /// In use.
    #[default]
    InService,
    /// In use until its end, and not to be renewed.
    NotRenewing,
    /// Ended before its time.
    Terminated,
    /// Kept for the record only.
    Archived,
    /// Written by a newer version of the app; kept as it is.
    Unknown,
}

impl Lifecycle {
    const CODED: [Self; 5] =
        [Self::Pending, Self::InService, Self::NotRenewing, Self::Terminated, Self::Archived];

    /// The word that documents and files hold.
    pub fn code(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::InService => "in_service",
            Self::NotRenewing => "not_renewing",
            Self::Terminated => "terminated",
            Self::Archived => "archived",
            Self::Unknown => "unknown",
        }
    }

    /// Reads [`Self::code`]; anything else is [`Self::Unknown`].
    pub fn from_code(code: &str) -> Self {
        Self::CODED.into_iter().find(|l| l.code() == code).unwrap_or(Self::Unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back_and_strange_ones_stay_unknown() {
        assert_eq!(Lifecycle::from_code("archived"), Lifecycle::Archived);
        assert_eq!(Lifecycle::from_code(""), Lifecycle::Unknown);
    }
}
