//! The position of each product, over all licenses that cover it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::downgrade;
use super::{Position, Positions, Verdict, products_of};
use crate::entitlement::Standing;
use crate::id::LicenseId;
use crate::money::Money;
use crate::particulars::Metric;
use crate::purchase::Seats;
use crate::quantity::Quantity;
use crate::vendor::fold_name;
use crate::workspace::Workspace;

/// The position of a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductPosition {
    /// What it is called.
    pub name: String,
    /// The figures.
    pub position: Position,
    /// Whether none of its licenses gives a right, and why.
    pub standing: Standing,
    /// Rights that spare ones of newer products make up for, and which products these are.
    pub covered: Quantity,
    /// The products that make up for them.
    pub covered_by: Vec<String>,
    /// What the missing rights cost; an entry for each currency.
    pub true_up: Vec<Money>,
    /// What rights that nobody uses cost each year; an entry for each currency.
    pub waste: Vec<Money>,
    /// Licenses that miss or waste rights and have no price.
    pub unpriced: u32,
    /// The licenses that cover it.
    pub licenses: Vec<LicenseId>,
}

/// The position of every product, by name. A license of several products counts for each of them.
pub fn products(workspace: &Workspace, positions: &Positions) -> Vec<ProductPosition> {
    let mut found: BTreeMap<String, Sum> = BTreeMap::new();
    for (id, one) in positions.of_licenses() {
        let Some(license) = workspace.licenses.get(id) else { continue };
        let is_site =
            license.particulars.metric == Metric::Site && one.standing == Standing::InForce;
        for name in products_of(license) {
            let sum = found.entry(fold_name(&name)).or_insert_with(|| Sum::new(name));
            sum.add(*id, one, is_site);
        }
    }
    let mut products: Vec<ProductPosition> = found.into_values().map(Sum::finish).collect();
    downgrade::cover(workspace, positions, &mut products);
    products
}

struct Sum {
    product: ProductPosition,
    is_site: bool,
}

impl Sum {
    fn new(name: String) -> Self {
        let position = Position::new(Seats::Unstated, Quantity::ZERO, false);
        let product = ProductPosition {
            name,
            position,
            standing: Standing::Archived,
            covered: Quantity::ZERO,
            covered_by: Vec::new(),
            true_up: Vec::new(),
            waste: Vec::new(),
            unpriced: 0,
            licenses: Vec::new(),
        };
        Self { product, is_site: false }
    }

    fn add(&mut self, id: LicenseId, one: &super::LicensePosition, is_site: bool) {
        let product = &mut self.product;
        let (sum, part) = (&mut product.position, &one.position);
        sum.owned = sum.owned.plus(part.owned);
        sum.used = sum.used.plus(part.used);
        sum.stranded = sum.stranded.plus(part.stranded);
        sum.idle = sum.idle.plus(part.idle);
        if product.licenses.is_empty() || one.standing == Standing::InForce {
            product.standing = one.standing;
        }
        let is_short = !part.gap().is_zero();
        let is_spare = matches!(part.verdict, Verdict::OverLicensed | Verdict::Unused);
        let lacks_price = (is_short && one.true_up.is_none()) || (is_spare && one.waste.is_none());
        product.unpriced += u32::from(lacks_price);
        add_money(&mut product.true_up, one.true_up);
        add_money(&mut product.waste, one.waste);
        product.licenses.push(id);
        self.is_site |= is_site;
    }

    fn finish(self) -> ProductPosition {
        let Self { mut product, is_site } = self;
        let Position { owned, used, stranded, idle, .. } = product.position;
        product.position = Position { stranded, idle, ..Position::new(owned, used, is_site) };
        if product.position.gap().is_zero() {
            // One license makes up for another.
            product.true_up.clear();
        }
        product
    }
}

/// Adds an amount to the one of its currency.
pub(crate) fn add_money(sums: &mut Vec<Money>, amount: Option<Money>) {
    let Some(amount) = amount else { return };
    match sums.iter_mut().find(|sum| sum.currency == amount.currency) {
        Some(sum) => *sum = sum.checked_add(amount).unwrap_or(*sum),
        None => sums.push(amount),
    }
}
