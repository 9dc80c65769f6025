//! Reading typed text, field by field.

use std::collections::BTreeSet;

use super::{LONGEST_LINE, LONGEST_NAME, LONGEST_NOTES, parse_seats};
use crate::currency::Currency;
use crate::date::{Date, parse_iso};
use crate::id::LicenseId;
use crate::license_type::LicenseType;
use crate::money::{DecimalMark, Money, parse_money};
use crate::particulars::{MOST_PRODUCTS, MOST_TAGS, is_web_link, parse_products, parse_tags};
use crate::problem::{Field, Problem, ProblemKind, Problems};
use crate::purchase::Seats;
use crate::renewal::{LONGEST_TERM, Notice};

/// Reads typed text and collects what is wrong with it.
pub(super) struct Reader {
    pub(super) problems: Problems,
}

impl Reader {
    pub(super) fn report(&mut self, field: Field, kind: ProblemKind) {
        self.problems.push(Problem { field, kind });
    }

    pub(super) fn text(&mut self, typed: &str, field: Field, longest: usize) -> String {
        if typed.chars().count() > longest {
            self.report(field, ProblemKind::TooLong(u32::try_from(longest).unwrap_or(u32::MAX)));
        }
        typed.trim().to_owned()
    }

    pub(super) fn line(&mut self, typed: &str, field: Field, longest: usize) -> String {
        self.text(typed, field, longest).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub(super) fn required(&mut self, typed: &str, field: Field, longest: usize) -> String {
        let line = self.line(typed, field, longest);
        if line.is_empty() {
            self.report(field, ProblemKind::Missing);
        }
        line
    }

    pub(super) fn license_type(&mut self, typed: &str) -> Option<LicenseType> {
        if typed.is_empty() {
            self.report(Field::Type, ProblemKind::Missing);
            return None;
        }
        Some(LicenseType::from_code(typed))
    }

    pub(super) fn date(&mut self, typed: &str, field: Field) -> Option<Date> {
        if typed.trim().is_empty() {
            return None;
        }
        let date = parse_iso(typed);
        if date.is_none() {
            self.report(field, ProblemKind::NotADate);
        }
        date
    }

    pub(super) fn term(
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

    pub(super) fn notice(&mut self, typed: &str) -> Option<Notice> {
        if typed.trim().is_empty() {
            return None;
        }
        let notice = typed.parse().ok();
        if notice.is_none() {
            self.report(Field::Notice, ProblemKind::NotANotice);
        }
        notice
    }

    pub(super) fn months(&mut self, typed: &str) -> Option<u16> {
        let typed = typed.trim();
        if typed.is_empty() {
            return None;
        }
        let months = typed.parse().ok().filter(|n| (1..=LONGEST_TERM).contains(n));
        if months.is_none() {
            self.report(Field::RenewMonths, ProblemKind::NotInRange(1, LONGEST_TERM));
        }
        months
    }

    pub(super) fn link(&mut self, typed: &str) -> String {
        let link = self.text(typed, Field::PortalLink, LONGEST_LINE);
        if !link.is_empty() && !is_web_link(&link) {
            self.report(Field::PortalLink, ProblemKind::NotALink);
        }
        link
    }

    pub(super) fn tags(&mut self, typed: &str) -> BTreeSet<String> {
        let tags = parse_tags(&self.text(typed, Field::Tags, LONGEST_LINE));
        if tags.len() > MOST_TAGS {
            self.report(Field::Tags, ProblemKind::TooMany(u32::try_from(MOST_TAGS).unwrap_or(0)));
        }
        tags
    }

    pub(super) fn products(&mut self, typed: &str, field: Field) -> BTreeSet<String> {
        let products = parse_products(&self.text(typed, field, LONGEST_NOTES));
        if products.len() > MOST_PRODUCTS {
            let most = u32::try_from(MOST_PRODUCTS).unwrap_or(0);
            self.report(field, ProblemKind::TooMany(most));
        }
        products
    }

    pub(super) fn parent(
        &mut self,
        typed: &str,
        find: impl Fn(&str) -> Result<LicenseId, ProblemKind>,
    ) -> Option<LicenseId> {
        let name = self.line(typed, Field::Parent, LONGEST_NAME);
        if name.is_empty() {
            return None;
        }
        find(&name).map_err(|kind| self.report(Field::Parent, kind)).ok()
    }

    pub(super) fn seats(&mut self, typed: &str, field: Field) -> Seats {
        match parse_seats(typed) {
            Ok(seats) => seats,
            Err(kind) => {
                self.report(field, kind);
                Seats::Unstated
            }
        }
    }

    pub(super) fn currency(&mut self, typed: &str, default: Currency) -> Currency {
        if typed.trim().is_empty() {
            return default;
        }
        typed.parse().unwrap_or_else(|_| {
            self.report(Field::Currency, ProblemKind::NotACurrency);
            default
        })
    }

    pub(super) fn money(&mut self, typed: &str, field: Field, currency: Currency) -> Option<Money> {
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
