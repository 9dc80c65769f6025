//! The licenses a person has ticked, to do something to all of them.

use std::collections::BTreeSet;

use domain::id::LicenseId;
use leptos::prelude::*;

/// What is ticked in a list.
#[derive(Debug, Clone, Copy)]
pub struct Selection {
    chosen: RwSignal<BTreeSet<LicenseId>>,
    shown: Memo<Vec<LicenseId>>,
}

impl Selection {
    /// How many are ticked.
    pub fn n(self) -> usize {
        self.chosen.read().len()
    }

    /// Whether this one is.
    pub fn has(self, id: LicenseId) -> bool {
        self.chosen.read().contains(&id)
    }

    /// Ticks it or not.
    pub fn set(self, id: LicenseId, is_chosen: bool) {
        self.chosen.update(|chosen| {
            if is_chosen {
                chosen.insert(id)
            } else {
                chosen.remove(&id)
            };
        });
    }

    /// Whether all that are shown are ticked, and there are any.
    pub fn has_all_shown(self) -> bool {
        let (chosen, shown) = (self.chosen.read(), self.shown.read());
        !chosen.is_empty() && shown.iter().all(|id| chosen.contains(id))
    }

    /// Ticks all that are shown, or none at all.
    pub fn set_all_shown(self, is_chosen: bool) {
        if is_chosen {
            self.chosen.update(|chosen| chosen.extend(self.shown.read_untracked().iter()));
        } else {
            self.clear();
        }
    }

    /// Ticks none.
    pub fn clear(self) {
        self.chosen.set(BTreeSet::new());
    }

    /// Which are ticked.
    pub fn ids(self) -> Vec<LicenseId> {
        self.chosen.read_untracked().iter().copied().collect()
    }

    /// How many of them the filters hide.
    pub fn n_hidden(self) -> usize {
        let (chosen, shown) = (self.chosen.read(), self.shown.read());
        let n_shown = shown.iter().filter(|id| chosen.contains(id)).count();
        chosen.len().saturating_sub(n_shown)
    }
}

/// Installs an empty selection for a list that shows `shown`.
pub fn provide_selection(shown: Memo<Vec<LicenseId>>) -> Selection {
    let selection = Selection { chosen: RwSignal::new(BTreeSet::new()), shown };
    provide_context(selection);
    selection
}

/// What is ticked in the list around.
pub fn use_selection() -> Selection {
    expect_context()
}
