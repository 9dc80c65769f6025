//! The license form: as typed, and as meant.

pub mod asset;
pub mod compose;
pub mod coverage;
mod reader;
pub mod term;
pub mod user;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use self::reader::Reader;
use crate::custom_field::CustomField;
use crate::date::Date;
use crate::id::{CustomFieldId, LicenseId};
use crate::license::License;
use crate::license_type::LicenseType;
use crate::lifecycle::Lifecycle;
use crate::money::Money;
use crate::particulars::{Metric, OverUse, Particulars, products_text, tags_text};
use crate::problem::{Field, Problem, ProblemKind, Problems};
use crate::purchase::{BillingPeriod, PriceBasis, Seats};
use crate::renewal::Notice;
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
#[expect(clippy::struct_excessive_bools, reason = "a form has as many boxes to tick as it needs")]
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
    /// Code of the [`Lifecycle`].
    pub lifecycle: String,
    /// Whether a released seat may go to somebody else.
    pub reassignable: bool,
    /// Whether each holder needs one seat only.
    pub once_per_holder: bool,
    /// Whether the term renews by itself.
    pub auto_renew: bool,
    /// Supplier's name.
    pub supplier: String,
    /// Who it is made out to.
    pub licensed_to_name: String,
    /// The address it is made out to.
    pub licensed_to_email: String,
    /// Code of the [`Metric`].
    pub metric: String,
    /// Code of the [`OverUse`].
    pub over_use: String,
    /// A whole number, or empty.
    pub min_free: String,
    /// Products between semicolons.
    pub products: String,
    /// Older products, semicolons between them.
    pub downgrades: String,
    /// Name of the license it is a part of.
    pub parent: String,
    /// Version bought.
    pub version_bought: String,
    /// Version in use.
    pub version_used: String,
    /// Edition.
    pub edition: String,
    /// Department.
    pub department: String,
    /// Cost centre.
    pub cost_centre: String,
    /// Location.
    pub location: String,
    /// Further contacts.
    pub contacts: String,
    /// An http or https address.
    pub portal_link: String,
    /// Tags between commas.
    pub tags: String,
    /// ISO date.
    pub terminated_on: String,
    /// A period of notice, such as `30 days`.
    pub notice: String,
    /// A whole number, or empty.
    pub renew_months: String,
    /// What stands in the organisation's own fields.
    pub custom: BTreeMap<CustomFieldId, String>,
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
    /// Where it stands by decision.
    pub lifecycle: Lifecycle,
    /// Supplier's name, or empty.
    pub supplier: String,
    /// Who it is made out to.
    pub licensed_to_name: String,
    /// The address it is made out to.
    pub licensed_to_email: String,
    /// The license it is a part of.
    pub parent_id: Option<LicenseId>,
    /// Whether a released seat may go to somebody else.
    pub reassignable: bool,
    /// The rest of what can be said of a license.
    pub particulars: Particulars,
    /// Whether the term renews by itself.
    pub auto_renew: bool,
    /// How long before its end a cancellation must arrive.
    pub notice: Option<Notice>,
    /// How long the next term is, in months.
    pub renew_months: Option<u16>,
    /// Canonical values of the organisation's own fields; empty where there is none.
    pub custom: BTreeMap<CustomFieldId, String>,
}

impl LicenseDraft {
    /// The form of a new license.
    pub fn new(settings: &Settings) -> Self {
        Self {
            currency: settings.currency.code().to_owned(),
            cost_basis: PriceBasis::Total.code().to_owned(),
            billing_period: BillingPeriod::Year.code().to_owned(),
            lifecycle: Lifecycle::InService.code().to_owned(),
            metric: Metric::User.code().to_owned(),
            over_use: OverUse::Warn.code().to_owned(),
            reassignable: true,
            once_per_holder: true,
            ..Self::default()
        }
    }

