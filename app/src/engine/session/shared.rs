//! An open workspace that is shared: as whom, with which keys, and what its tabs tell each other.

use domain::id::WorkspaceId;
use replica::document_id::DocumentId;
use replica::inventory::Inventory;
use replica::journal::Journal;
use replica::protocol::{
    DocumentKind, Failure, FromEngine, Packed, StorageState, StorageTrouble, SyncMore, SyncState,
};
use replica::vault::Vault;

use super::{Session, Shelf};
use crate::engine::keeper::Keeper;
use crate::engine::tabs::TabMessage;
use crate::platform::random;
use crate::storage::device_keys::DeviceKeys;
use crate::storage::memberships::Membership;
use crate::storage::registry::Registration;
use crate::text;

impl Session {
    /// Its identity on this device.
    pub(crate) fn id(&self) -> WorkspaceId {
        self.registration.workspace
    }

    /// Whether this tab does what only one may.
    pub(crate) fn is_leading(&self) -> bool {
        self.leader.is_leading()
    }

    /// Whether it is shared, so that what is new must be told a relay.
    pub(crate) fn is_shared(&self) -> bool {
        self.share.as_ref().is_some_and(Membership::is_live)
    }

    /// Whether something of it is not stored yet.
    pub(crate) fn has_unstored(&self) -> bool {
        self.inventory.document().unsaved().is_some() || self.vault.document().unsaved().is_some()
    }

    /// Whether all of it is stored.
    pub(crate) fn is_stored(&self) -> bool {
        *self.keeper.state() == StorageState::Stored
    }

    /// Why it is not.
    pub(crate) fn not_stored(&self) -> Failure {
        match self.keeper.state() {
            StorageState::Unstored(why) => Failure::NotStored(why.clone()),
            StorageState::Stored => {
                Failure::NotStored(StorageTrouble::Other("the registry was not written".to_owned()))
            }
        }
    }

    /// Refuses to share what is not whole, or not stored.
    pub(crate) fn check_sharable(&self) -> Result<(), Failure> {
        if self.is_gone {
            return Err(Failure::Gone);
        }
        let has_gaps = self.inventory.document().has_gaps() || self.vault.document().has_gaps();
        let is_damaged = self.damages.iter().any(|part| part.of != DocumentKind::History);
        if has_gaps || is_damaged || self.keeper.has_no_storage() {
            return Err(self.not_stored());
        }
        Ok(())
    }

    /// Notes how it is shared from now on; `false` if that could not be stored, and then nothing has
    /// changed.
    pub(crate) async fn put_share(&mut self, share: Membership) -> bool {
        let is_stored = self.keeper.put_membership(self.id(), &share).await.is_ok();
        if is_stored {
            self.share = Some(share);
        }
        is_stored
    }

    /// Notes what has changed in how it is shared, beside what other tabs have noted; `false` if that
    /// could not be stored, and then nothing has changed.
    pub(crate) async fn change_share(&mut self, change: impl FnOnce(&mut Membership)) -> bool {
        self.note_share(None, change).await
    }

    /// Sets a backup aside, and notes that it is there; `false` if that could not be stored, and then
    /// nothing has changed.
    pub(crate) async fn put_aside(&mut self, at: i64, backup: &[u8]) -> bool {
        self.note_share(Some((at, backup)), |share| share.unsent.push(at)).await
    }

    async fn note_share(
        &mut self,
        aside: Option<(i64, &[u8])>,
        change: impl FnOnce(&mut Membership),
    ) -> bool {
        let noted = self.keeper.change_membership(self.id(), aside, change).await;
        let Ok(Some(share)) = noted else { return false };
        self.share = Some(share);
        true
    }

    /// Notes that it is not shared any more.
    pub(crate) async fn drop_share(&mut self) -> Result<(), StorageTrouble> {
        self.keeper.drop_membership(&self.registration).await?;
        self.share = None;
        Ok(())
    }

    /// Reads anew how it is shared: another tab has changed that.
    pub(crate) async fn read_share(&mut self) {
        if let Ok(share) = self.keeper.membership(self.id()).await {
            self.share = share;
        }
    }

    /// Tells the page and other tabs how the line stands.
    pub(crate) fn tell_sync(&self, state: &SyncState) {
        self.mailbox.post(&FromEngine::Sync(state.clone()));
        if let Some(tabs) = &self.tabs {
            tabs.tell(&TabMessage::Sync(state.clone()));
        }
    }

    /// Tells the page how it is shared; how the line stands is for the tab that leads to say.
    pub(crate) fn post_share(&self) {
        let share = self.share.as_ref().map(Membership::share);
        let notice = share.and_then(|share| text::team::notice(share, None));
        let more = Packed::of(&SyncMore { notice, ..SyncMore::default() });
        let waiting = text::team::waiting(0, false);
        let state = SyncState { share, waiting, more, ..SyncState::default() };
        self.mailbox.post(&FromEngine::Sync(state));
    }

    /// Tells other tabs that what is stored is another document now.
    fn tell_tabs_reopen(&self) {
        if let Some(tabs) = &self.tabs {
            tabs.tell(&TabMessage::Reopen);
        }
    }

