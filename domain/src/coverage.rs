//! Support and maintenance beside a right that may last longer: a chain of periods of its own.
//!
//! A perpetual right stays when its maintenance lapses; what stops is the right to newer versions
//! and to help. Each renewal of the coverage adds a period and keeps the ones before.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::id::CoverageId;
use crate::money::Money;
use crate::renewal;
use crate::term::Span;

/// One period of support or maintenance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// Identity within the license.
    pub id: CoverageId,
    /// What it gives.
    pub kind: CoverageKind,
    /// Its days.
    pub span: Span,
    /// What the period costs.
    pub price: Option<Money>,
}

/// What a coverage gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum CoverageKind {
    /// Newer versions, with or without help.
    #[default]
    Maintenance,
    /// Help.
    Support,
    /// Newer versions and further rights, such as Microsoft's Software Assurance.
    Assurance,
    /// Written by a newer version of the app; kept as it is.
    Unknown,
}

impl CoverageKind {
    /// All that a person can choose.
    pub const ALL: [Self; 3] = [Self::Maintenance, Self::Support, Self::Assurance];

    /// The word that documents hold.
    pub fn code(self) -> &'static str {
        match self {
            Self::Maintenance => "maintenance",
            Self::Support => "support",
            Self::Assurance => "assurance",
            Self::Unknown => "unknown",
        }
    }

    /// Reads [`Self::code`]; anything else is [`Self::Unknown`].
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|kind| kind.code() == code).unwrap_or(Self::Unknown)
    }
}

impl Coverage {
    /// A period of which nothing is known.
    pub fn new(id: CoverageId) -> Self {
        Self { id, kind: CoverageKind::default(), span: Span::default(), price: None }
    }
}

/// The period that follows the latest one: as long, of the same kind, at the same price.
///
/// Its days are counted as those of terms are, from the first day of the one before.
pub fn next(all: &BTreeMap<CoverageId, Coverage>, id: CoverageId) -> Coverage {
    let latest = all.values().max_by_key(|coverage| coverage.span.last_day);
    let Some(latest) = latest else { return Coverage::new(id) };
    Coverage { id, span: renewal::following(latest.span), ..*latest }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::currency::Currency;
    use crate::date::parse_iso;

    const ID: CoverageId = CoverageId(Uuid::nil());

    fn year(of: &str) -> Coverage {
        let span = Span {
            start_on: parse_iso(&format!("{of}-01-01")),
            last_day: parse_iso(&format!("{of}-12-31")),
        };
        let price = Some(Money { minor: 120_000, currency: Currency::USD });
        Coverage { span, price, kind: CoverageKind::Assurance, ..Coverage::new(ID) }
    }

    #[test]
    fn the_next_period_follows_the_latest_one() {
        let with_id = |n, of| (CoverageId(Uuid::from_u128(n)), year(of));
        let all = BTreeMap::from([with_id(2, "2026"), with_id(3, "2024")]);
        let id = CoverageId(Uuid::from_u128(1));
        assert_eq!(next(&all, id), Coverage { id, ..year("2027") });
        assert_eq!(next(&BTreeMap::new(), id), Coverage::new(id));
    }
}
