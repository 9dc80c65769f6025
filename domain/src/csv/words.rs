//! The words of our own files, and how people spell them in theirs.

use crate::license_type::LicenseType;
use crate::lifecycle::Lifecycle;
use crate::particulars::{Metric, OverUse};
use crate::purchase::BillingPeriod;
use crate::status::Status;

/// What a file says instead of a number of seats.
pub(crate) const UNLIMITED: &str = "Unlimited";
/// What a file says for "not started yet", so that reading it back sets no flag.
pub(crate) const UPCOMING: &str = "Upcoming";

/// Letters and digits alone, in lower case: `Half-yearly` and `half_yearly` are one word.
fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// `None` for a word that is neither yes nor no.
pub(crate) fn yes_or_no(text: &str) -> Option<bool> {
    match fold(text).as_str() {
        "yes" | "y" | "true" | "1" => Some(true),
        "no" | "n" | "false" | "0" => Some(false),
        _ => None,
    }
}

/// What people and programs write where a license has no end: a word for it, or a dash.
pub(crate) fn never_ends(text: &str) -> bool {
    const WORDS: [&str; 13] = [
        "never",
        "neverexpire",
        "neverexpires",
        "doesnotexpire",
        "noexpiration",
        "noexpiry",
        "noend",
        "perpetual",
        "lifetime",
        "unlimited",
        "none",
        "na",
        "notapplicable",
    ];
    let is_dash = |c: char| matches!(c, '-' | '–' | '—');
    (!text.is_empty() && text.chars().all(is_dash)) || WORDS.contains(&fold(text).as_str())
}

pub(crate) fn is_unlimited(text: &str) -> bool {
    fold(text) == fold(UNLIMITED)
}

pub(crate) fn type_word(license_type: LicenseType) -> &'static str {
    match license_type {
        LicenseType::Perpetual => "Perpetual",
        LicenseType::Subscription => "Subscription",
        LicenseType::Volume => "Volume",
        LicenseType::Trial => "Trial",
        LicenseType::OpenSource => "Open Source",
        LicenseType::Oem => "OEM",
        LicenseType::Unknown => "",
    }
}

pub(crate) fn license_type(text: &str) -> Option<LicenseType> {
    let wanted = fold(text);
    LicenseType::ALL.into_iter().find(|kind| fold(type_word(*kind)) == wanted)
}

pub(crate) fn period_word(period: BillingPeriod) -> &'static str {
    match period {
        BillingPeriod::Once => "Once",
        BillingPeriod::Month => "Monthly",
        BillingPeriod::Quarter => "Quarterly",
        BillingPeriod::HalfYear => "Half-yearly",
        BillingPeriod::Year => "Yearly",
        BillingPeriod::WholeTerm => "Whole term",
        BillingPeriod::Unknown => "",
    }
}

pub(crate) fn billing_period(text: &str) -> Option<BillingPeriod> {
    Some(match fold(text).as_str() {
        "once" | "onetime" => BillingPeriod::Once,
        "month" | "monthly" => BillingPeriod::Month,
        "quarter" | "quarterly" => BillingPeriod::Quarter,
        "halfyear" | "halfyearly" | "semiannual" | "semiannually" => BillingPeriod::HalfYear,
        "year" | "yearly" | "annual" | "annually" => BillingPeriod::Year,
        "wholeterm" | "term" => BillingPeriod::WholeTerm,
        _ => return None,
    })
}

pub(crate) fn status_word(status: Status, lifecycle: Lifecycle) -> &'static str {
    match status {
        Status::Active => "Active",
        Status::ExpiringSoon => "Expiring Soon",
        Status::Expired => "Expired",
        Status::Pending if lifecycle == Lifecycle::Pending => "Pending",
        Status::Pending => UPCOMING,
        Status::Terminated => "Terminated",
        Status::Archived => "Archived",
    }
}