    /// Lets go of it as it is, for it to be opened anew: what is stored has been exchanged, and what
    /// only this tab has must not get there again.
    pub(crate) fn let_go(self) -> Keeper {
        self.leader.resign();
        self.keeper
    }

    /// Asks other tabs how the line stands, which one of them may keep.
    pub(crate) fn ask_tabs(&self) {
        if let Some(tabs) = &self.tabs {
            tabs.tell(&TabMessage::AskSync);
        }
    }

    /// Tells other tabs that how it is shared has changed.
    pub(crate) fn tell_tabs_shared(&self) {
        if let Some(tabs) = &self.tabs {
            tabs.tell(&TabMessage::Shared);
        }
    }

    /// Whether this device holds a workspace key.
    pub(crate) async fn has_key(&mut self, epoch: &str) -> bool {
        self.keys_of(epoch).await.is_some()
    }

    /// The workspace keys that this device can hand on, the named one first; `None` without it.
    pub(crate) async fn keys_of(&mut self, epoch: &str) -> Option<Vec<DeviceKeys>> {
        self.read_keys().await.ok()?;
        let (first, others): (Vec<_>, Vec<_>) =
            self.keys.iter().cloned().partition(|keys| keys.epoch == epoch);
        (!first.is_empty()).then(|| first.into_iter().chain(others).collect())
    }

    /// All workspace keys of this device.
    pub(crate) async fn all_keys(&mut self) -> Result<Vec<DeviceKeys>, Failure> {
        self.read_keys().await?;
        Ok(self.keys.clone())
    }

    /// The workspace key that product keys are sealed with here.
    pub(crate) async fn sealing_keys(&mut self) -> Result<DeviceKeys, Failure> {
        self.device_keys().await
    }

    /// Takes workspace keys into the keeping of this device.
    pub(crate) async fn add_keys(&mut self, keys: &[DeviceKeys]) {
        let bound_to = self.registration.bound_to;
        // Those that could not be stored come again with the next ticket.
        self.keeper.add_keys(bound_to, keys).await.unwrap_or_default();
        self.read_keys().await.unwrap_or_default();
    }

    /// Goes on with the inventory as it was, in place of what is stored; `false` if that could not
    /// be stored.
    pub(crate) async fn go_back_to(&mut self, mut inventory: Inventory) -> bool {
        let shelf = &mut self.inventory_shelf;
        if self.keeper.fold_whole(inventory.document(), shelf).await.is_err() {
            return false;
        }
        inventory.document_mut().mark_stored();
        self.inventory = inventory;
        self.steps = super::Steps::default();
        self.touched.replace(None);
        self.cached_revision = None;
        self.cached_records = None;
        self.mailbox.post(&FromEngine::Anew(Box::new(self.snapshot())));
        self.tell_tabs_reopen();
        self.rest_soon();
        true
    }

    /// Goes on with the vault as it was, in place of what is stored; `false` if that could not be
    /// stored.
    pub(crate) async fn go_back_to_vault(&mut self, mut vault: Vault) -> bool {
        let shelf = &mut self.vault_shelf;
        if self.keeper.fold_whole(vault.document(), shelf).await.is_err() {
            return false;
        }
        vault.document_mut().mark_stored();
        self.vault = vault;
        self.tell_tabs_reopen();
        true
    }

    /// Goes on with another vault in place of the one there is, once it is on disk; `false` if that
    /// could not be stored, and then nothing has changed.
    pub(crate) async fn replace_vault(&mut self, id: DocumentId, mut vault: Vault) -> bool {
        let mut shelf = Shelf { id, journal: Journal::default() };
        let registration = Registration { vault: id, ..self.registration };
        if self.keeper.fold_whole(vault.document(), &mut shelf).await.is_err()
            || self.keeper.register(&registration).await.is_err()
        {
            return false;
        }
        vault.document_mut().mark_stored();
        self.registration = registration;
        self.vault = vault;
        self.vault_shelf = shelf;
        self.tell_tabs_reopen();
        true
    }

    /// Deletes a vault that was replaced.
    pub(crate) async fn delete_vault(&self, old: DocumentId) {
        // Nothing refers to it any more; if it cannot be deleted now, it stays as what it is: sealed.
        self.keeper.delete(old).await.unwrap_or_default();
    }

    /// Binds product keys to what those of the workspace are bound to.
    pub(crate) async fn bind_to(&mut self, bound_to: WorkspaceId) -> bool {
        let registration = Registration { bound_to, ..self.registration };
        let is_stored = bound_to == self.registration.bound_to
            || self.keeper.register(&registration).await.is_ok();
        if is_stored {
            self.registration = registration;
        }
        is_stored
    }

    /// Deletes the sealed product keys from this device.
    pub(crate) async fn empty_vault(&mut self) {
        let before = self.share.as_ref().and_then(|share| share.old_vault);
        let old = self.registration.vault;
        let Ok(vault) = Vault::new(random::bytes16()) else { return };
        if self.replace_vault(DocumentId(random::bytes16()), vault).await {
            for old in before.into_iter().chain([old]) {
                self.delete_vault(old).await;
            }
        }
    }
}
