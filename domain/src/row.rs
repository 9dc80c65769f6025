//! A license as a line of the list: small, flat, and all that search, sort and filters need.

mod further;

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::id::{CustomFieldId, LicenseId};
use crate::license::License;
use crate::license_type::LicenseType;
use crate::lifecycle::Lifecycle;
use crate::money::Money;
use crate::particulars::Particulars;
use crate::purchase::Seats;
use crate::quantity::Quantity;
use crate::renewal::cancel_by;
use crate::status::{Status, days_left, status_of_terms};
use crate::term::{Span, Term, TermState, current_of};
use crate::usage;
use crate::workspace::Workspace;

pub use self::further::FurtherColumn;

/// One line of the licenses list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LicenseRow {
    /// Which license.
    pub id: LicenseId,
    /// Its name.
    pub name: String,
    /// Its vendor's name, or empty.
    pub vendor: String,
    /// Who sold it, or empty.
    pub supplier: String,
    /// Its owner's name, or empty.
    pub owner: String,
    /// The department that uses it, or empty.
    pub department: String,
    /// The cost centre that pays for it, or empty.
    pub cost_centre: String,
    /// Where it is used, or empty.
    pub location: String,
    /// Last day of support or maintenance.
    #[serde(with = "crate::date::maybe_day")]
    pub support_ends_on: Option<Date>,
    /// How many seats should stay free.
    pub min_free: Option<u32>,
    /// Its type.
    pub license_type: LicenseType,
    /// Where it stands by decision.
    pub lifecycle: Lifecycle,
    /// The last day before it was ended early.
    #[serde(with = "crate::date::maybe_day")]
    pub terminated_on: Option<Date>,
    /// Free words to find it by.
    pub tags: Vec<String>,
    /// Values of the organisation's own fields.
    pub custom: Vec<(CustomFieldId, String)>,
    /// The days of each term, with what was bought for it.
    pub terms: Vec<RowTerm>,
    /// Rights that are used.
    pub used: Quantity,
    /// What search looks through, in lower case.
    pub haystack: String,
}

/// One term of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowTerm {
    /// Its days.
    pub span: Span,
    /// Seats bought for it.
    pub seats: Seats,
    /// What they cost.
    pub cost: Option<Money>,
    /// When they were bought, the last time.
    #[serde(with = "crate::date::maybe_day")]
    pub purchased_on: Option<Date>,
    /// The last day on which a cancellation still counts, where it renews by itself.
    #[serde(with = "crate::date::maybe_day")]
    pub cancel_by: Option<Date>,
    /// How sure it is.
    pub state: TermState,
}

impl RowTerm {
    /// A term of `license`.
    pub fn of(term: &Term, license: &License) -> Self {
        Self {
            span: term.span,
            seats: license.seats_of(term.id),
            cost: license.cost_of(term.id),
            purchased_on: license.unsorted_lines(term.id).filter_map(|l| l.purchased_on).max(),
            cancel_by: cancel_by(term),
            state: term.state,
        }
    }
}

impl LicenseRow {
    /// The row of `license`, of which `used` rights are used.
    pub fn of(license: &License, workspace: &Workspace, used: Quantity) -> Self {
        let vendor = workspace.vendor_name(license.vendor_id);
        let supplier = workspace.vendor_name(license.supplier_id);
        let owner = workspace.user_name(license.owner_id);
        let mut searched = vec![license.name.as_str(), vendor, owner, supplier];
        for line in license.purchases.values() {
            searched.extend([line.purchase_order.as_str(), line.order_number.as_str()]);
        }
        searched.extend([license.licensed_to_name.as_str(), license.licensed_to_email.as_str()]);
        searched.extend(license.extra.values().map(String::as_str));
        searched.extend(license.custom.values().map(String::as_str));
        let Particulars { version_bought, version_used, edition, .. } = &license.particulars;
        let Particulars { department, cost_centre, location, contacts, .. } = &license.particulars;
        searched.extend([version_bought, version_used, edition, department].map(String::as_str));
        searched.extend([cost_centre, location, contacts].map(String::as_str));
        searched.extend(license.particulars.tags.iter().map(String::as_str));
        searched.extend(license.particulars.products.iter().map(String::as_str));
        searched.retain(|text| !text.is_empty());
        Self {
            id: license.id,
            name: license.name.clone(),
            vendor: vendor.to_owned(),
            supplier: supplier.to_owned(),
            owner: owner.to_owned(),
            department: department.clone(),
            cost_centre: cost_centre.clone(),
            location: location.clone(),
            support_ends_on: license.support_ends_on(),
            min_free: license.particulars.min_free,
            license_type: license.license_type,
            lifecycle: license.lifecycle,
            terminated_on: license.particulars.terminated_on,
            tags: license.particulars.tags.iter().cloned().collect(),
            custom: license.custom.iter().map(|(id, text)| (*id, text.clone())).collect(),
            terms: license.terms.values().map(|term| RowTerm::of(term, license)).collect(),
            used,
            haystack: searched.join("\n").to_lowercase(),
        }
    }

