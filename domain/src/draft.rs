//! The license form: as typed, and as meant.

pub mod compose;

use serde::{Deserialize, Serialize};

use crate::currency::Currency;
use crate::date::{Date, parse_iso};
use crate::license::License;
use crate::license_type::LicenseType;
use crate::lifecycle::Lifecycle;
use crate::money::{DecimalMark, Money, parse_money};
use crate::problem::{Field, Problem, ProblemKind, Problems};
use crate::purchase::{BillingPeriod, PriceBasis, Seats};
use crate::settings::Settings;

/// The longest name, in characters.
pub const LONGEST_NAME: usize = 255;
/// The longest other one-line text, in characters.
pub const LONGEST_LINE: usize = 1_000;
/// The longest notes, in characters.
pub const LONGEST_NOTES: usize = 20_000;
/// The most seats one line holds.
pub const MOST_SEATS: u32 = 100_000_000;

/// A license form as typed: text that is never thrown away.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LicenseDraft {
    /// Name.
    pub name: String,
    /// Vendor's name.
    pub vendor: String,
    /// Code of the [`LicenseType`], or empty.
    pub license_type: String,
    /// A new product key, or empty to leave what is there.
    pub license_key: String,
    /// ISO date.
    pub purchase_date: String,
    /// ISO date.
    pub start_date: String,
    /// ISO date.
    pub expiration_date: String,
    /// A whole number, or empty.
    pub seats: String,
    /// Whether seats are unlimited, whatever the number says.
    pub unlimited: bool,
    /// Amount.
    pub cost: String,
    /// Code of the [`PriceBasis`].
    pub cost_basis: String,
    /// Currency code, or empty for the workspace's.
    pub currency: String,
    /// Code of the [`BillingPeriod`].
    pub billing_period: String,
    /// Amount.
    pub renewal_cost: String,
    /// Purchase order.
    pub purchase_order: String,
    /// ISO date.
    pub support_expiration: String,
    /// Owner's name.
    pub owner: String,
    /// Notes.
    pub notes: String,
    /// Awaiting activation or approval.
    pub pending: bool,
}

/// A license form as meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LicenseFields {
    /// Name, not empty.
    pub name: String,
    /// Vendor's name, or empty.
    pub vendor: String,
    /// Type.
    pub license_type: LicenseType,
    /// The new product key, if any.
    pub key: Option<String>,
    /// When it was bought.
    pub purchased_on: Option<Date>,
    /// First day.
    pub start_on: Option<Date>,
    /// Last valid day.
    pub last_day: Option<Date>,
    /// Seats.
    pub seats: Seats,
    /// Price as typed.
    pub amount: Option<Money>,
    /// What the price is for.
    pub basis: PriceBasis,
    /// How often it is due.
    pub period: BillingPeriod,
    /// Price of the next term.
    pub renewal_amount: Option<Money>,
    /// Purchase order.
    pub purchase_order: String,
    /// Last day of support.
    pub support_ends_on: Option<Date>,
    /// Owner's name, or empty.
    pub owner: String,
    /// Notes.
    pub notes: String,
    /// Awaiting activation or approval.
    pub pending: bool,
}

impl LicenseDraft {
    /// The form of a new license.
    pub fn new(settings: &Settings) -> Self {
        Self {
            currency: settings.currency.code().to_owned(),
            cost_basis: PriceBasis::Total.code().to_owned(),
            billing_period: BillingPeriod::Year.code().to_owned(),
            ..Self::default()
        }
    }

    /// The form of an existing license, as of the term that counts on `today`.
    pub fn of(
        license: &License,
        vendor: &str,
        owner: &str,
        settings: &Settings,
        today: Date,
    ) -> Self {
        let term = license.current_term(today);
        let line = term.and_then(|term| license.lines_of(term.id).next());
        let date = |date: Option<Date>| date.map(|d| d.to_string()).unwrap_or_default();
        let amount = |money: Option<Money>| money.map(Money::to_plain).unwrap_or_default();
        let seats = line.map_or(Seats::Unstated, |line| line.seats);
        let currency = line
            .and_then(|line| line.amount.or(line.renewal_amount))
            .map_or(settings.currency, |money| money.currency);
        Self {
            name: license.name.clone(),
            vendor: vendor.to_owned(),
            license_type: license.license_type.code().to_owned(),
            license_key: String::new(),
            purchase_date: date(line.and_then(|line| line.purchased_on)),
            start_date: date(term.and_then(|term| term.span.start_on)),
            expiration_date: date(term.and_then(|term| term.span.last_day)),
            seats: match seats {
                Seats::Counted(n) => n.to_string(),
                Seats::Unstated | Seats::Unlimited => String::new(),
            },
            unlimited: seats == Seats::Unlimited,
            cost: amount(line.and_then(|line| line.amount)),
            cost_basis: line.map_or(PriceBasis::Total, |line| line.basis).code().to_owned(),
            currency: currency.code().to_owned(),
            billing_period: line.map_or(BillingPeriod::Year, |line| line.period).code().to_owned(),
            renewal_cost: amount(line.and_then(|line| line.renewal_amount)),
            purchase_order: line.map(|line| line.purchase_order.clone()).unwrap_or_default(),
            support_expiration: date(license.support_ends_on),
            owner: owner.to_owned(),
            notes: license.notes.clone(),
            pending: license.lifecycle == Lifecycle::Pending,
        }
    }

