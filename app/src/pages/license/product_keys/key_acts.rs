//! What can be done to the product keys of a license. Each act is one step to undo.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::command::Command;
use domain::id::KeyId;
use domain::key_paste::KeyPaste;
use domain::license::License;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica::protocol::{LicenseDetail, PlainKey, Secret};
use uuid::Uuid;

use crate::erased::memo;
use crate::platform::random;
use crate::state::dispatch::{Dispatch, use_dispatch};
use crate::state::undo::{Undo, use_undo};
use crate::text::license::counted;

/// The ways to change the keys, and what is on screen for it.
#[derive(Debug, Clone, Copy)]
pub(super) struct KeyActs {
    detail: Memo<Option<Arc<LicenseDetail>>>,
    ways: StoredValue<(Dispatch, Undo)>,
    /// Whether they may be changed: not those of a deleted license.
    pub(super) may_edit: Memo<bool>,
    /// Ticked keys.
    pub(super) selected: RwSignal<BTreeSet<KeyId>>,
    /// The key whose label is being edited.
    pub(super) renaming: RwSignal<Option<KeyId>>,
    /// Whether the recovery passphrase or code is asked for.
    pub(super) unlock: RwSignal<bool>,
}

/// The acts on the keys of the license in `detail`.
pub(super) fn use_key_acts(detail: Memo<Option<Arc<LicenseDetail>>>) -> KeyActs {
    KeyActs {
        detail,
        ways: StoredValue::new((use_dispatch(), use_undo())),
        may_edit: memo(move || {
            detail.with(|detail| detail.as_ref().is_some_and(|d| d.license.deleted_at.is_none()))
        }),
        selected: RwSignal::new(BTreeSet::new()),
        renaming: RwSignal::new(None),
        unlock: RwSignal::new(false),
    }
}

impl KeyActs {
    /// Ticks a key or not.
    pub(super) fn select(self, id: KeyId, is_selected: bool) {
        self.selected.update(|all| {
            if is_selected {
                all.insert(id)
            } else {
                all.remove(&id)
            };
        });
    }

    /// Ticked keys that are still there.
    pub(super) fn ticked(self) -> Vec<KeyId> {
        let is_there = |id: &&KeyId| {
            self.detail.with(|d| d.as_ref().is_some_and(|d| d.license.keys.contains_key(id)))
        };
        self.selected.with(|all| all.iter().filter(is_there).copied().collect())
    }

    /// Adds pasted keys. `false` if not; the person has been told why.
    pub(super) async fn add(self, paste: KeyPaste, label: String) -> bool {
        let Some(before) = self.license() else { return false };
        let (dispatch, undo) = self.ways.get_value();
        // Numbered from a random start, so that keys without labels keep the order of the text.
        let start = random::uuid().as_u128();
        let (mut after, mut keys) = (before.clone(), Vec::with_capacity(paste.keys.len()));
        let labels = paste.labels(&label);
        let n = paste.keys.len();
        for ((at, secret), label) in (0..).zip(paste.keys).zip(labels) {
            let key = KeyId(Uuid::from_u128(start.wrapping_add(at)));
            after.keys.insert(key, label);
            keys.push(PlainKey { license: before.id, key, secret: Secret(secret) });
        }
        let is_done = dispatch.run_with(Command::edit(before, after), keys).await;
        if is_done {
            undo.offer(format!("Added {}.", counted(n, "product key", "product keys")));
        }
        is_done
    }

    /// Removes the ticked keys.
    pub(super) fn remove_ticked(self) {
        let ids = untrack(|| self.ticked());
        let Some(before) = self.license() else { return };
        let (dispatch, undo) = self.ways.get_value();
        let mut after = before.clone();
        after.keys.retain(|id, _| !ids.contains(id));
        spawn_local(async move {
            if dispatch.run(Command::edit(before, after), None).await {
                self.selected.try_set(BTreeSet::new());
                let n = counted(ids.len(), "product key", "product keys");
                undo.offer(format!("Removed {n}."));
            }
        });
    }

    /// The label of the key that is being renamed.
    pub(super) fn current_label(self) -> String {
        let key = self.renaming.get_untracked();
        let key = key.zip(self.license()).and_then(|(id, license)| license.keys.get(&id).cloned());
        key.map(|key| key.label).unwrap_or_default()
    }

    /// Gives the key that is being renamed another label. `false` if not; the person has been told
    /// why.
    pub(super) async fn rename(self, label: String) -> bool {
        let Some((id, before)) = self.renaming.get_untracked().zip(self.license()) else {
            return false;
        };
        let (dispatch, undo) = self.ways.get_value();
        let mut after = before.clone();
        if let Some(key) = after.keys.get_mut(&id) {
            key.label = label;
        }
        let is_done = before == after || dispatch.run(Command::edit(before, after), None).await;
        if is_done {
            undo.offer("Saved.");
        }
        is_done
    }

    fn license(self) -> Option<License> {
        self.detail.with_untracked(|detail| detail.as_ref().map(|d| d.license.clone()))
    }
}
