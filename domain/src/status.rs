//! The one place that says what a license's dates mean today.
//!
//! `today` is the calendar day in the workspace's time zone, so that every device shows the same
//! status on the same day. The last day of a term is a valid day.

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::lifecycle::Lifecycle;
use crate::term::{Span, TermState, current};

/// What a person reads beside a license.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Status {
    /// Past its last valid day.
    Expired,
    /// Fewer days left than the workspace's threshold.
    ExpiringSoon,
    /// Awaiting activation or approval, or not started yet.
    Pending,
    /// Valid.
    Active,
    /// Ended before its time.
    Terminated,
    /// Kept for the record only.
    Archived,
}

impl Status {
    /// All statuses, the most urgent first.
    pub const ALL: [Self; 6] = [
        Self::Expired,
        Self::ExpiringSoon,
        Self::Pending,
        Self::Active,
        Self::Terminated,
        Self::Archived,
    ];

    /// The word that addresses and files hold.
    pub fn code(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::ExpiringSoon => "expiring_soon",
            Self::Expired => "expired",
            Self::Pending => "pending",
            Self::Terminated => "terminated",
            Self::Archived => "archived",
        }
    }

    /// Reads [`Self::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// The status of a license with these terms.
///
/// `expiring_days` is the workspace's threshold: with 30, a license is Expiring Soon from 29 days
/// left down to 0, which is its last valid day.
pub fn status(lifecycle: Lifecycle, spans: &[Span], today: Date, expiring_days: u16) -> Status {
    match lifecycle {
        Lifecycle::Archived => return Status::Archived,
        Lifecycle::Terminated => return Status::Terminated,
        Lifecycle::Pending => return Status::Pending,
        Lifecycle::InService | Lifecycle::NotRenewing | Lifecycle::Unknown => {}
    }
    let Some(span) = current(spans.iter().copied(), today) else { return Status::Active };
    if !span.has_started(today) {
        return Status::Pending;
    }
    match days_left(span, today) {
        Some(days) if days < 0 => Status::Expired,
        Some(days) if days < i64::from(expiring_days) => Status::ExpiringSoon,
        Some(_) | None => Status::Active,
    }
}

/// The status of a license with these terms. What is only planned is not owned yet: a license of
/// which nothing else is known is Pending.
pub fn status_of_terms(
    lifecycle: Lifecycle,
    terms: impl Iterator<Item = (Span, TermState)> + Clone,
    today: Date,
    expiring_days: u16,
) -> Status {
    let mut agreed = terms.clone().filter(|(_, state)| *state != TermState::Planned);
    match (agreed.next(), agreed.next()) {
        (None, _) if terms.clone().next().is_some() => {
            let decided = status(lifecycle, &[], today, expiring_days);
            if decided == Status::Active { Status::Pending } else { decided }
        }
        (None, _) => status(lifecycle, &[], today, expiring_days),
        // Nearly every license has one: no list is made for it.
        (Some((only, _)), None) => status(lifecycle, &[only], today, expiring_days),
        (Some((first, _)), Some((second, _))) => {
            let spans: Vec<Span> =
                [first, second].into_iter().chain(agreed.map(|(span, _)| span)).collect();
            status(lifecycle, &spans, today, expiring_days)
        }
    }
}

