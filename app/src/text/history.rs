//! What happened, in words.

use domain::asset::AssetStatus;
use domain::coverage::CoverageKind;
use domain::custom_field::FieldKind;
use domain::difference::{Difference, Said};
use domain::license::KeyLabel;
use domain::license_type::LicenseType;
use domain::lifecycle::Lifecycle;
use domain::particulars::{Metric, OverUse};
use domain::problem::Field;
use domain::purchase::{BillingPeriod, PriceBasis};
use domain::request::RequestState;
use domain::term::{Span, TermState};
use domain::user::UserStatus;
use replica::history::{Act, HistoryEntry, RecordField};
use replica::message::{Author, KeyUse, RecordKind, RecoveryAct, Source};
use replica::protocol::{Deed, DeedKind};
use replica::recovery::RecoveryKind;

use super::{field, license, people, requests};
use crate::platform::intl;

/// There was nothing to set back.
pub const SO_ALREADY: &str = "It is so already. Nothing was changed.";

/// One entry of the history of a license.
pub fn sentence(act: &Act) -> String {
    match act {
        Act::Created => "Created".to_owned(),
        Act::Imported(0 | 1) => "Imported from a file".to_owned(),
        Act::Imported(n) => {
            format!("Imported from a file of {} licenses", intl::count(u64::from(*n)))
        }
        Act::Updated(0 | 1) => "Updated from a file".to_owned(),
        Act::Updated(n) => {
            format!("Updated from a file of {} licenses", intl::count(u64::from(*n)))
        }
        Act::ImportUndone => "Took the import back".to_owned(),
        Act::ImportRedone => "Imported again".to_owned(),
        Act::Edited(keys) => edited(keys),
        Act::Deleted => "Deleted".to_owned(),
        Act::Restored => "Restored".to_owned(),
        Act::Renewed => "Renewed".to_owned(),
        Act::Assumed => "Renewed by itself".to_owned(),
        Act::Settings => "Changed the settings of the workspace".to_owned(),
        Act::Records(kind) => format!("Changed {}", records(*kind)),
        Act::Seats => "Changed seats".to_owned(),
        Act::Recovery(act) => recovery(*act).to_owned(),
        Act::GaveKey(how, key) => gave_key(*how, key.as_ref()),
        Act::ExportedKeys(n) => {
            format!("Exported {}", license::counted(*n as usize, "product key", "product keys"))
        }
    }
}

/// Records beside licenses.
fn records(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Vendors => "vendors",
        RecordKind::Users => "users",
        RecordKind::Assets => "assets",
        RecordKind::CustomFields => "custom fields",
        RecordKind::Views => "saved views",
        RecordKind::Kits => "kits",
        RecordKind::Reviews => "access reviews",
        RecordKind::Requests => "requests",
    }
}

fn recovery(act: RecoveryAct) -> &'static str {
    match act {
        RecoveryAct::Set(RecoveryKind::Passphrase) => "Set the recovery passphrase",
        RecoveryAct::Set(RecoveryKind::Code) => "Made a recovery code",
        RecoveryAct::Removed(RecoveryKind::Passphrase) => "Removed the recovery passphrase",
        RecoveryAct::Removed(RecoveryKind::Code) => "Removed the recovery code",
        RecoveryAct::Unlocked => "Unlocked product keys on another device",
    }
}

fn gave_key(how: KeyUse, key: Option<&KeyLabel>) -> String {
    let act = match how {
        KeyUse::Revealed => "Revealed a product key",
        KeyUse::Copied => "Copied a product key",
    };
    match key {
        Some(key) => format!("{act} ({})", license::key_name(key)),
        None => format!("{act} that is not there any more"),
    }
}

/// Where an act came from.
pub fn source(source: Source) -> &'static str {
    match source {
        Source::Form => "Form",
        Source::Import => "Import",
        Source::Bulk => "Bulk edit",
        Source::History => "Set back",
        Source::Undo => "Undo",
        Source::Redo => "Redo",
        Source::Choice => "Choice between two values",
        Source::Automatic => "Automatic",
    }
}

/// Where an act came from, if that was not a form and is not said already.
fn told_source(entry: &HistoryEntry) -> Option<&'static str> {
    let says_so = matches!(entry.source, Source::Form | Source::Import | Source::Automatic)
        || matches!(entry.act, Act::ImportUndone | Act::ImportRedone);
    (!says_so).then(|| source(entry.source))
}

/// Whose act it was and where it came from, as far as that is known and worth saying.
pub fn by(entry: &HistoryEntry) -> String {
    let author = entry.author.as_ref().map(Author::name);
    author.into_iter().chain(told_source(entry)).flat_map(|said| [said, " · "]).collect()
}

