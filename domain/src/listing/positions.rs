//! The lists of positions: of licenses, and of products.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{SortKey, Source, haystack};
use crate::compliance::{LicensePosition, Position, Positions, ProductPosition, products_of};
use crate::id::LicenseId;
use crate::money::Money;
use crate::purchase::Seats;
use crate::quantity::Quantity;
use crate::vendor::fold_name;
use crate::workspace::Workspace;

/// A license and its position.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PositionLine {
    /// Which license.
    pub id: LicenseId,
    /// What it is called.
    pub name: String,
    /// Its vendor, or empty.
    pub vendor: String,
    /// Its position.
    pub position: LicensePosition,
}

/// A product, its position, and the vendors of its licenses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductLine {
    /// Its position.
    pub product: ProductPosition,
    /// The vendors of its licenses.
    pub vendors: Vec<String>,
    /// The names of its licenses.
    pub names: Vec<String>,
}

/// Where the list of licenses comes from.
#[derive(Debug, Clone, Copy)]
pub struct OfLicenses<'a> {
    /// All records.
    pub workspace: &'a Workspace,
    /// Their positions.
    pub positions: &'a Positions,
}

/// Where the list of products comes from.
#[derive(Debug, Clone)]
pub struct OfProducts<'a> {
    workspace: &'a Workspace,
    products: &'a [ProductPosition],
}

fn key(position: &Position, true_up: Option<Money>, waste: Option<Money>, column: &str) -> SortKey {
    let money = |amount: Option<Money>| {
        amount.map_or(SortKey::Nothing, |amount| SortKey::Number(amount.minor))
    };
    match column {
        "verdict" => SortKey::Number(position.verdict as i64),
        "owned" => match position.owned {
            Seats::Counted(n) => SortKey::Number(i64::from(n)),
            Seats::Unlimited => SortKey::Number(i64::MAX),
            Seats::Unstated => SortKey::Nothing,
        },
        "used" => SortKey::quantity(position.used),
        "free" => SortKey::quantity(position.free()),
        "gap" => SortKey::quantity(position.gap()),
        "utilisation" => position.utilisation().map_or(SortKey::Nothing, |percent| {
            SortKey::Number(i64::try_from(percent).unwrap_or(i64::MAX))
        }),
        "true-up" => money(true_up),
        "waste" => money(waste),
        _ => SortKey::Nothing,
    }
}

fn passes(position: &Position, filter: &str, wanted: &str) -> bool {
    match filter {
        "verdict" => position.verdict.code() == wanted,
        "state" => match wanted {
            "left" => !position.stranded.is_zero(),
            "idle" => !position.idle.is_zero(),
            "gap" => position.gap() > Quantity::ZERO,
            _ => true,
        },
        _ => true,
    }
}

impl OfLicenses<'_> {
    fn vendor(&self, id: LicenseId) -> &str {
        let license = self.workspace.licenses.get(&id);
        self.workspace.vendor_name(license.and_then(|license| license.vendor_id))
    }
}

impl Source for OfLicenses<'_> {
    type Id = LicenseId;
    type Line = PositionLine;

    fn all(&self) -> Vec<(LicenseId, String)> {
        let ids = self.positions.of_licenses().keys();
        let searched = ids.map(|id| {
            let name = self.workspace.license_name(Some(*id));
            (*id, haystack(&[name, self.vendor(*id)]))
        });
        searched.collect()
    }

    fn key(&self, id: LicenseId, column: &str) -> SortKey {
        let Some(one) = self.positions.of_licenses().get(&id) else { return SortKey::Nothing };
        match column {
            "" | "name" => SortKey::text(self.workspace.license_name(Some(id))),
            "vendor" => SortKey::text(self.vendor(id)),
            _ => key(&one.position, one.true_up, one.waste, column),
        }
    }

    fn passes(&self, id: LicenseId, filter: &str, wanted: &str) -> bool {
        let Some(one) = self.positions.of_licenses().get(&id) else { return false };
        match filter {
            "vendor" => self.vendor(id) == wanted,
            "product" => self.workspace.licenses.get(&id).is_some_and(|license| {
                let wanted = fold_name(wanted);
                products_of(license).iter().any(|name| fold_name(name) == wanted)
            }),
            _ => passes(&one.position, filter, wanted),
        }
    }

    fn line(&self, id: LicenseId) -> Option<PositionLine> {
        let position = *self.positions.of_licenses().get(&id)?;
        let name = self.workspace.license_name(Some(id)).to_owned();
        Some(PositionLine { id, name, vendor: self.vendor(id).to_owned(), position })
    }

    fn offered(&self, id: LicenseId) -> Vec<(&'static str, String)> {
        vec![("vendor", self.vendor(id).to_owned())]
    }
}

impl<'a> OfProducts<'a> {
    /// The list of these products.
    pub fn new(workspace: &'a Workspace, products: &'a [ProductPosition]) -> Self {
        Self { workspace, products }
    }

    fn vendors(&self, product: &ProductPosition) -> Vec<String> {
        let mut vendors = BTreeMap::new();
        for id in &product.licenses {
            let license = self.workspace.licenses.get(id);
            let name = self.workspace.vendor_name(license.and_then(|license| license.vendor_id));
            if !name.is_empty() {
                vendors.insert(name.to_lowercase(), name.to_owned());
            }
        }
        vendors.into_values().collect()
    }
}

