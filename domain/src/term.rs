//! One period of a license, and which period counts today.

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::id::TermId;
use crate::renewal::Notice;

/// From its first to its last valid day; a renewal adds another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Identity within the license.
    pub id: TermId,
    /// Its days.
    pub span: Span,
    /// Whether the next one begins by itself unless it is cancelled.
    pub auto_renew: bool,
    /// How long the next one is, in months; `None` for as long as this one.
    pub renew_months: Option<u16>,
    /// How long before its end a cancellation must arrive.
    pub notice: Option<Notice>,
    /// How sure it is.
    pub state: TermState,
}

/// How sure a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum TermState {
    /// Intended, not ordered.
    Planned,
    /// Agreed.
    #[default]
    Confirmed,
    /// Taken to have begun by itself; somebody should confirm it.
    Assumed,
    /// Written by a newer version of the app; kept as it is.
    Unknown,
}

impl TermState {
    /// All that a person can choose.
    pub const ALL: [Self; 3] = [Self::Confirmed, Self::Planned, Self::Assumed];

    /// The word that documents hold.
    pub fn code(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Confirmed => "confirmed",
            Self::Assumed => "assumed",
            Self::Unknown => "unknown",
        }
    }

    /// Reads [`Self::code`]; nothing is [`Self::Confirmed`], anything else [`Self::Unknown`].
    pub fn from_code(code: &str) -> Self {
        if code.is_empty() {
            return Self::default();
        }
        Self::ALL.into_iter().find(|state| state.code() == code).unwrap_or(Self::Unknown)
    }
}

impl Term {
    /// A term without days.
    pub fn new(id: TermId) -> Self {
        Self {
            id,
            span: Span::default(),
            auto_renew: false,
            renew_months: None,
            notice: None,
            state: TermState::Confirmed,
        }
    }
}

/// A run of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Span {
    /// The first day; `None` when nobody knows any more, which counts as "long ago".
    #[serde(with = "crate::date::maybe_day")]
    pub start_on: Option<Date>,
    /// The last valid day, inclusive; `None` means it never ends.
    #[serde(with = "crate::date::maybe_day")]
    pub last_day: Option<Date>,
}

impl Span {
    /// Whether `day` lies within.
    pub fn covers(self, day: Date) -> bool {
        self.has_started(day) && self.last_day.is_none_or(|last| day <= last)
    }

    /// Whether it has begun on or before `day`.
    pub fn has_started(self, day: Date) -> bool {
        self.start_on.is_none_or(|start| start <= day)
    }
}

/// The span that counts on `today`: the one that covers it (the later of two that overlap), else
/// the latest past one, else the earliest to come.
pub fn current(spans: impl IntoIterator<Item = Span>, today: Date) -> Option<Span> {
    spans.into_iter().max_by_key(|span| {
        let start = span.start_on.unwrap_or(Date::MIN);
        let last = span.last_day.unwrap_or(Date::MAX);
        if span.covers(today) {
            (2, start, last)
        } else if span.has_started(today) {
            (1, last, start)
        } else {
            // Of those to come the earliest wins, so later starts must rank lower.
            let days_ahead = (start - today).num_days();
            let rank = Date::MAX - chrono::Duration::days(days_ahead.clamp(0, 100_000_000));
            (0, rank, last)
        }
    })
}

/// The term among `terms` that counts on `today` (see [`current`]). One that is only planned counts
/// where nothing else is there.
pub fn current_of<T>(
    terms: impl IntoIterator<Item = T> + Clone,
    of: impl Fn(&T) -> (Span, TermState),
    today: Date,
) -> Option<T> {
    let is_planned = |term: &T| of(term).1 == TermState::Planned;
    let has_other = terms.clone().into_iter().any(|term| !is_planned(&term));
    let counts = |term: &T| !has_other || !is_planned(term);
    let spans = terms.clone().into_iter().filter(counts).map(|term| of(&term).0);
    let span = current(spans, today)?;
    terms.into_iter().find(|term| counts(term) && of(term).0 == span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::parse_iso;

    fn span(start: &str, last: &str) -> Span {
        Span { start_on: parse_iso(start), last_day: parse_iso(last) }
    }

    #[test]
    fn the_term_that_covers_today_counts_before_past_and_future_ones() {
        let past = span("2024-01-01", "2024-12-31");
        let now = span("2025-01-01", "2025-12-31");
        let next = span("2026-01-01", "2026-12-31");
        let far = span("2027-01-01", "2027-12-31");
        let spans = [far, past, now, next];
        let check = |today: &str, expected: Span| {
            assert_eq!(current(spans, parse_iso(today).unwrap()), Some(expected), "{today}");
        };
        check("2025-06-01", now);
        check("2025-12-31", now);
        check("2028-06-01", far);
        check("2023-06-01", past);
        assert_eq!(current([next, far], parse_iso("2023-06-01").unwrap()), Some(next));
        assert_eq!(current([], parse_iso("2025-06-01").unwrap()), None);
    }

    #[test]
    fn the_later_of_two_overlapping_terms_counts() {
        let long = span("2025-01-01", "2025-12-31");
        let renewed = span("2025-06-01", "2026-05-31");
        assert_eq!(current([renewed, long], parse_iso("2025-07-01").unwrap()), Some(renewed));
    }
}
