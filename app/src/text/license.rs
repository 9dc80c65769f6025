//! Words for what a license is and how it stands.

use domain::coverage::CoverageKind;
use domain::custom_field::{FieldKind, NO, YES, is_number};
use domain::date::{Date, parse_iso};
use domain::license::KeyLabel;
use domain::license_type::LicenseType;
use domain::lifecycle::Lifecycle;
use domain::particulars::{Metric, OverUse};
use domain::purchase::{BillingPeriod, PriceBasis, Seats};
use domain::renewal::Seam;
use domain::status::Status;
use domain::term::Span;
use domain::term::TermState;

use crate::components::Tone;
use crate::platform::intl;

/// A type, as the guide calls it.
pub fn license_type(kind: LicenseType) -> &'static str {
    match kind {
        LicenseType::Perpetual => "Perpetual",
        LicenseType::Subscription => "Subscription",
        LicenseType::Volume => "Volume",
        LicenseType::Trial => "Trial",
        LicenseType::OpenSource => "Open Source",
        LicenseType::Oem => "OEM",
        LicenseType::Unknown => "Unknown type",
    }
}

/// A status, as the guide calls it.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Active => "Active",
        Status::ExpiringSoon => "Expiring Soon",
        Status::Expired => "Expired",
        Status::Pending => "Pending",
        Status::Terminated => "Terminated",
        Status::Archived => "Archived",
    }
}

/// How loud a status is.
pub fn status_tone(status: Status) -> Tone {
    match status {
        Status::Active => Tone::Ok,
        Status::ExpiringSoon => Tone::Warn,
        Status::Expired => Tone::Bad,
        Status::Pending | Status::Terminated | Status::Archived => Tone::Mute,
    }
}

/// A stage, which is a decision.
pub fn lifecycle(stage: Lifecycle) -> &'static str {
    match stage {
        Lifecycle::InService => "In service",
        Lifecycle::Pending => "Pending",
        Lifecycle::NotRenewing => "Not renewing",
        Lifecycle::Terminated => "Terminated",
        Lifecycle::Archived => "Archived",
        Lifecycle::Unknown => "Unknown",
    }
}

/// What one seat is.
pub fn metric(metric: Metric) -> &'static str {
    match metric {
        Metric::User => "Per user",
        Metric::Device => "Per device",
        Metric::UserOrDevice => "Per user or device",
        Metric::Core => "Per core",
        Metric::Processor => "Per processor",
        Metric::Concurrent => "Concurrent use",
        Metric::Site => "Whole site",
        Metric::Consumption => "By consumption",
        Metric::Other => "Other",
        Metric::Unknown => "Unknown",
    }
}

/// What happens when more is used than was bought.
pub fn over_use(policy: OverUse) -> &'static str {
    match policy {
        OverUse::Block => "Refuse further seats",
        OverUse::Warn => "Warn",
        OverUse::Allow => "Allow",
        OverUse::Unknown => "Unknown",
    }
}

/// How sure a term is.
pub fn term_state(state: TermState) -> &'static str {
    match state {
        TermState::Planned => "Planned",
        TermState::Confirmed => "Confirmed",
        TermState::Assumed => "Assumed, to be confirmed",
        TermState::Unknown => "Unknown",
    }
}

/// What may stand in a custom field.
pub fn field_kind(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Text => "Text",
        FieldKind::Number => "Number",
        FieldKind::Date => "Date",
        FieldKind::Choice => "Choice",
        FieldKind::YesNo => "Yes or no",
        FieldKind::Link => "Link",
        FieldKind::Unknown => "Of a newer version",
    }
}

/// A value of a custom field of this kind. One that does not fit it stands as it is.
pub fn custom_value(kind: FieldKind, value: &str) -> String {
    match kind {
        FieldKind::Date => parse_iso(value).map(intl::date),
        FieldKind::YesNo if value == YES => Some("Yes".to_owned()),
        FieldKind::YesNo if value == NO => Some("No".to_owned()),
        FieldKind::Number if is_number(value) => Some(intl::decimal(value)),
        FieldKind::Number
        | FieldKind::YesNo
        | FieldKind::Text
        | FieldKind::Choice
        | FieldKind::Link
        | FieldKind::Unknown => None,
    }
    .unwrap_or_else(|| value.to_owned())
}

/// How often a price is due.
pub fn billing_period(period: BillingPeriod) -> &'static str {
    match period {
        BillingPeriod::Once => "Once",
        BillingPeriod::Month => "Every month",
        BillingPeriod::Quarter => "Every 3 months",
        BillingPeriod::HalfYear => "Every 6 months",
        BillingPeriod::Year => "Every year",
        BillingPeriod::WholeTerm => "Once a term",
        BillingPeriod::Unknown => "Unknown",
    }
}

/// What a price is for.
pub fn price_basis(basis: PriceBasis) -> &'static str {
    match basis {
        PriceBasis::Total => "for all seats together",
        PriceBasis::PerSeat => "per seat",
    }
}

/// A number of seats.
pub fn seats(seats: Seats) -> String {
    match seats {
        Seats::Unstated => "Not stated".to_owned(),
        Seats::Counted(n) => intl::count(u64::from(n)),
        Seats::Unlimited => "Unlimited".to_owned(),
    }
}

/// What stands for a product key that is not shown: at most its last four characters.
pub fn masked(last4: &str) -> String {
    if last4.is_empty() { "••••".to_owned() } else { format!("•••• {last4}") }
}

/// A product key by its label and what stands for it.
pub fn key_name(key: &KeyLabel) -> String {
    let masked = masked(&key.last4);
    if key.label.is_empty() { masked } else { format!("{} {masked}", key.label) }
}

/// `1 license`, `2 licenses`: a count with its noun.
pub fn counted(n: usize, one: &str, many: &str) -> String {
    let number = intl::count(n as u64);
    if n == 1 { format!("{number} {one}") } else { format!("{number} {many}") }
}

/// What a coverage gives.
pub fn coverage_kind(kind: CoverageKind) -> &'static str {
    match kind {
        CoverageKind::Maintenance => "Maintenance",
        CoverageKind::Support => "Support",
        CoverageKind::Assurance => "Assurance",
        CoverageKind::Unknown => "Of a newer version",
    }
}

/// How a period of coverage stands today.
pub fn coverage_state(span: Span, today: Date) -> String {
    let distance = |day: Date| intl::days_from_now((day - today).num_days());
    match (span.start_on, span.last_day) {
        (Some(start), _) if today < start => format!("Starts {}", distance(start)),
        (_, Some(last)) if last < today => format!("Ended {}", distance(last)),
        (_, Some(last)) => format!("Ends {}", distance(last)),
        (_, None) => "Without an end".to_owned(),
    }
}

/// Days between two periods that somebody should look at; a period is called `what`.
pub fn seam(seam: Seam, what: &str) -> (&'static str, String) {
    let days = |n: i64| counted(usize::try_from(n).unwrap_or(0), "day", "days");
    match seam {
        Seam::Gap(n) => ("Gap before it", format!("{} that no {what} covers", days(n))),
        Seam::Overlap(n) => ("Overlap", format!("{} that the {what} before covers too", days(n))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_masked_key_shows_at_most_its_last_four_characters() {
        assert_eq!(masked("4F2A"), "•••• 4F2A");
        assert_eq!(masked(""), "••••");
    }
}
