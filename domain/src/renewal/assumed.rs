//! Terms that have begun by themselves because nobody cancelled the one before.

use uuid::{Builder, Uuid};

use super::{next_term, whole_months};
use crate::command::{Command, Edit};
use crate::date::{Date, is_plausible};
use crate::id::{LicenseId, PurchaseId, TermId};
use crate::license::License;
use crate::lifecycle::Lifecycle;
use crate::purchase::Purchase;
use crate::term::{Span, Term, TermState};
use crate::workspace::Workspace;

/// Terms that are added to one license at once, at most: as many as a person can check. Of more,
/// only the one that covers today is added; the page shows the gap before it.
const MOST_TERMS: usize = 24;

/// The command that adds to every license the terms that have begun by themselves by `today`;
/// `None` when there are none.
///
/// A term follows by itself when the last one renews by itself and is over, the license is in
/// service and not terminated, and its length is known. It is assumed: somebody should confirm it.
/// Its identity is derived from the term before, so that two devices add the same one.
pub fn assume(workspace: &Workspace, today: Date) -> Option<Command> {
    let edit = |before: &License| {
        let after = with_assumed(before, today)?;
        Some(Edit { before: before.clone(), after })
    };
    let edits: Vec<Edit> = workspace.present_licenses().filter_map(edit).collect();
    (!edits.is_empty()).then_some(Command::AssumeTerms { edits })
}

/// `license` with every assumed term confirmed.
pub fn confirmed(license: &License) -> License {
    let mut license = license.clone();
    for term in license.terms.values_mut().filter(|term| term.state == TermState::Assumed) {
        term.state = TermState::Confirmed;
    }
    license
}

fn with_assumed(license: &License, today: Date) -> Option<License> {
    let is_running =
        license.lifecycle == Lifecycle::InService && license.particulars.terminated_on.is_none();
    // Nearly every license ends here, before anything of it is copied.
    due(license, today).filter(|_| is_running)?;
    let mut after = license.clone();
    for _ in 0..MOST_TERMS {
        let Some(last) = due(&after, today) else { break };
        let (term, line) = (derived(license.id, last.id, 1), derived(license.id, last.id, 2));
        let Some((term, line)) = next_term(&after, TermId(term), PurchaseId(line)) else { break };
        // Without a length nobody knows until when it was renewed; a document may say any length.
        if !goes_on(term.span) || after.terms.contains_key(&term.id) {
            break;
        }
        after.terms.insert(term.id, Term { state: TermState::Assumed, ..term });
        after.purchases.insert(line.id, line);
    }
    let n_added = after.terms.len().saturating_sub(license.terms.len());
    if n_added == MOST_TERMS && due(&after, today).is_some() {
        let (term, line) = covering(license, today)?;
        after.clone_from(license);
        after.terms.insert(term.id, term);
        after.purchases.insert(line.id, line);
    }
    (after != *license).then_some(after)
}

/// The assumed term that covers `today`, with its purchase.
///
/// Its identity is the one it would have at the end of the whole row, so that a device that adds it
/// from the term just before it adds the same.
fn covering(license: &License, today: Date) -> Option<(Term, Purchase)> {
    let last = super::last_term(license)?;
    let (anchor, months) = super::rhythm(license, last);
    let months = months?;
    let (mut before, mut id, mut span) = (last.id, last.id, last.span);
    while span.last_day? < today {
        let start_on = span.last_day?.succ_opt()?;
        let last_day = super::last_day_from(anchor, start_on, months);
        (before, id) = (id, TermId(derived(license.id, id, 1)));
        span = Some(Span { start_on: Some(start_on), last_day }).filter(|span| goes_on(*span))?;
    }
    let line = PurchaseId(derived(license.id, before, 2));
    let (next, line) = next_term(license, id, line)?;
    // The gap hides what it was counted from, so a length that its days don't show is said.
    let is_shown = whole_months(span) == Some(months);
    let renew_months = next.renew_months.or((!is_shown).then_some(months));
    let is_new = !license.terms.contains_key(&id);
    is_new.then_some((Term { span, renew_months, state: TermState::Assumed, ..next }, line))
}

/// Whether a term has an end that we accept, no earlier than its start.
fn goes_on(span: Span) -> bool {
    span.last_day.is_some_and(|last| is_plausible(last) && Some(last) >= span.start_on)
}

/// The last term, if it is over and renews by itself.
fn due(license: &License, today: Date) -> Option<&Term> {
    let last = super::last_term(license)?;
    let is_over = last.span.last_day.is_some_and(|day| day < today);
    (last.auto_renew && is_over).then_some(last)
}

/// An identity that every device derives alike.
fn derived(license: LicenseId, term: TermId, salt: u64) -> Uuid {
    let (high, low) = license.0.as_u64_pair();
    let (term_high, term_low) = term.0.as_u64_pair();
    let high = mixed(mixed(high ^ salt) ^ term_low);
    let low = mixed(mixed(low.wrapping_add(salt)) ^ term_high);
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(high.to_be_bytes().into_iter().chain(low.to_be_bytes())).for_each(
        |(byte, mixed)| {
            *byte = mixed;
        },
    );
    Builder::from_custom_bytes(bytes).into_uuid()
}

