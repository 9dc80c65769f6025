//! All assignments of a workspace, found by license or by holder without looking at every one.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::assignment::{Assignment, Holder};
use crate::id::{AssignmentId, LicenseId};

/// Assignments by their identity, ended ones included.
///
/// Which belong to a license or a holder is worked out when somebody first asks and kept up from then
/// on: a start must not wait for it, and an edit must not walk through hundreds of thousands.
#[derive(Debug, Clone, Default)]
pub struct Assignments {
    all: BTreeMap<AssignmentId, Assignment>,
    by_license: OnceCell<Index<LicenseId>>,
    by_holder: OnceCell<Index<Holder>>,
}

type Index<K> = BTreeMap<K, BTreeSet<AssignmentId>>;

impl Assignments {
    /// Those of a license, ended ones included, in no order a person would notice.
    pub fn of_license(&self, id: LicenseId) -> impl Iterator<Item = &Assignment> {
        let index = self.by_license.get_or_init(|| self.indexed(|seat| seat.license_id));
        let ids = index.get(&id).into_iter().flatten();
        ids.filter_map(|id| self.all.get(id))
    }

    /// Those of a holder, ended ones included, in no order a person would notice.
    pub fn of_holder(&self, holder: &Holder) -> impl Iterator<Item = &Assignment> {
        let index = self.by_holder.get_or_init(|| self.indexed(|seat| seat.holder.clone()));
        let ids = index.get(holder).into_iter().flatten();
        ids.filter_map(|id| self.all.get(id))
    }

    fn indexed<K: Ord>(&self, key: impl Fn(&Assignment) -> K) -> Index<K> {
        let mut index = Index::new();
        for seat in self.all.values() {
            index.entry(key(seat)).or_default().insert(seat.id);
        }
        index
    }

    /// Adds one, in place of another of the same identity.
    pub fn insert(&mut self, id: AssignmentId, seat: Assignment) -> Option<Assignment> {
        let before = self.remove(id);
        if let Some(index) = self.by_license.get_mut() {
            index.entry(seat.license_id).or_default().insert(id);
        }
        if let Some(index) = self.by_holder.get_mut() {
            index.entry(seat.holder.clone()).or_default().insert(id);
        }
        self.all.insert(id, seat);
        before
    }

    /// Takes one away.
    pub fn remove(&mut self, id: AssignmentId) -> Option<Assignment> {
        let before = self.all.remove(&id)?;
        let index = self.by_license.get_mut();
        if let Some(ids) = index.and_then(|index| index.get_mut(&before.license_id)) {
            ids.remove(&id);
        }
        let index = self.by_holder.get_mut();
        if let Some(ids) = index.and_then(|index| index.get_mut(&before.holder)) {
            ids.remove(&id);
        }
        Some(before)
    }
}

impl Deref for Assignments {
    type Target = BTreeMap<AssignmentId, Assignment>;

    fn deref(&self) -> &Self::Target {
        &self.all
    }
}

impl PartialEq for Assignments {
    fn eq(&self, other: &Self) -> bool {
        self.all == other.all
    }
}

impl Eq for Assignments {}

impl Extend<(AssignmentId, Assignment)> for Assignments {
    fn extend<T: IntoIterator<Item = (AssignmentId, Assignment)>>(&mut self, seats: T) {
        for (id, seat) in seats {
            self.insert(id, seat);
        }
    }
}

impl FromIterator<(AssignmentId, Assignment)> for Assignments {
    fn from_iter<T: IntoIterator<Item = (AssignmentId, Assignment)>>(seats: T) -> Self {
        Self { all: seats.into_iter().collect(), ..Self::default() }
    }
}

impl Serialize for Assignments {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.all.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Assignments {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self { all: BTreeMap::deserialize(deserializer)?, ..Self::default() })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::id::UserId;
    use crate::quantity::Quantity;

    fn seat(id: u8, license: u8, holder: u8) -> (AssignmentId, Assignment) {
        let id = AssignmentId(Uuid::from_u128(u128::from(id)));
        let license = LicenseId(Uuid::from_u128(u128::from(license)));
        let holder = Holder::User(UserId(Uuid::from_u128(u128::from(holder))));
        (id, Assignment::new(id, license, holder, Quantity::ONE, None))
    }

    proptest! {
        /// Whenever it is first asked, and whatever came and went before and after.
        #[test]
        fn those_of_a_license_or_a_holder_are_all_that_name_it(
            acts in prop::collection::vec((0..12_u8, 0..4_u8, 0..4_u8, any::<bool>()), 0..60),
            asked_at in 0..60_usize,
        ) {
            let mut seats = Assignments::default();
            for (n, (id, license, holder, is_insert)) in acts.iter().enumerate() {
                if n == asked_at {
                    prop_assert!(seats.of_license(LicenseId(Uuid::max())).next().is_none());
                    let nobody = Holder::Other(String::new());
                    prop_assert!(seats.of_holder(&nobody).next().is_none());
                }
                let (id, seat) = seat(*id, *license, *holder);
                if *is_insert { seats.insert(id, seat) } else { seats.remove(id) };
            }
            for n in 0..4_u8 {
                let (_, Assignment { license_id, holder, .. }) = seat(0, n, n);
                let found: Vec<_> = seats.of_license(license_id).collect();
                let expected: Vec<_> =
                    seats.values().filter(|seat| seat.license_id == license_id).collect();
                prop_assert_eq!(found, expected);
                let found: Vec<_> = seats.of_holder(&holder).collect();
                let expected: Vec<_> = seats.values().filter(|seat| seat.holder == holder).collect();
                prop_assert_eq!(found, expected);
            }
        }
    }
}