/// Days until the last valid day: 0 on that day, negative after it, `None` when it never ends.
pub fn days_left(span: Span, today: Date) -> Option<i64> {
    span.last_day.map(|last| (last - today).num_days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::parse_iso;

    fn check(lifecycle: Lifecycle, start: &str, last: &str, today: &str, expected: Status) {
        let span = Span { start_on: parse_iso(start), last_day: parse_iso(last) };
        let today = parse_iso(today).unwrap();
        let got = status(lifecycle, &[span], today, 30);
        assert_eq!(got, expected, "{lifecycle:?} {start}..{last} on {today}");
    }

    #[test]
    fn status_follows_the_dates() {
        use Lifecycle::InService as I;
        check(I, "2025-01-01", "2025-12-31", "2025-06-01", Status::Active);
        check(I, "2025-01-01", "2025-12-31", "2025-12-01", Status::Active); // 30 days left
        check(I, "2025-01-01", "2025-12-31", "2025-12-02", Status::ExpiringSoon); // 29 days left
        check(I, "2025-01-01", "2025-12-31", "2025-12-31", Status::ExpiringSoon); // the last valid day
        check(I, "2025-01-01", "2025-12-31", "2026-01-01", Status::Expired);
        check(I, "2026-02-01", "2026-12-31", "2026-01-01", Status::Pending); // upcoming
        check(I, "2026-01-01", "2026-12-31", "2026-01-01", Status::Active);
        check(I, "2025-01-01", "", "2099-01-01", Status::Active); // no end
        check(I, "", "2025-12-31", "2025-06-01", Status::Active); // no start known
        check(I, "2024-02-29", "2025-02-28", "2025-02-28", Status::ExpiringSoon);
    }

    #[test]
    fn a_decision_comes_before_the_dates() {
        check(Lifecycle::Pending, "2020-01-01", "2020-12-31", "2025-06-01", Status::Pending);
        check(Lifecycle::Terminated, "2025-01-01", "2025-12-31", "2025-06-01", Status::Terminated);
        check(Lifecycle::Archived, "2025-01-01", "2025-12-31", "2025-06-01", Status::Archived);
        check(Lifecycle::NotRenewing, "2025-01-01", "2025-12-31", "2025-06-01", Status::Active);
    }

    #[test]
    fn the_threshold_is_a_setting() {
        let span = Span { start_on: None, last_day: parse_iso("2025-12-31") };
        let on = |today: &str, days| {
            status(Lifecycle::InService, &[span], parse_iso(today).unwrap(), days)
        };
        assert_eq!(on("2025-10-03", 90), Status::ExpiringSoon);
        assert_eq!(on("2025-10-02", 90), Status::Active);
        assert_eq!(on("2025-12-31", 0), Status::Active);
    }

    #[test]
    fn a_license_without_any_term_is_active() {
        let today = parse_iso("2025-06-01").unwrap();
        assert_eq!(status(Lifecycle::InService, &[], today, 30), Status::Active);
    }

    #[test]
    fn a_planned_term_makes_nothing_valid() {
        let now = Span { start_on: parse_iso("2025-01-01"), last_day: parse_iso("2025-12-31") };
        let past = Span { start_on: parse_iso("2024-01-01"), last_day: parse_iso("2024-12-31") };
        let today = parse_iso("2025-06-01").unwrap();
        let on = |terms: &[(Span, TermState)], lifecycle| {
            status_of_terms(lifecycle, terms.iter().copied(), today, 30)
        };
        let (planned, sure) = ((now, TermState::Planned), (past, TermState::Confirmed));
        assert_eq!(on(&[planned], Lifecycle::InService), Status::Pending);
        assert_eq!(on(&[planned, sure], Lifecycle::InService), Status::Expired);
        assert_eq!(on(&[(now, TermState::Assumed), sure], Lifecycle::InService), Status::Active);
        assert_eq!(on(&[planned], Lifecycle::Archived), Status::Archived);
        assert_eq!(on(&[], Lifecycle::InService), Status::Active);
    }

    #[test]
    fn a_gap_between_terms_counts_as_expired_until_the_next_one_starts() {
        let spans = [
            Span { start_on: parse_iso("2024-01-01"), last_day: parse_iso("2024-12-31") },
            Span { start_on: parse_iso("2025-03-01"), last_day: parse_iso("2026-02-28") },
        ];
        let on = |today: &str| status(Lifecycle::InService, &spans, parse_iso(today).unwrap(), 30);
        assert_eq!(on("2025-02-01"), Status::Expired);
        assert_eq!(on("2025-03-01"), Status::Active);
    }
}