    /// Reads the form: everything as meant, or everything that is wrong with it.
    pub fn check(&self, settings: &Settings) -> Result<LicenseFields, Problems> {
        let mut reader = Reader { problems: Vec::new() };
        let name = reader.required(&self.name, Field::Name, LONGEST_NAME);
        let vendor = reader.line(&self.vendor, Field::Vendor, LONGEST_NAME);
        let license_type = reader.license_type(&self.license_type);
        let key = reader.line(&self.license_key, Field::LicenseKey, LONGEST_NOTES);
        let purchased_on = reader.date(&self.purchase_date, Field::PurchaseDate);
        let start_on = reader.date(&self.start_date, Field::StartDate);
        let last_day = reader.date(&self.expiration_date, Field::ExpirationDate);
        reader.term(license_type, start_on, last_day, &self.expiration_date);
        let seats = if self.unlimited { Seats::Unlimited } else { reader.seats(&self.seats) };
        let currency = reader.currency(&self.currency, settings.currency);
        let fields = LicenseFields {
            name,
            vendor,
            license_type: license_type.unwrap_or(LicenseType::Unknown),
            key: (!key.is_empty()).then_some(key),
            purchased_on,
            start_on,
            last_day,
            seats,
            amount: reader.money(&self.cost, Field::Cost, currency),
            basis: PriceBasis::from_code(&self.cost_basis),
            period: BillingPeriod::from_code(&self.billing_period),
            renewal_amount: reader.money(&self.renewal_cost, Field::RenewalCost, currency),
            purchase_order: reader.line(&self.purchase_order, Field::PurchaseOrder, LONGEST_LINE),
            support_ends_on: reader.date(&self.support_expiration, Field::SupportExpiration),
            owner: reader.line(&self.owner, Field::Owner, LONGEST_NAME),
            notes: reader.text(&self.notes, Field::Notes, LONGEST_NOTES),
            pending: self.pending,
        };
        if reader.problems.is_empty() { Ok(fields) } else { Err(reader.problems) }
    }
}

/// Reads typed text and collects what is wrong with it.
struct Reader {
    problems: Problems,
}

impl Reader {
    fn report(&mut self, field: Field, kind: ProblemKind) {
        self.problems.push(Problem { field, kind });
    }

    fn text(&mut self, typed: &str, field: Field, longest: usize) -> String {
        if typed.chars().count() > longest {
            self.report(field, ProblemKind::TooLong(u32::try_from(longest).unwrap_or(u32::MAX)));
        }
        typed.trim().to_owned()
    }