impl Source for OfProducts<'_> {
    type Id = usize;
    type Line = ProductLine;

    fn all(&self) -> Vec<(usize, String)> {
        let searched = self.products.iter().enumerate().map(|(at, product)| {
            let vendors = self.vendors(product).join(" ");
            (at, haystack(&[&product.name, &vendors]))
        });
        searched.collect()
    }

    fn key(&self, id: usize, column: &str) -> SortKey {
        let Some(product) = self.products.get(id) else { return SortKey::Nothing };
        match column {
            "" | "name" => SortKey::text(&product.name),
            "vendor" => SortKey::text(&self.vendors(product).join(", ")),
            "licenses" => SortKey::count(product.licenses.len()),
            _ => {
                let first = |sums: &[Money]| sums.first().copied();
                let (true_up, waste) = (first(&product.true_up), first(&product.waste));
                key(&product.position, true_up, waste, column)
            }
        }
    }

    fn passes(&self, id: usize, filter: &str, wanted: &str) -> bool {
        let Some(product) = self.products.get(id) else { return false };
        match filter {
            "vendor" => self.vendors(product).iter().any(|vendor| vendor == wanted),
            _ => passes(&product.position, filter, wanted),
        }
    }

    fn line(&self, id: usize) -> Option<ProductLine> {
        let product = self.products.get(id)?.clone();
        let names = product.licenses.iter();
        let names = names.map(|id| self.workspace.license_name(Some(*id)).to_owned()).collect();
        Some(ProductLine { vendors: self.vendors(&product), names, product })
    }

    fn offered(&self, id: usize) -> Vec<(&'static str, String)> {
        let product = self.products.get(id);
        let vendors = product.map(|product| self.vendors(product)).unwrap_or_default();
        vendors.into_iter().map(|vendor| ("vendor", vendor)).collect()
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;

    use super::*;
    use crate::assignment::{Assignment, Holder};
    use crate::compliance::products;
    use crate::date::Date;
    use crate::id::{AssignmentId, UserId};
    use crate::license::License;
    use crate::license_type::LicenseType;
    use crate::listing::{ListQuery, Listing};

    /// A license of two products that somebody unknown holds a seat of, and one of none.
    fn workspace() -> Workspace {
        let mut workspace = Workspace::default();
        for (n, name) in [(1, "Suite"), (2, "Draw")] {
            let id = LicenseId(Uuid::from_u128(n));
            let mut license = License::new(id, LicenseType::Perpetual, DateTime::UNIX_EPOCH);
            name.clone_into(&mut license.name);
            if name == "Suite" {
                license.particulars.products = ["Draw", "Paint"].map(str::to_owned).into();
            }
            workspace.licenses.insert(id, license);
        }
        let id = AssignmentId(Uuid::nil());
        let holder = Holder::User(UserId(Uuid::nil()));
        let seat = Assignment::new(id, LicenseId(Uuid::from_u128(1)), holder, Quantity::ONE, None);
        workspace.assignments.insert(id, seat);
        workspace
    }

    fn asked(filter: &str, wanted: &str) -> ListQuery {
        let filters = BTreeMap::from([(filter.to_owned(), wanted.to_owned())]);
        ListQuery { filters, ..ListQuery::default() }
    }

    #[test]
    fn licenses_and_products_are_found_by_what_they_are_short_of() {
        let workspace = workspace();
        let mut positions = Positions::default();
        positions.refresh(&workspace, [], Date::default());
        let of_licenses = OfLicenses { workspace: &workspace, positions: &positions };
        let products = products(&workspace, &positions);
        let of_products = OfProducts::new(&workspace, &products);
        let found = |filter, wanted| {
            let query = asked(filter, wanted);
            let licenses = Listing::default().window(&of_licenses, 1, &query, 0, 9).lines;
            let products = Listing::default().window(&of_products, 1, &query, 0, 9).lines;
            let licenses = licenses.into_iter().map(|line| line.name).collect::<Vec<_>>();
            let products = products.into_iter().map(|line| line.product.name).collect::<Vec<_>>();
            (licenses.join(", "), products.join(", "))
        };
        let both = |licenses: &str, products: &str| (licenses.to_owned(), products.to_owned());
        assert_eq!(found("verdict", "unlicensed"), both("Suite", "Draw, Paint"));
        assert_eq!(found("verdict", "compliant"), both("Draw", ""));
        assert_eq!(found("state", "gap"), both("Suite", "Draw, Paint"));
        assert_eq!(found("state", "left"), both("Suite", "Draw, Paint"));
        assert_eq!(found("state", "idle"), both("", ""));
    }

    #[test]
    fn the_licenses_of_a_product_are_those_that_name_it_or_are_called_so() {
        let workspace = workspace();
        let mut positions = Positions::default();
        positions.refresh(&workspace, [], Date::default());
        let source = OfLicenses { workspace: &workspace, positions: &positions };
        let ids = |wanted| Listing::default().ids(&source, 1, &asked("product", wanted)).len();
        assert_eq!((ids("draw"), ids("Paint"), ids("Suite")), (2, 1, 0));
    }
}
