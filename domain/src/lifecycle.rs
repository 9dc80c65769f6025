//! Where a license stands by decision, as opposed to by date.

use serde::{Deserialize, Serialize};

use crate::date::Date;

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
    /// All that a person can choose.
    pub const ALL: [Self; 5] =
        [Self::InService, Self::Pending, Self::NotRenewing, Self::Terminated, Self::Archived];

    /// Where it stands on `today`, if `terminated_on` is the last day before it was ended early.
    #[must_use]
    pub fn on(self, terminated_on: Option<Date>, today: Date) -> Self {
        let has_ended = terminated_on.is_some_and(|day| day < today);
        if has_ended && self != Self::Archived { Self::Terminated } else { self }
    }

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
        Self::ALL.into_iter().find(|l| l.code() == code).unwrap_or(Self::Unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_termination_counts_from_the_day_after() {
        let ended = crate::date::parse_iso("2025-06-30");
        let on =
            |today: &str, stage: Lifecycle| stage.on(ended, crate::date::parse_iso(today).unwrap());
        assert_eq!(on("2025-06-30", Lifecycle::InService), Lifecycle::InService);
        assert_eq!(on("2025-07-01", Lifecycle::InService), Lifecycle::Terminated);
        assert_eq!(on("2025-07-01", Lifecycle::Archived), Lifecycle::Archived);
    }

    #[test]
    fn codes_read_back_and_strange_ones_stay_unknown() {
        assert_eq!(Lifecycle::from_code("archived"), Lifecycle::Archived);
        assert_eq!(Lifecycle::from_code(""), Lifecycle::Unknown);
    }
}
