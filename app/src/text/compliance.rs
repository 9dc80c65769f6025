//! Whether what is used is allowed, in words: verdicts, the reasons for them, and what it all costs.

use domain::compliance::{IDLE_AFTER, LicensePosition, Position, ProductPosition, Verdict};
use domain::entitlement::Standing;
use domain::money::Money;
use domain::purchase::Seats;
use domain::quantity::Quantity;

use super::license::counted;
use crate::components::Tone;
use crate::platform::intl;

/// A verdict in a word.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::UnderLicensed => "Under-licensed",
        Verdict::Unlicensed => "Unlicensed",
        Verdict::OverLicensed => "Over-licensed",
        Verdict::Unused => "Unused",
        Verdict::Compliant => "Compliant",
        Verdict::Unlimited => "Unlimited",
    }
}

/// How loud it is.
pub fn tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::UnderLicensed | Verdict::Unlicensed => Tone::Bad,
        Verdict::OverLicensed | Verdict::Unused => Tone::Warn,
        Verdict::Compliant => Tone::Ok,
        Verdict::Unlimited => Tone::Info,
    }
}

/// Why a license stands as it does, the most important first.
pub fn why_license(one: &LicensePosition) -> String {
    let ended = match one.standing {
        Standing::InForce => "",
        Standing::Expired => "Expired",
        Standing::Pending => "Not valid yet",
        Standing::Terminated => "Terminated",
        Standing::Archived => "Archived",
    };
    joined(vec![reason(&one.position, ended)], &one.position)
}

/// Why a product stands as it does, the most important first.
pub fn why_product(product: &ProductPosition) -> String {
    let is_one = product.licenses.len() == 1;
    let ended = match (product.standing, is_one) {
        (Standing::InForce, _) => "",
        (Standing::Expired, true) => "License expired",
        (Standing::Expired, false) => "All licenses expired",
        (Standing::Pending, true) => "License not valid yet",
        (Standing::Terminated, true) => "License terminated",
        (Standing::Archived, true) => "License archived",
        (Standing::Pending | Standing::Terminated | Standing::Archived, false) => {
            "No license in force"
        }
    };
    let is_covered = !product.covered.is_zero();
    let mut reasons = Vec::new();
    if !(is_covered && product.position.verdict == Verdict::Compliant) {
        reasons.push(reason(&product.position, ended));
    }
    if is_covered {
        let by = product.covered_by.join(", ");
        reasons.push(format!("{} covered by {by}", intl::quantity(product.covered)));
    }
    joined(reasons, &product.position)
}

fn joined(mut reasons: Vec<String>, position: &Position) -> String {
    if !position.stranded.is_zero() {
        reasons.push(format!("{} held by people who left", intl::quantity(position.stranded)));
    }
    if !position.idle.is_zero() {
        reasons.push(format!("{} idle for {IDLE_AFTER} days", intl::quantity(position.idle)));
    }
    reasons.join(" · ")
}

/// The reason of the verdict itself; `ended` is why nothing gives any right, if so.
fn reason(position: &Position, ended: &str) -> String {
    let used = intl::quantity(position.used);
    let has_ended = !ended.is_empty();
    match position.verdict {
        Verdict::UnderLicensed if has_ended => format!("{ended}, {used} still used"),
        Verdict::UnderLicensed => {
            format!("{} more used than owned", intl::quantity(position.gap()))
        }
        Verdict::Unlicensed => "Nothing was ever bought".to_owned(),
        Verdict::OverLicensed => {
            let free = intl::quantity(position.free());
            format!("{free} free, more than 10 % of {}", owned(position.owned))
        }
        Verdict::Unused => format!("None of {} used", owned(position.owned)),
        Verdict::Unlimited => format!("No limit, {used} used"),
        Verdict::Compliant if has_ended => format!("{ended}, none used"),
        Verdict::Compliant if is_of_site(position) => "Covers the whole site".to_owned(),
        Verdict::Compliant if position.free().is_zero() && position.used.is_zero() => {
            "Nothing owned, nothing used".to_owned()
        }
        Verdict::Compliant if position.free().is_zero() => "All in use".to_owned(),
        Verdict::Compliant => format!("{} free", intl::quantity(position.free())),
    }
}

/// Figures that would not be compliant if anybody counted them.
fn is_of_site(position: &Position) -> bool {
    Position::new(position.owned, position.used, false).verdict != Verdict::Compliant
}

fn owned(seats: Seats) -> String {
    match seats {
        Seats::Counted(n) => intl::count(u64::from(n)),
        Seats::Unstated | Seats::Unlimited => super::license::seats(seats),
    }
}

/// Amounts of several currencies, side by side.
pub fn amounts(amounts: &[Money]) -> String {
    amounts.iter().map(|amount| intl::money(*amount)).collect::<Vec<_>>().join(" + ")
}

/// How many licenses are left out of a sum.
pub fn without_a_price(n: u32) -> String {
    format!("{} without a price", intl::count(u64::from(n)))
}

/// How many are left out of a sum of costs by the year.
pub fn without_a_yearly_price(n: u32) -> String {
    format!("{} without a yearly price", intl::count(u64::from(n)))
}

/// Seats in the hands of people who left.
pub fn held_by_gone(seats: Quantity) -> String {
    let noun = if seats == Quantity::ONE { "seat" } else { "seats" };
    format!("Held by people who left: {} {noun}", intl::quantity(seats))
}

/// So many assignments.
pub fn assignments(n: usize) -> String {
    counted(n, "assignment", "assignments")
}

/// What the picture of the past shows, for who cannot see it.
pub fn chart(months: &str, first: [Quantity; 3], last: [Quantity; 3]) -> String {
    let told = |[owned, used, gap]: [Quantity; 3]| {
        let [owned, used, gap] = [owned, used, gap].map(intl::quantity);
        format!("{owned} owned, {used} used, {gap} missing")
    };
    format!(
        "Seats owned, used and missing over {months} months. At first {}; now {}.",
        told(first),
        told(last)
    )
}
