//! What kind of right a license is, and what that asks of its record.

use serde::{Deserialize, Serialize};

/// What kind of right a license is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LicenseType {
    /// Bought once, for ever.
    Perpetual,
    /// Paid for by the period.
    Subscription,
    /// Many rights under one agreement.
    Volume,
    /// For evaluation, until a day.
    Trial,
    /// Free and open source.
    OpenSource,
    /// Bound to the machine it came with.
    Oem,
    /// Written by a newer version of the app; kept as it is.
    Unknown,
}

impl LicenseType {
    /// All that a person can choose, in the order of the guide.
    pub const ALL: [Self; 6] = [
        Self::Perpetual,
        Self::Subscription,
        Self::Volume,
        Self::Trial,
        Self::OpenSource,
        Self::Oem,
    ];

    /// Whether such a license makes no sense without a last valid day.
    pub fn needs_expiration(self) -> bool {
        matches!(self, Self::Subscription | Self::Trial)
    }

    /// The word that documents and files hold.
    pub fn code(self) -> &'static str {
        match self {
            Self::Perpetual => "perpetual",
            Self::Subscription => "subscription",
            Self::Volume => "volume",
            Self::Trial => "trial",
            Self::OpenSource => "open_source",
            Self::Oem => "oem",
            Self::Unknown => "unknown",
        }
    }

    /// Reads [`Self::code`]; anything else is [`Self::Unknown`].
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|t| t.code() == code).unwrap_or(Self::Unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back_and_strange_ones_stay_unknown() {
        for kind in LicenseType::ALL {
            assert_eq!(LicenseType::from_code(kind.code()), kind);
        }
        assert_eq!(LicenseType::from_code("floating"), LicenseType::Unknown);
    }

    #[test]
    fn only_subscriptions_and_trials_need_an_end() {
        let needing: Vec<_> =
            LicenseType::ALL.into_iter().filter(|t| t.needs_expiration()).collect();
        assert_eq!(needing, [LicenseType::Subscription, LicenseType::Trial]);
    }
}