    /// The form of an existing license, as of the term that counts on `today`.
    pub fn of(license: &License, names: Names<'_>, settings: &Settings, today: Date) -> Self {
        let more = &license.particulars;
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
            vendor: names.vendor.to_owned(),
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
            owner: names.owner.to_owned(),
            notes: license.notes.clone(),
            lifecycle: license.lifecycle.code().to_owned(),
            reassignable: license.reassignable,
            once_per_holder: more.once_per_holder,
            auto_renew: term.is_some_and(|term| term.auto_renew),
            supplier: names.supplier.to_owned(),
            licensed_to_name: license.licensed_to_name.clone(),
            licensed_to_email: license.licensed_to_email.clone(),
            metric: more.metric.code().to_owned(),
            over_use: more.over_use.code().to_owned(),
            min_free: more.min_free.map(|n| n.to_string()).unwrap_or_default(),
            products: products_text(&more.products),
            downgrades: products_text(&more.downgrades),
            parent: names.parent.to_owned(),
            version_bought: more.version_bought.clone(),
            version_used: more.version_used.clone(),
            edition: more.edition.clone(),
            department: more.department.clone(),
            cost_centre: more.cost_centre.clone(),
            location: more.location.clone(),
            contacts: more.contacts.clone(),
            portal_link: more.portal_link.clone(),
            tags: tags_text(&more.tags),
            terminated_on: date(more.terminated_on),
            notice: term.and_then(|term| term.notice).map(|n| n.to_string()).unwrap_or_default(),
            renew_months: term
                .and_then(|term| term.renew_months)
                .map(|n| n.to_string())
                .unwrap_or_default(),
            custom: license.custom.clone(),
        }
    }

    /// Reads the form: everything as meant, or everything that is wrong with it. `own` are the
    /// organisation's own fields that the form shows; `parent` tells which license a name means.
    pub fn check(
        &self,
        settings: &Settings,
        own: &[CustomField],
        parent: impl Fn(&str) -> Result<LicenseId, ProblemKind>,
    ) -> Result<LicenseFields, Problems> {
        let mut reader = Reader { problems: Vec::new() };
        let name = reader.required(&self.name, Field::Name, LONGEST_NAME);
        let vendor = reader.line(&self.vendor, Field::Vendor, LONGEST_NAME);
        let license_type = reader.license_type(&self.license_type);
        let key = reader.line(&self.license_key, Field::LicenseKey, LONGEST_NOTES);
        let purchased_on = reader.date(&self.purchase_date, Field::PurchaseDate);
        let start_on = reader.date(&self.start_date, Field::StartDate);
        let last_day = reader.date(&self.expiration_date, Field::ExpirationDate);
        reader.term(license_type, start_on, last_day, &self.expiration_date);
        let seats =
            if self.unlimited { Seats::Unlimited } else { reader.seats(&self.seats, Field::Seats) };
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
            lifecycle: Lifecycle::from_code(&self.lifecycle),
            supplier: reader.line(&self.supplier, Field::Supplier, LONGEST_NAME),
            licensed_to_name: reader.line(
                &self.licensed_to_name,
                Field::LicensedToName,
                LONGEST_LINE,
            ),
            licensed_to_email: reader.line(
                &self.licensed_to_email,
                Field::LicensedToEmail,
                LONGEST_LINE,
            ),
            parent_id: reader.parent(&self.parent, parent),
            reassignable: self.reassignable,
            particulars: self.particulars(&mut reader),
            auto_renew: self.auto_renew,
            notice: reader.notice(&self.notice),
            renew_months: reader.months(&self.renew_months),
            custom: self.custom(own, &mut reader),
        };
        if reader.problems.is_empty() { Ok(fields) } else { Err(reader.problems) }
    }
}

/// The names a license goes by only through others.
#[derive(Debug, Clone, Copy, Default)]
pub struct Names<'a> {
    /// Its vendor's, or empty.
    pub vendor: &'a str,
    /// Its supplier's, or empty.
    pub supplier: &'a str,
    /// Its owner's, or empty.
    pub owner: &'a str,
    /// That of the license it is a part of, or empty.
    pub parent: &'a str,
}

impl LicenseDraft {
    fn custom(&self, own: &[CustomField], reader: &mut Reader) -> BTreeMap<CustomFieldId, String> {
        let mut values = BTreeMap::new();
        for field in own {
            let typed = self.custom.get(&field.id).map_or("", String::as_str);
            match field.read(typed) {
                Ok(value) => drop(values.insert(field.id, value)),
                Err(kind) => {
                    reader.problems.push(Problem { field: Field::Custom(field.id), kind });
                }
            }
        }
        values
    }

    fn particulars(&self, reader: &mut Reader) -> Particulars {
        Particulars {
            metric: Metric::from_code(&self.metric),
            over_use: OverUse::from_code(&self.over_use),
            once_per_holder: self.once_per_holder,
            min_free: match reader.seats(&self.min_free, Field::MinFree) {
                Seats::Counted(n) => Some(n),
                Seats::Unstated | Seats::Unlimited => None,
            },
            products: reader.products(&self.products, Field::Products),
            downgrades: reader.products(&self.downgrades, Field::Downgrades),
            peaks: BTreeMap::new(),
            version_bought: reader.line(&self.version_bought, Field::VersionBought, LONGEST_LINE),
            version_used: reader.line(&self.version_used, Field::VersionUsed, LONGEST_LINE),
            edition: reader.line(&self.edition, Field::Edition, LONGEST_LINE),
            department: reader.line(&self.department, Field::Department, LONGEST_LINE),
            cost_centre: reader.line(&self.cost_centre, Field::CostCentre, LONGEST_LINE),
            location: reader.line(&self.location, Field::Location, LONGEST_LINE),
            contacts: reader.line(&self.contacts, Field::Contacts, LONGEST_LINE),
            portal_link: reader.link(&self.portal_link),
            tags: reader.tags(&self.tags),
            terminated_on: reader.date(&self.terminated_on, Field::TerminatedOn),
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
    use crate::currency::Currency;

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

    fn none(_: &str) -> Result<LicenseId, ProblemKind> {
        Err(ProblemKind::NoSuchLicense)
    }

    fn problems(change: impl FnOnce(&mut LicenseDraft)) -> Vec<(Field, ProblemKind)> {
        let mut draft = draft();
        change(&mut draft);
        let problems = draft.check(&Settings::default(), &[], none).err().unwrap_or_default();
        problems.into_iter().map(|p| (p.field, p.kind)).collect()
    }

    #[test]
    fn a_good_form_is_understood() {
        let fields = draft().check(&Settings::default(), &[], none).unwrap();
        assert_eq!(fields.name, "Figma Organization");
        assert_eq!(fields.seats, Seats::Counted(60));
        assert_eq!(fields.amount, Some(Money { minor: 3_240_000, currency: Currency::EUR }));
    }

    #[test]
    fn only_name_and_type_are_required_and_an_end_for_subscription_and_trial() {
        let empty = LicenseDraft::default().check(&Settings::default(), &[], none).err().unwrap();
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
