//! Seats of the list summed up by department or by vendor.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::seats::SeatsHeld;
use crate::compliance::add_money;
use crate::id::AssignmentId;
use crate::money::Money;
use crate::quantity::Quantity;

/// What seats are summed up by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum GroupBy {
    /// The holder's department.
    Department,
    /// The license's vendor.
    Vendor,
}

/// Seats of one department or vendor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatGroup {
    /// What it is called; empty for seats of none.
    pub name: String,
    /// How many assignments.
    pub assignments: u32,
    /// How many seats.
    pub seats: Quantity,
    /// What they cost each year; an entry for each currency.
    pub costs: Vec<Money>,
    /// Assignments of which nobody knows what they cost each year.
    pub unpriced: u32,
}

impl GroupBy {
    /// The word that addresses hold, which is that of the filter for one group.
    pub fn code(self) -> &'static str {
        match self {
            Self::Department => "department",
            Self::Vendor => "vendor",
        }
    }

    /// Reads [`Self::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Department, Self::Vendor].into_iter().find(|by| by.code() == code)
    }
}

/// These seats by department or by vendor: by name, and last those of none.
pub fn groups(source: &SeatsHeld<'_>, ids: &[AssignmentId], by: GroupBy) -> Vec<SeatGroup> {
    let mut found: BTreeMap<&str, SeatGroup> = BTreeMap::new();
    for seat in ids.iter().filter_map(|id| source.seat(*id)) {
        let name = match by {
            GroupBy::Department => source.department(seat),
            GroupBy::Vendor => source.vendor(seat),
        };
        let group = found.entry(name).or_insert_with(|| SeatGroup {
            name: name.to_owned(),
            assignments: 0,
            seats: Quantity::ZERO,
            costs: Vec::new(),
            unpriced: 0,
        });
        let cost = source.cost(seat);
        group.assignments += 1;
        group.seats = group.seats.plus(seat.quantity);
        group.unpriced += u32::from(cost.is_none());
        add_money(&mut group.costs, cost);
    }
    let mut groups: Vec<SeatGroup> = found.into_values().collect();
    groups.sort_by_cached_key(|group| (group.name.is_empty(), group.name.to_lowercase()));
    groups
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;

    use super::*;
    use crate::assignment::{Assignment, Holder};
    use crate::currency::Currency;
    use crate::date::Date;
    use crate::id::{LicenseId, PurchaseId, TermId, UserId, VendorId};
    use crate::license::License;
    use crate::license_type::LicenseType;
    use crate::purchase::{BillingPeriod, Purchase, Seats};
    use crate::term::Term;
    use crate::user::User;
    use crate::vendor::Vendor;
    use crate::workspace::Workspace;

    fn add_license(workspace: &mut Workspace, n: u128, price: Option<(i64, Currency)>) {
        let (id, vendor) = (LicenseId(Uuid::from_u128(n)), VendorId(Uuid::from_u128(n)));
        let mut license = License::new(id, LicenseType::Subscription, DateTime::UNIX_EPOCH);
        let term = TermId(Uuid::nil());
        let purchase = PurchaseId(Uuid::nil());
        license.vendor_id = Some(vendor);
        license.terms.insert(term, Term::new(term));
        let line = Purchase {
            seats: Seats::Counted(10),
            amount: price.map(|(minor, currency)| Money { minor, currency }),
            period: BillingPeriod::Year,
            ..Purchase::new(purchase, term)
        };
        license.purchases.insert(purchase, line);
        workspace.licenses.insert(id, license);
        workspace.vendors.insert(vendor, Vendor::new(vendor, &format!("Vendor {n}")));
    }

    fn workspace() -> Workspace {
        let mut workspace = Workspace::default();
        add_license(&mut workspace, 1, Some((10_000, Currency::EUR)));
        add_license(&mut workspace, 2, Some((20_000, Currency::USD)));
        add_license(&mut workspace, 3, None);
        for (n, department) in [(1, "Sales"), (2, "design"), (3, "")] {
            let id = UserId(Uuid::from_u128(n));
            let user = User { department: department.to_owned(), ..User::new(id, "Somebody") };
            workspace.users.insert(id, user);
        }
        // License, user, hundredths of a seat.
        let held = [(1, 1, 100), (2, 1, 200), (1, 2, 50), (3, 2, 100), (1, 3, 100)];
        for (n, (license, user, hundredths)) in (1..).zip(held) {
            let id = AssignmentId(Uuid::from_u128(n));
            let holder = Holder::User(UserId(Uuid::from_u128(user)));
            let quantity = Quantity::of_hundredths(hundredths);
            let license = LicenseId(Uuid::from_u128(license));
            let seat = Assignment::new(id, license, holder, quantity, None);
            workspace.assignments.insert(id, seat);
        }
        workspace
    }

    fn grouped(by: GroupBy, most: usize) -> Vec<SeatGroup> {
        let workspace = workspace();
        let ids: Vec<AssignmentId> = workspace.assignments.keys().copied().take(most).collect();
        groups(&SeatsHeld { workspace: &workspace, today: Date::default() }, &ids, by)
    }

    fn money(minor: i64, currency: Currency) -> Money {
        Money { minor, currency }
    }

    #[test]
    fn seats_are_summed_up_by_department_with_those_of_none_last_and_no_currencies_mixed() {
        let group = |name: &str, assignments, hundredths, costs: &[Money], unpriced| SeatGroup {
            name: name.to_owned(),
            assignments,
            seats: Quantity::of_hundredths(hundredths),
            costs: costs.to_vec(),
            unpriced,
        };
        let sales = [money(1_000, Currency::EUR), money(4_000, Currency::USD)];
        assert_eq!(
            grouped(GroupBy::Department, 9),
            [
                group("design", 2, 150, &[money(500, Currency::EUR)], 1),
                group("Sales", 2, 300, &sales, 0),
                group("", 1, 100, &[money(1_000, Currency::EUR)], 0),
            ]
        );
    }

    #[test]
    fn only_what_is_asked_for_is_summed_up() {
        let by_vendor = grouped(GroupBy::Vendor, 3);
        let shown: Vec<_> =
            by_vendor.iter().map(|group| (group.name.as_str(), group.assignments)).collect();
        assert_eq!(shown, [("Vendor 1", 2), ("Vendor 2", 1)]);
        assert_eq!(grouped(GroupBy::Vendor, 0), []);
    }

    #[test]
    fn the_words_of_addresses_read_back() {
        for by in [GroupBy::Department, GroupBy::Vendor] {
            assert_eq!(GroupBy::from_code(by.code()), Some(by));
        }
        assert_eq!(GroupBy::from_code(""), None);
    }
}
