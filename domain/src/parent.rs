//! Licenses that are parts of others, such as those of a suite.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::LicenseId;
use crate::license::License;
use crate::problem::ProblemKind;
use crate::vendor::fold_name;

/// The one license of this name, whatever its letter case.
///
/// # Errors
/// [`ProblemKind::NoSuchLicense`] and [`ProblemKind::SeveralLicenses`].
pub fn called(
    name: &str,
    licenses: impl Iterator<Item = (LicenseId, impl AsRef<str>)>,
) -> Result<LicenseId, ProblemKind> {
    let wanted = fold_name(name);
    let mut found =
        licenses.filter(|(_, name)| fold_name(name.as_ref()) == wanted).map(|(id, _)| id);
    match (found.next(), found.next()) {
        (Some(id), None) => Ok(id),
        (None, _) => Err(ProblemKind::NoSuchLicense),
        (Some(_), Some(_)) => Err(ProblemKind::SeveralLicenses),
    }
}

/// Whether one of the licenses `after` would be a part of itself, however many are between.
///
/// Two people who work apart can still make a circle of two halves; reading one does no harm,
/// since nobody looks further than one step.
pub fn makes_a_circle(licenses: &BTreeMap<LicenseId, License>, after: &[&License]) -> bool {
    !in_circles(licenses, after).is_empty()
}

/// Those of the licenses `after` that would be a part of themselves because of a new parent.
pub(crate) fn in_circles(
    licenses: &BTreeMap<LicenseId, License>,
    after: &[&License],
) -> BTreeSet<LicenseId> {
    let changed: BTreeMap<LicenseId, Option<LicenseId>> = after
        .iter()
        .filter(|new| licenses.get(&new.id).is_none_or(|old| old.parent_id != new.parent_id))
        .map(|license| (license.id, license.parent_id))
        .collect();
    let above = |id: LicenseId| match changed.get(&id) {
        Some(parent) => *parent,
        None => licenses.get(&id).and_then(|license| license.parent_id),
    };
    let mut found = BTreeSet::new();
    let mut met = BTreeSet::new();
    for start in changed.keys() {
        let (mut way, mut at) = (Vec::new(), Some(*start));
        while let Some(id) = at.filter(|id| met.insert(*id)) {
            way.push(id);
            at = above(id);
        }
        // Where the way meets itself there is a circle. One of no new parent was there before.
        let circle = way.iter().skip_while(|id| Some(**id) != at);
        found.extend(circle.filter(|id| changed.contains_key(*id)).copied());
    }
    found
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;

    use super::*;
    use crate::license_type::LicenseType;

    fn id(n: u128) -> LicenseId {
        LicenseId(Uuid::from_u128(n))
    }

    fn license(n: u128, parent: Option<u128>) -> License {
        let blank = License::new(id(n), LicenseType::Perpetual, DateTime::UNIX_EPOCH);
        License { parent_id: parent.map(id), ..blank }
    }

    #[test]
    fn a_name_means_a_license_only_if_one_has_it() {
        let all = [(id(1), "Suite"), (id(2), "Twin"), (id(3), "twin ")];
        let called = |name| called(name, all.into_iter());
        assert_eq!(called(" SUITE"), Ok(id(1)));
        assert_eq!(called("Twin"), Err(ProblemKind::SeveralLicenses));
        assert_eq!(called("Nobody"), Err(ProblemKind::NoSuchLicense));
    }

    #[test]
    fn no_license_is_a_part_of_itself() {
        let all = [license(1, None), license(2, Some(1)), license(3, Some(2))];
        let all: BTreeMap<_, _> = all.into_iter().map(|license| (license.id, license)).collect();
        for (change, expected) in [
            (vec![license(1, Some(1))], true),
            (vec![license(1, Some(3))], true),
            (vec![license(1, Some(2))], true),
            (vec![license(3, Some(1))], false),
            // Turned round in one step.
            (vec![license(1, Some(3)), license(3, None)], false),
            (vec![license(9, Some(8)), license(8, Some(9))], true),
            (vec![license(9, Some(3))], false),
        ] {
            assert_eq!(
                makes_a_circle(&all, &change.iter().collect::<Vec<_>>()),
                expected,
                "{change:?}"
            );
        }
    }

    #[test]
    fn an_edit_of_something_else_is_free_in_a_circle_that_two_people_made() {
        let all = [license(1, Some(2)), license(2, Some(1)), license(3, None)];
        let all: BTreeMap<_, _> = all.into_iter().map(|license| (license.id, license)).collect();
        let renamed = License { name: "New".to_owned(), ..license(1, Some(2)) };
        assert!(!makes_a_circle(&all, &[&renamed]));
        assert!(!makes_a_circle(&all, &[&license(3, Some(1))]));
        assert!(!makes_a_circle(&all, &[&license(1, None)]));
    }
}