/// The stage, which is a decision.
pub(crate) fn lifecycle_word(lifecycle: Lifecycle) -> &'static str {
    match lifecycle {
        Lifecycle::Pending => "Pending",
        Lifecycle::InService => "In service",
        Lifecycle::NotRenewing => "Not renewing",
        Lifecycle::Terminated => "Terminated",
        Lifecycle::Archived => "Archived",
        Lifecycle::Unknown => "",
    }
}

pub(crate) fn stage(text: &str) -> Option<Lifecycle> {
    let wanted = fold(text);
    Lifecycle::ALL.into_iter().find(|stage| fold(lifecycle_word(*stage)) == wanted)
}

pub(crate) fn metric_word(metric: Metric) -> &'static str {
    match metric {
        Metric::User => "User",
        Metric::Device => "Device",
        Metric::UserOrDevice => "User or device",
        Metric::Core => "Core",
        Metric::Processor => "Processor",
        Metric::Concurrent => "Concurrent",
        Metric::Site => "Site",
        Metric::Consumption => "Consumption",
        Metric::Other => "Other",
        Metric::Unknown => "",
    }
}

pub(crate) fn metric(text: &str) -> Option<Metric> {
    let folded = fold(text);
    let wanted = folded.strip_prefix("per").unwrap_or(&folded);
    Metric::ALL.into_iter().find(|metric| fold(metric_word(*metric)) == wanted)
}

pub(crate) fn over_use_word(over_use: OverUse) -> &'static str {
    match over_use {
        OverUse::Block => "Block",
        OverUse::Warn => "Warn",
        OverUse::Allow => "Allow",
        OverUse::Unknown => "",
    }
}

pub(crate) fn over_use(text: &str) -> Option<OverUse> {
    // GLPI asks whether it is allowed.
    match yes_or_no(text) {
        Some(true) => return Some(OverUse::Allow),
        Some(false) => return Some(OverUse::Block),
        None => {}
    }
    let wanted = fold(text);
    OverUse::ALL.into_iter().find(|policy| fold(over_use_word(*policy)) == wanted)
}

/// A status is computed from dates; the one that is a decision anybody can take is Pending.
pub(crate) fn lifecycle(text: &str) -> Option<Lifecycle> {
    match fold(text).as_str() {
        "pending" => Some(Lifecycle::Pending),
        "active" | "expired" | "upcoming" => Some(Lifecycle::InService),
        // Fluxera adds the days.
        soon if soon.starts_with("expiringsoon") => Some(Lifecycle::InService),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_our_files_read_back() {
        for kind in LicenseType::ALL {
            assert_eq!(license_type(type_word(kind)), Some(kind));
            assert_eq!(license_type(kind.code()), Some(kind));
        }
        for word in Lifecycle::ALL {
            assert_eq!(stage(lifecycle_word(word)), Some(word));
        }
        for word in Metric::ALL {
            assert_eq!(metric(metric_word(word)), Some(word));
        }
        for word in OverUse::ALL {
            assert_eq!(over_use(over_use_word(word)), Some(word));
        }
        for period in BillingPeriod::ALL {
            assert_eq!(billing_period(period_word(period)), Some(period));
            assert_eq!(billing_period(period.code()), Some(period));
        }
    }

    #[test]
    fn only_pending_is_read_as_a_decision() {
        assert_eq!(lifecycle("PENDING"), Some(Lifecycle::Pending));
        for word in ["Active", "expiring soon", "Expired", UPCOMING] {
            assert_eq!(lifecycle(word), Some(Lifecycle::InService), "{word}");
        }
        assert_eq!(lifecycle("Archived"), None);
    }

    #[test]
    fn yes_and_no_are_known_in_their_usual_spellings_and_nothing_else() {
        for word in ["yes", "Y", "TRUE", "1"] {
            assert_eq!(yes_or_no(word), Some(true), "{word}");
        }
        for word in ["No", "n", "false", "0"] {
            assert_eq!(yes_or_no(word), Some(false), "{word}");
        }
        assert_eq!(yes_or_no("sometimes"), None);
    }
}