    /// The rows of all licenses that are not deleted.
    pub fn all(workspace: &Workspace) -> Vec<Self> {
        let used = usage::of_all(workspace);
        workspace
            .present_licenses()
            .map(|l| Self::of(l, workspace, used.get(&l.id).copied().unwrap_or_default()))
            .collect()
    }

    /// The value of a field of the organisation's own.
    pub fn custom(&self, id: CustomFieldId) -> Option<&str> {
        self.custom.iter().find(|(field, _)| *field == id).map(|(_, value)| value.as_str())
    }

    /// The status on `today`.
    pub fn status(&self, today: Date, expiring_days: u16) -> Status {
        let lifecycle = self.lifecycle.on(self.terminated_on, today);
        let terms = self.terms.iter().map(|term| (term.span, term.state));
        status_of_terms(lifecycle, terms, today, expiring_days)
    }

    /// The term that counts on `today`.
    pub fn current_term(&self, today: Date) -> Option<&RowTerm> {
        if let [only] = self.terms.as_slice() {
            return Some(only);
        }
        current_of(&self.terms, |term| (term.span, term.state), today)
    }

    /// The last valid day of the current term; `None` when it never ends.
    pub fn expires_on(&self, today: Date) -> Option<Date> {
        self.current_term(today).and_then(|term| term.span.last_day)
    }

    /// Days until then; negative when past.
    pub fn days_left(&self, today: Date) -> Option<i64> {
        self.current_term(today).and_then(|term| days_left(term.span, today))
    }

    /// Seats of the terms that cover `today`, together, for seats are added in the middle of a
    /// term; of the current one where none does.
    pub fn seats(&self, today: Date) -> Seats {
        let counts = |term: &&RowTerm| term.state != TermState::Planned && term.span.covers(today);
        let mut covering = self.terms.iter().filter(counts).peekable();
        if covering.peek().is_none() {
            return self.current_term(today).map_or(Seats::Unstated, |term| term.seats);
        }
        covering.fold(Seats::Unstated, |sum, term| sum.plus(term.seats))
    }

    /// How many seats are missing to those that should stay free; `None` where enough are.
    pub fn lacks_free(&self, today: Date) -> Option<Quantity> {
        let (Some(wanted @ 1..), Seats::Counted(owned)) = (self.min_free, self.seats(today)) else {
            return None;
        };
        let (free, wanted) = (Quantity::whole(owned).less(self.used), Quantity::whole(wanted));
        (free < wanted).then(|| wanted.less(free))
    }

    /// Cost of the current term.
    pub fn cost(&self, today: Date) -> Option<Money> {
        self.current_term(today).and_then(|term| term.cost)
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;

    use super::*;
    use crate::date::parse_iso;
    use crate::id::{PurchaseId, TermId};
    use crate::purchase::Purchase;

    /// A license with a term for each of these: its days, how sure it is, and its seats.
    fn row(terms: &[(&str, &str, TermState, u32)]) -> LicenseRow {
        let id = LicenseId(Uuid::nil());
        let mut license = License::new(id, LicenseType::Subscription, DateTime::UNIX_EPOCH);
        for (n, (start, last, state, seats)) in (1..).zip(terms) {
            let (term, line) = (TermId(Uuid::from_u128(n)), PurchaseId(Uuid::from_u128(n)));
            let span = Span { start_on: parse_iso(start), last_day: parse_iso(last) };
            license.terms.insert(term, Term { span, state: *state, ..Term::new(term) });
            let seats = Seats::Counted(*seats);
            license.purchases.insert(line, Purchase { seats, ..Purchase::new(line, term) });
        }
        LicenseRow::of(&license, &Workspace::default(), Quantity::ZERO)
    }

    #[test]
    fn seats_of_terms_that_overlap_add_up_and_planned_ones_wait() {
        use TermState::{Assumed, Confirmed, Planned};
        let all = row(&[
            ("2025-01-01", "2025-12-31", Confirmed, 60),
            ("2025-07-01", "2025-12-31", Assumed, 5),
            ("2025-01-01", "2026-12-31", Planned, 100),
            ("2026-01-01", "2026-12-31", Confirmed, 70),
        ]);
        for (today, seats) in [
            ("2025-06-30", 60),
            ("2025-07-01", 65),
            ("2026-01-01", 70),
            // Nothing covers these days: the seats of the last term are shown.
            ("2027-03-01", 70),
        ] {
            let got = all.seats(parse_iso(today).unwrap());
            assert_eq!(got, Seats::Counted(seats), "{today}");
        }
    }

    #[test]
    fn too_few_free_seats_are_told() {
        let today = parse_iso("2025-06-01").unwrap();
        let lacks = |used, min_free| {
            let row = row(&[("2025-01-01", "2025-12-31", TermState::Confirmed, 10)]);
            LicenseRow { min_free, used: Quantity::whole(used), ..row }.lacks_free(today)
        };
        assert_eq!(lacks(7, Some(3)), None);
        assert_eq!(lacks(8, Some(3)), Some(Quantity::ONE));
        assert_eq!(lacks(12, Some(3)), Some(Quantity::whole(3)));
        assert_eq!(lacks(10, None), None);
        assert_eq!(lacks(10, Some(0)), None);
    }
}