    fn line(&mut self, typed: &str, field: Field, longest: usize) -> String {
        self.text(typed, field, longest).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn required(&mut self, typed: &str, field: Field, longest: usize) -> String {
        let line = self.line(typed, field, longest);
        if line.is_empty() {
            self.report(field, ProblemKind::Missing);
        }
        line
    }

    fn license_type(&mut self, typed: &str) -> Option<LicenseType> {
        if typed.is_empty() {
            self.report(Field::Type, ProblemKind::Missing);
            return None;
        }
        Some(LicenseType::from_code(typed))
    }

    fn date(&mut self, typed: &str, field: Field) -> Option<Date> {
        if typed.trim().is_empty() {
            return None;
        }
        let date = parse_iso(typed);
        if date.is_none() {
            self.report(field, ProblemKind::NotADate);
        }
        date
    }

    fn term(
        &mut self,
        license_type: Option<LicenseType>,
        start_on: Option<Date>,
        last_day: Option<Date>,
        typed_last_day: &str,
    ) {
        if typed_last_day.trim().is_empty()
            && license_type.is_some_and(LicenseType::needs_expiration)
        {
            self.report(Field::ExpirationDate, ProblemKind::MissingForType);
        }
        if start_on.zip(last_day).is_some_and(|(start, last)| last < start) {
            self.report(Field::ExpirationDate, ProblemKind::EndsBeforeStart);
        }
    }

    fn seats(&mut self, typed: &str) -> Seats {
        match parse_seats(typed) {
            Ok(seats) => seats,
            Err(kind) => {
                self.report(Field::Seats, kind);
                Seats::Unstated
            }
        }
    }

    fn currency(&mut self, typed: &str, default: Currency) -> Currency {
        if typed.trim().is_empty() {
            return default;
        }
        typed.parse().unwrap_or_else(|_| {
            self.report(Field::Currency, ProblemKind::NotACurrency);
            default
        })
    }

    fn money(&mut self, typed: &str, field: Field, currency: Currency) -> Option<Money> {
        if typed.trim().is_empty() {
            return None;
        }
        // A form field has no column to learn from; a lone mark before three digits is refused.
        let read = parse_money(typed, currency, None)
            .or_else(|bad| parse_money(typed, currency, Some(DecimalMark::Point)).map_err(|_| bad));
        match read {
            Ok(money) => Some(money),
            Err(bad) => {
                self.report(field, ProblemKind::NotAnAmount(bad.into()));
                None
            }
        }
    }
}

/// Reads a number of seats; empty is [`Seats::Unstated`].
pub fn parse_seats(typed: &str) -> Result<Seats, ProblemKind> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(Seats::Unstated);
    }
    match typed.parse::<u32>() {
        Ok(n) if n <= MOST_SEATS => Ok(Seats::Counted(n)),
        Ok(_) | Err(_) => Err(ProblemKind::NotACount),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> LicenseDraft {
        LicenseDraft {
            name: "  Figma   Organization ".to_owned(),
            license_type: "subscription".to_owned(),
            expiration_date: "2026-12-08".to_owned(),
            seats: "60".to_owned(),
            cost: "32,400.00".to_owned(),
            currency: "EUR".to_owned(),
            ..LicenseDraft::new(&Settings::default())
        }
    }

    fn problems(change: impl FnOnce(&mut LicenseDraft)) -> Vec<(Field, ProblemKind)> {
        let mut draft = draft();
        change(&mut draft);
        let problems = draft.check(&Settings::default()).err().unwrap_or_default();
        problems.into_iter().map(|p| (p.field, p.kind)).collect()
    }

    #[test]
    fn a_good_form_is_understood() {
        let fields = draft().check(&Settings::default()).unwrap();
        assert_eq!(fields.name, "Figma Organization");
        assert_eq!(fields.seats, Seats::Counted(60));
        assert_eq!(fields.amount, Some(Money { minor: 3_240_000, currency: Currency::EUR }));
    }

    #[test]
    fn only_name_and_type_are_required_and_an_end_for_subscription_and_trial() {
        let empty = LicenseDraft::default().check(&Settings::default()).err().unwrap();
        let fields: Vec<Field> = empty.iter().map(|p| p.field).collect();
        assert_eq!(fields, [Field::Name, Field::Type]);
        for (code, needed) in
            [("perpetual", false), ("open_source", false), ("volume", false), ("trial", true)]
        {
            let found = problems(|d| {
                d.license_type = code.to_owned();
                d.expiration_date = String::new();
            });
            let expected = [(Field::ExpirationDate, ProblemKind::MissingForType)];
            assert_eq!(found == expected, needed, "{code}");
        }
    }

    #[test]
    fn every_problem_is_reported_at_once() {
        let found = problems(|d| {
            d.seats = "-1".to_owned();
            d.cost = "1,234".to_owned();
            d.currency = "EURO".to_owned();
            d.start_date = "2027-01-01".to_owned();
            d.support_expiration = "2027-02-29".to_owned();
        });
        assert_eq!(
            found,
            [
                (Field::ExpirationDate, ProblemKind::EndsBeforeStart),
                (Field::Seats, ProblemKind::NotACount),
                (Field::Currency, ProblemKind::NotACurrency),
                (Field::SupportExpiration, ProblemKind::NotADate),
            ]
        );
    }

    #[test]
    fn strange_counts_are_refused() {
        for typed in ["-1", "9007199254740992", "1e400", "12,5", "ten"] {
            assert_eq!(parse_seats(typed), Err(ProblemKind::NotACount), "{typed}");
        }
        assert_eq!(parse_seats(" 0 "), Ok(Seats::Counted(0)));
    }
}