/// To how many licenses, where it was more than one.
pub fn reach(entry: &HistoryEntry) -> Option<String> {
    // Where a file was, its size is said already.
    let says_so = matches!(entry.act, Act::Imported(_) | Act::Updated(_));
    (entry.n_licenses > 1 && !says_so)
        .then(|| license::counted(entry.n_licenses as usize, "license", "licenses"))
}

/// How many licenses an entry does not show, if any.
pub fn further(entry: &HistoryEntry) -> Option<String> {
    let n = (entry.n_licenses as usize).saturating_sub(entry.licenses.len());
    (n > 0).then(|| format!("and {} more", intl::count(n as u64)))
}

/// How many seats an entry does not show, if any.
pub fn further_seats(entry: &HistoryEntry) -> Option<String> {
    let n = (entry.n_seats as usize).saturating_sub(entry.seats.len());
    (n > 0 && !entry.seats.is_empty()).then(|| format!("and {} more", intl::count(n as u64)))
}

/// Several fields of the document can have one word here; it is said once.
fn edited(keys: &[String]) -> String {
    let mut words: Vec<&str> = Vec::new();
    for key in keys {
        let word = field::of_document(key);
        if !words.contains(&word) {
            words.push(word);
        }
    }
    if words.is_empty() {
        return "Saved without a change".to_owned();
    }
    format!("Changed {}", words.join(", "))
}

/// What a field is called, also where it came from a file; of one of several terms, with its days.
pub fn label(difference: &Difference) -> String {
    let heading = difference.heading.clone();
    let label = heading.unwrap_or_else(|| field::label(difference.field).to_owned());
    match difference.days {
        Some(days) => format!("{label} ({})", period(days)),
        None => label,
    }
}

/// A value of a field.
pub fn value(of: Field, said: &Said) -> String {
    match said {
        Said::Nothing => "not set".to_owned(),
        Said::Text(text) => text.clone(),
        Said::Code(code) => word(of, code).to_owned(),
        Said::Day(day) => intl::date(*day),
        Said::Truth(true) => "Yes".to_owned(),
        Said::Truth(false) => "No".to_owned(),
        Said::Number(n) => intl::count(u64::from(*n)),
        Said::Seats(seats) => license::seats(*seats),
        Said::Money(money) => intl::money(*money),
        Said::Span(span) => period(*span),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "no other field is a word of a list")]
fn word(of: Field, code: &str) -> &'static str {
    match of {
        Field::Type => license::license_type(LicenseType::from_code(code)),
        Field::Stage => license::lifecycle(Lifecycle::from_code(code)),
        Field::Metric => license::metric(Metric::from_code(code)),
        Field::OverUse => license::over_use(OverUse::from_code(code)),
        Field::TermState => license::term_state(TermState::from_code(code)),
        Field::CoverageKind => license::coverage_kind(CoverageKind::from_code(code)),
        Field::CostBasis => license::price_basis(PriceBasis::from_code(code)),
        _ => license::billing_period(BillingPeriod::from_code(code)),
    }
}

/// What a field of settings, a vendor, a custom field or a view is called.
pub fn record_label(field: RecordField) -> &'static str {
    match field {
        RecordField::Name => "Name",
        RecordField::TimeZone => "Time zone",
        RecordField::Currency => "Currency",
        RecordField::ExpiringDays => "Expiring Soon within",
        RecordField::Aliases => "Also known as",
        RecordField::MergedInto => "Merged into",
        RecordField::Kind => "Kind",
        RecordField::Choices => "Choices",
        RecordField::IsRetired => "Retired",
        RecordField::Query => "Filters and order",
        RecordField::Columns => "Columns",
        RecordField::Emails => "E-mail",
        RecordField::Username => "Username",
        RecordField::EmployeeNumber => "Employee number",
        RecordField::Department => "Department",
        RecordField::Location => "Location",
        RecordField::Manager => "Manager",
        RecordField::Company => "Company",
        RecordField::UserStatus | RecordField::AssetStatus => "Status",
        RecordField::StartOn => "First day",
        RecordField::EndOn => "Last day",
        RecordField::Notes => "Notes",
        RecordField::Deleted => "Deleted",
        RecordField::AssetTag => "Asset tag",
        RecordField::Serial => "Serial number",
        RecordField::Category => "Category",
        RecordField::Holder => "Assigned to",
        RecordField::Cores => "Cores",
        RecordField::Processors => "Processors",
        RecordField::RetiredOn => "Retired on",
        RecordField::KitLicenses => "Licenses",
        RecordField::Scope => "Scope",
        RecordField::DueOn => "Due",
        RecordField::ClosedOn => "Applied on",
        RecordField::SeatsReviewed => "Seats under review",
        RecordField::Kept => "Answered: keep",
        RecordField::Released => "Answered: release",
        RecordField::License => "License",
        RecordField::RequestedFor => "Requested for",
        RecordField::Quantity => "Quantity",
        RecordField::Reason => "Reason",
        RecordField::RequestState => "State",
    }
}

