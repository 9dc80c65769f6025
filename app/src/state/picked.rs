//! The lines of a long list that a person has ticked, to do something to all of them.

use std::collections::BTreeSet;

use leptos::prelude::*;
use uuid::Uuid;

/// What is ticked.
#[derive(Debug, Clone, Copy)]
pub struct Picked {
    chosen: RwSignal<BTreeSet<Uuid>>,
}

impl Default for Picked {
    fn default() -> Self {
        Self { chosen: RwSignal::new(BTreeSet::new()) }
    }
}

impl Picked {
    /// How many are ticked.
    pub fn n(self) -> usize {
        self.chosen.read().len()
    }

    /// Whether this one is.
    pub fn has(self, id: Uuid) -> bool {
        self.chosen.read().contains(&id)
    }

    /// Ticks it or not.
    pub fn set(self, id: Uuid, is_chosen: bool) {
        self.chosen.update(|chosen| {
            if is_chosen {
                chosen.insert(id)
            } else {
                chosen.remove(&id)
            };
        });
    }

    /// Ticks these, and no others.
    pub fn set_all(self, ids: impl IntoIterator<Item = Uuid>) {
        self.chosen.set(ids.into_iter().collect());
    }

    /// Ticks none.
    pub fn clear(self) {
        // The page may be gone.
        self.chosen.try_set(BTreeSet::new());
    }

    /// Which are ticked.
    pub fn ids(self) -> Vec<Uuid> {
        self.chosen.read_untracked().iter().copied().collect()
    }
}