/// Every bit of the result depends on every bit of `x` (the finalizer of `SplitMix64`).
fn mixed(x: u64) -> u64 {
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::command::apply;
    use crate::date::parse_iso;
    use crate::license_type::LicenseType;

    fn day(text: &str) -> Date {
        parse_iso(text).unwrap()
    }

    fn workspace(start: &str, last: &str, change: impl Fn(&mut License, &mut Term)) -> Workspace {
        let id = LicenseId(Uuid::from_u128(1));
        let mut license = License::new(id, LicenseType::Subscription, DateTime::UNIX_EPOCH);
        let span = Span { start_on: parse_iso(start), last_day: parse_iso(last) };
        let mut term = Term { span, auto_renew: true, ..Term::new(TermId(Uuid::from_u128(2))) };
        change(&mut license, &mut term);
        license.terms.insert(term.id, term);
        Workspace { licenses: [(id, license)].into(), ..Workspace::default() }
    }

    fn ends(workspace: &Workspace, today: &str) -> Vec<String> {
        let mut workspace = workspace.clone();
        if let Some(command) = assume(&workspace, day(today)) {
            apply(&mut workspace, &command).unwrap();
            assert_eq!(assume(&workspace, day(today)), None, "nothing is left to assume");
        }
        let license = workspace.licenses.values().next().unwrap();
        let mut terms: Vec<&Term> = license.terms.values().collect();
        terms.sort_by_key(|term| term.span.last_day);
        terms.iter().map(|t| format!("{} {}", t.span.last_day.unwrap(), t.state.code())).collect()
    }

    #[test]
    fn every_missed_period_is_added_and_counted_from_the_anchor() {
        let monthly = workspace("2026-01-31", "2026-02-27", |_, _| {});
        assert_eq!(ends(&monthly, "2026-02-27"), ["2026-02-27 confirmed"]);
        assert_eq!(ends(&monthly, "2026-02-28"), ["2026-02-27 confirmed", "2026-03-30 assumed"]);
        assert_eq!(
            ends(&monthly, "2026-05-15"),
            [
                "2026-02-27 confirmed",
                "2026-03-30 assumed",
                "2026-04-29 assumed",
                "2026-05-30 assumed"
            ]
        );
    }

    #[test]
    fn an_old_monthly_license_gets_the_month_that_counts_and_not_hundreds_to_check() {
        let monthly = workspace("2024-01-01", "2024-01-31", |_, _| {});
        let two_years = ends(&monthly, "2026-01-15");
        assert_eq!((two_years.len(), two_years[24].as_str()), (25, "2026-01-31 assumed"));
        let one_more = ["2024-01-31 confirmed", "2026-02-28 assumed"];
        assert_eq!(ends(&monthly, "2026-02-01"), one_more);
        // Fifty years, counted from the end of the month on; it still renews month by month.
        let old = workspace("1976-01-31", "1976-02-28", |_, _| {});
        assert_eq!(ends(&old, "2026-05-15"), ["1976-02-28 confirmed", "2026-05-30 assumed"]);
        let mut old = old;
        for (today, n) in [("2026-05-15", 2), ("2026-07-01", 4)] {
            let command = assume(&old, day(today)).unwrap();
            apply(&mut old, &command).unwrap();
            assert_eq!(old.licenses.values().next().unwrap().terms.len(), n, "{today}");
        }
    }

    #[test]
    fn two_devices_that_open_an_old_license_in_different_months_agree_on_the_later_one() {
        let start = workspace("2020-01-01", "2020-01-31", |_, _| {});
        let (mut early, mut late) = (start.clone(), start.clone());
        for today in ["2026-02-01", "2026-03-01"] {
            let command = assume(&early, day(today)).unwrap();
            apply(&mut early, &command).unwrap();
        }
        apply(&mut late, &assume(&start, day("2026-03-01")).unwrap()).unwrap();
        let [early, late] = [&early, &late].map(|side| side.licenses.values().next().unwrap());
        assert_eq!((early.terms.len(), late.terms.len()), (3, 2));
        assert!(late.terms.iter().all(|(id, term)| early.terms.get(id) == Some(term)));
        assert!(late.purchases.iter().all(|(id, line)| early.purchases.get(id) == Some(line)));
    }

    #[test]
    fn nothing_is_assumed_that_was_not_agreed_or_was_ended() {
        let none = |change: fn(&mut License, &mut Term)| {
            assume(&workspace("2025-01-01", "2025-12-31", change), day("2026-06-01")).is_none()
        };
        assert!(!none(|_, _| {}));
        assert!(none(|_, term| term.auto_renew = false));
        assert!(none(|license, _| license.lifecycle = Lifecycle::NotRenewing));
        assert!(none(|license, _| license.particulars.terminated_on = parse_iso("2025-06-01")));
        assert!(none(|license, _| license.deleted_at = Some(DateTime::UNIX_EPOCH)));
        // Somebody has renewed it already, without an end.
        assert!(none(|license, _| {
            let open = Span { start_on: parse_iso("2026-01-01"), last_day: None };
            let next = TermId(Uuid::from_u128(3));
            license.terms.insert(next, Term { span: open, ..Term::new(next) });
        }));
        // Odd days and no length agreed: nobody knows how long the next one is.
        assert!(none(|_, term| term.span.last_day = parse_iso("2025-12-30")));
    }

    #[test]
    fn two_devices_assume_the_same_terms_and_confirming_keeps_them() {
        let start = workspace("2025-01-01", "2025-12-31", |_, _| {});
        let (today, later) = (day("2026-02-01"), day("2027-02-01"));
        let mut one = start.clone();
        apply(&mut one, &assume(&start, today).unwrap()).unwrap();
        let more = assume(&one, later).unwrap();
        apply(&mut one, &more).unwrap();
        let mut other = start.clone();
        apply(&mut other, &assume(&start, later).unwrap()).unwrap();
        assert_eq!(one, other);
        let license = one.licenses.values().next().unwrap();
        assert_eq!(license.terms.len(), 3);
        let states = confirmed(license).terms.into_values().map(|term| term.state);
        assert!(states.eq([TermState::Confirmed; 3]));
    }
}