/// A value of it.
pub fn record_value(of: RecordField, said: &Said) -> String {
    match (of, said) {
        (RecordField::Kind, Said::Code(code)) => {
            license::field_kind(FieldKind::from_code(code)).to_owned()
        }
        (RecordField::UserStatus, Said::Code(code)) => {
            people::user_status(UserStatus::from_code(code)).to_owned()
        }
        (RecordField::AssetStatus, Said::Code(code)) => {
            people::asset_status(AssetStatus::from_code(code)).to_owned()
        }
        (RecordField::RequestState, Said::Code(code)) => {
            requests::state(RequestState::from_code(code)).to_owned()
        }
        _ => value(Field::Name, said),
    }
}

/// The days of a term.
pub fn period(span: Span) -> String {
    match (span.start_on, span.last_day) {
        (Some(start), Some(last)) => format!("{} to {}", intl::date(start), intl::date(last)),
        (Some(start), None) => format!("From {}", intl::date(start)),
        (None, Some(last)) => format!("Until {}", intl::date(last)),
        (None, None) => "Without dates".to_owned(),
    }
}

/// What was taken back or done again.
pub fn undone(deed: &Deed, redo: bool) -> String {
    let act = match deed.kind {
        DeedKind::Create => "created",
        DeedKind::Edit => "changed",
        DeedKind::Delete => "deleted",
        DeedKind::Restore => "restored",
        DeedKind::Renew => "renewed",
        DeedKind::Import => "imported",
        DeedKind::Settings => "changed settings",
        DeedKind::Records(_) => "changed ",
        DeedKind::Seats => "changed seats of",
    };
    let what = match (deed.kind, deed.n_licenses) {
        (DeedKind::Settings, _) => String::new(),
        (DeedKind::Records(kind), _) => records(kind).to_owned(),
        (_, 1) if !deed.name.is_empty() => format!(" \"{}\"", deed.name),
        (_, n) => format!(" {}", license::counted(n as usize, "license", "licenses")),
    };
    if redo { format!("Done again: {act}{what}.") } else { format!("Taken back: {act}{what}.") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_fields_are_named_once_each() {
        let check = |keys: &[&str], expected: &str| {
            let keys = keys.iter().map(|key| (*key).to_owned()).collect();
            assert_eq!(sentence(&Act::Edited(keys)), expected);
        };
        check(&["name"], "Changed name");
        check(&["purchases", "terms"], "Changed seats and cost, dates");
        check(&["name", "notes", "owner_id"], "Changed name, notes, owner");
        check(&["licensed_to_name", "licensed_to_email"], "Changed licensed to");
        check(&[], "Saved without a change");
    }

    #[test]
    fn a_key_in_somebodys_hands_is_named_by_what_anybody_may_read() {
        let key = KeyLabel { label: "Lab 3".to_owned(), last4: "4F2A".to_owned() };
        let said = sentence(&Act::GaveKey(KeyUse::Revealed, Some(key)));
        assert_eq!(said, "Revealed a product key (Lab 3 •••• 4F2A)");
        let said = sentence(&Act::GaveKey(KeyUse::Copied, None));
        assert_eq!(said, "Copied a product key that is not there any more");
    }

    #[test]
    fn words_of_lists_are_said_as_forms_say_them() {
        assert_eq!(word(Field::Type, "open_source"), "Open Source");
        assert_eq!(word(Field::Stage, "not_renewing"), "Not renewing");
        assert_eq!(word(Field::BillingPeriod, "year"), "Every year");
    }

    #[test]
    fn who_and_where_from_are_said_where_they_are_known_and_not_obvious() {
        let check = |author: Option<&str>, act: Act, source: Source, expected: &str| {
            let entry = HistoryEntry {
                change: [0; 32],
                at: chrono::DateTime::UNIX_EPOCH,
                author: author.and_then(Author::named),
                act,
                source,
                licenses: Vec::new(),
                n_licenses: 1,
                records: Vec::new(),
                seats: Vec::new(),
                n_seats: 0,
            };
            assert_eq!(by(&entry), expected);
        };
        check(None, Act::Created, Source::Form, "");
        check(Some("Ada"), Act::Created, Source::Form, "Ada · ");
        check(Some("Ada"), Act::Deleted, Source::Bulk, "Ada · Bulk edit · ");
        check(None, Act::Restored, Source::Undo, "Undo · ");
        check(None, Act::Imported(5), Source::Import, "");
        check(None, Act::ImportUndone, Source::Undo, "");
        check(None, Act::Assumed, Source::Automatic, "");
    }

    #[test]
    fn what_is_taken_back_is_named() {
        let deed = Deed { kind: DeedKind::Delete, n_licenses: 1, name: "Figma".to_owned() };
        assert_eq!(undone(&deed, false), "Taken back: deleted \"Figma\".");
        assert_eq!(undone(&deed, true), "Done again: deleted \"Figma\".");
    }
}
