//! What all positions come to.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::product::add_money;
use super::{LicensePosition, Positions, ProductPosition, Verdict};
use crate::id::LicenseId;
use crate::money::Money;
use crate::quantity::Quantity;

/// What all positions come to, by product and by license.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Summary {
    /// Over all products.
    pub products: Totals,
    /// Over all licenses.
    pub licenses: Totals,
    /// Seats in the hands of people who left and of machines out of use.
    pub stranded: Quantity,
}

/// What many positions come to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Totals {
    /// How many of each verdict, in the order of [`Verdict::ALL`].
    pub verdicts: Vec<u32>,
    /// What all missing rights cost; an entry for each currency.
    pub true_up: Vec<Money>,
    /// Licenses that miss rights of which nobody knows the price.
    pub true_up_unpriced: u32,
    /// What rights that nobody uses cost each year; an entry for each currency.
    pub waste: Vec<Money>,
    /// Licenses with rights that nobody uses, of which nobody knows what they cost each year.
    pub waste_unpriced: u32,
}

/// Sums up. A license of several products counts once in the costs of all products, and the gap of
/// a license for which others of its product make up costs nothing there.
pub fn summary(positions: &Positions, products: &[ProductPosition]) -> Summary {
    let all = positions.of_licenses();
    let mut of_licenses = Totals::of(all.values().map(|one| one.position.verdict));
    let mut stranded = Quantity::ZERO;
    for one in all.values() {
        of_licenses.add_true_up(one);
        of_licenses.add_waste(one);
        stranded = stranded.plus(one.position.stranded);
    }
    let mut of_products = Totals::of(products.iter().map(|product| product.position.verdict));
    let short = products.iter().filter(|product| {
        matches!(product.position.verdict, Verdict::UnderLicensed | Verdict::Unlicensed)
    });
    let mut lacking: BTreeSet<LicenseId> = BTreeSet::new();
    lacking.extend(short.flat_map(|product| product.licenses.iter().copied()));
    for (id, one) in all {
        if lacking.contains(id) {
            of_products.add_true_up(one);
        }
        of_products.add_waste(one);
    }
    Summary { products: of_products, licenses: of_licenses, stranded }
}

impl Totals {
    fn of(verdicts: impl Iterator<Item = Verdict>) -> Self {
        let mut counts = vec![0; Verdict::ALL.len()];
        for verdict in verdicts {
            let at = Verdict::ALL.iter().position(|one| *one == verdict);
            if let Some(count) = at.and_then(|at| counts.get_mut(at)) {
                *count += 1;
            }
        }
        Self { verdicts: counts, ..Self::default() }
    }

    /// How many there are of a verdict.
    pub fn n_of(&self, verdict: Verdict) -> u32 {
        let at = Verdict::ALL.iter().position(|one| *one == verdict);
        at.and_then(|at| self.verdicts.get(at)).copied().unwrap_or(0)
    }

    fn add_true_up(&mut self, one: &LicensePosition) {
        let is_short = !one.position.gap().is_zero();
        self.true_up_unpriced += u32::from(is_short && one.true_up.is_none());
        add_money(&mut self.true_up, one.true_up);
    }

    fn add_waste(&mut self, one: &LicensePosition) {
        let is_spare = matches!(one.position.verdict, Verdict::OverLicensed | Verdict::Unused);
        self.waste_unpriced += u32::from(is_spare && one.waste.is_none());
        add_money(&mut self.waste, one.waste);
    }
}
