//! Spare rights of newer products that may be used for older ones.
//!
//! Own rights are filled first, and what is spare then covers gaps (d4). Subscriptions by user,
//! amounts and floating seats give no such right.

use std::collections::BTreeMap;

use super::{Positions, ProductPosition, Verdict, products_of};
use crate::entitlement::Standing;
use crate::id::LicenseId;
use crate::license::License;
use crate::license_type::LicenseType;
use crate::particulars::Metric;
use crate::quantity::Quantity;
use crate::vendor::fold_name;
use crate::workspace::Workspace;

/// Fills gaps of `products` with spare rights of licenses that may be used for them.
pub(super) fn cover(
    workspace: &Workspace,
    positions: &Positions,
    products: &mut [ProductPosition],
) {
    let mut givers: BTreeMap<String, Vec<&License>> = BTreeMap::new();
    for id in positions.of_licenses().keys() {
        let Some(license) = workspace.licenses.get(id).filter(|license| may_give(license)) else {
            continue;
        };
        for older in &license.particulars.downgrades {
            givers.entry(fold_name(older)).or_default().push(license);
        }
    }
    let mut spare: BTreeMap<LicenseId, Quantity> = BTreeMap::new();
    for product in products.iter_mut() {
        for license in givers.get(&fold_name(&product.name)).into_iter().flatten() {
            let gap = product.position.gap().less(product.covered);
            if gap.is_zero() {
                break;
            }
            let Some(one) = positions.of_licenses().get(&license.id) else { continue };
            if one.standing != Standing::InForce || product.licenses.contains(&license.id) {
                continue;
            }
            let left = spare.entry(license.id).or_insert_with(|| one.position.free());
            let given = gap.min(*left);
            if !given.is_zero() {
                *left = left.less(given);
                product.covered = product.covered.plus(given);
                product.covered_by.extend(products_of(license));
            }
        }
        if !product.covered.is_zero() && product.covered >= product.position.gap() {
            product.position.verdict = Verdict::Compliant;
            product.true_up.clear();
        }
    }
}

fn may_give(license: &License) -> bool {
    let metric = license.particulars.metric;
    let is_user_subscription =
        license.license_type == LicenseType::Subscription && metric == Metric::User;
    !is_user_subscription && !matches!(metric, Metric::Consumption | Metric::Concurrent)
}
