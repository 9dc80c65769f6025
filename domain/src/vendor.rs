//! Publishers and resellers.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::draft::LONGEST_NAME;
use crate::id::VendorId;
use crate::problem::{Field, Problem, ProblemKind, Problems};

/// Whoever made or sold a license.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vendor {
    /// Identity.
    pub id: VendorId,
    /// Name as first typed.
    pub name: String,
    /// Other names it goes by.
    pub aliases: BTreeSet<String>,
    /// The vendor it turned out to be. Licenses go on naming this one, so that no edit made
    /// elsewhere meanwhile is lost; whoever asks for its name gets the other's.
    pub merged_into: Option<VendorId>,
}

/// The most names a vendor goes by beside its own.
pub const MOST_ALIASES: usize = 50;

/// Mergers of mergers, at most: two devices can merge two vendors into each other.
const LONGEST_CHAIN: usize = 16;

impl Vendor {
    /// What is wrong with it, beside `others` that are there.
    pub fn problems(&self, others: &[Self]) -> Problems {
        let mut problems = Problems::new();
        let is_namesake = |name: &str| {
            let mut others = others.iter().filter(|v| v.id != self.id && v.merged_into.is_none());
            others.any(|other| other.is_called(name))
        };
        let mut check = |field, name: &str| {
            if name.chars().count() > LONGEST_NAME {
                let most = u32::try_from(LONGEST_NAME).unwrap_or(u32::MAX);
                problems.push(Problem { field, kind: ProblemKind::TooLong(most) });
            } else if is_namesake(name) {
                problems.push(Problem { field, kind: ProblemKind::Taken });
            }
        };
        check(Field::VendorName, &self.name);
        self.aliases.iter().for_each(|alias| check(Field::Aliases, alias));
        if self.name.is_empty() {
            problems.insert(0, Problem { field: Field::VendorName, kind: ProblemKind::Missing });
        }
        if self.aliases.len() > MOST_ALIASES {
            let most = u32::try_from(MOST_ALIASES).unwrap_or(u32::MAX);
            problems.push(Problem { field: Field::Aliases, kind: ProblemKind::TooMany(most) });
        }
        problems
    }

    /// A vendor of this name.
    pub fn new(id: VendorId, name: &str) -> Self {
        Self { id, name: name.to_owned(), aliases: BTreeSet::new(), merged_into: None }
    }

    /// Whether it goes by this name, whatever its letter case.
    pub fn is_called(&self, name: &str) -> bool {
        let wanted = fold_name(name);
        fold_name(&self.name) == wanted || self.aliases.iter().any(|a| fold_name(a) == wanted)
    }
}

/// Both vendors after `from` turned out to be `into`: that one goes by the other's names as well.
pub fn merged(from: &Vendor, into: &Vendor) -> (Vendor, Vendor) {
    let mut into = into.clone();
    for name in from.aliases.iter().chain([&from.name]) {
        if !into.is_called(name) {
            into.aliases.insert(name.clone());
        }
    }
    (Vendor { merged_into: Some(into.id), ..from.clone() }, into)
}

/// The vendor that `id` turned out to be. In a circle, which only two devices apart can make, it is
/// the one with the smallest identity.
pub fn resolve<'a>(id: VendorId, find: impl Fn(VendorId) -> Option<&'a Vendor>) -> VendorId {
    let mut at = id;
    let mut seen = vec![id];
    while let Some(next) = find(at).and_then(|vendor| vendor.merged_into) {
        if seen.contains(&next) {
            let circle = seen.iter().skip_while(|seen| **seen != next);
            return circle.min().copied().unwrap_or(next);
        }
        if find(next).is_none() || seen.len() >= LONGEST_CHAIN {
            return at;
        }
        seen.push(next);
        at = next;
    }
    at
}

/// What two spellings of one name have in common: letter case and extra spaces don't count.
pub fn fold_name(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_merged_vendor_is_the_one_it_was_merged_into_also_in_a_circle() {
        let id = |n: u128| VendorId(Uuid::from_u128(n));
        let vendors: BTreeMap<VendorId, Vendor> = [(1, 2), (2, 3), (3, 0), (4, 5), (5, 6), (6, 5)]
            .map(|(n, into)| {
                let merged_into = (into > 0).then(|| id(into));
                (id(n), Vendor { merged_into, ..Vendor::new(id(n), "Figma") })
            })
            .into();
        let resolved = [1, 2, 3, 4, 5, 6, 9].map(|n| resolve(id(n), |id| vendors.get(&id)));
        assert_eq!(resolved, [3, 3, 3, 5, 5, 5, 9].map(id));
    }

    #[test]
    fn a_merged_vendor_leaves_its_names_to_the_other() {
        let vendor = |n: u128, name: &str| Vendor::new(VendorId(Uuid::from_u128(n)), name);
        let microsoft = vendor(1, "Microsoft");
        let short = Vendor { aliases: ["MS".to_owned()].into(), ..vendor(2, "MSFT") };
        let (from, into) = merged(&short, &microsoft);
        assert_eq!(from.merged_into, Some(into.id));
        assert!(into.is_called("msft") && into.is_called("MS") && into.is_called("Microsoft"));
        assert_eq!(into.problems(&[from.clone(), into.clone()]), []);
        let taken = vendor(3, "msft").problems(&[from, into]);
        assert_eq!(taken, [Problem { field: Field::VendorName, kind: ProblemKind::Taken }]);
        assert_eq!(vendor(4, "").problems(&[])[0].kind, ProblemKind::Missing);
    }

    #[test]
    fn a_vendor_goes_by_its_aliases_as_well() {
        let vendor = Vendor {
            aliases: ["MSFT".to_owned()].into(),
            ..Vendor::new(VendorId(Uuid::nil()), "Microsoft")
        };
        assert!(vendor.is_called(" microsoft ") && vendor.is_called("msft"));
        assert!(!vendor.is_called("Micro soft"));
    }
}
