//! The product keys of an open workspace: sealing them, opening one.

use chrono::{DateTime, Utc};
use domain::id::{KeyId, LicenseId};
use replica::message::{KeyUse, Message, Tag};
use replica::protocol::{Answer, Failure, FromEngine, PlainKey, Secret, Update};
use replica::vault::SealedKey;

use super::{Session, of_document};
use crate::engine::seal;
use crate::platform::random;
use crate::storage::device_keys::DeviceKeys;

/// Product keys are sealed so many at a time; between two lots the worker looks up.
const SEALED_AT_ONCE: usize = 64;

impl Session {
    /// Seals product keys, in lots; `go_on` hears how many are done and may stop it (`None`).
    pub(crate) async fn seal_all(
        &mut self,
        keys: &[PlainKey],
        mut go_on: impl FnMut(usize) -> bool,
    ) -> Result<Option<Vec<(KeyId, SealedKey)>>, Failure> {
        let mut sealed = Vec::with_capacity(keys.len());
        if keys.is_empty() {
            return Ok(Some(sealed));
        }
        let device_keys = self.device_keys().await?;
        let bound_to = self.registration.bound_to;
        for lot in keys.chunks(SEALED_AT_ONCE) {
            let sealing = lot.iter().map(|plain| seal::seal(&device_keys, bound_to, plain));
            sealed.extend(futures::future::try_join_all(sealing).await?);
            if !go_on(sealed.len()) {
                return Ok(None);
            }
        }
        Ok(Some(sealed))
    }

    /// Opens a sealed product key. That it was opened stands in the history before anybody has it.
    pub(crate) async fn reveal(
        &mut self,
        license: LicenseId,
        id: KeyId,
        how: KeyUse,
        at: DateTime<Utc>,
    ) -> Answer {
        let Some(sealed) = self.vault.get(id) else {
            return Answer::Failed(Failure::NoSuchKey);
        };
        let secret = match self.open_sealed(license, id, &sealed).await {
            Ok(secret) => secret,
            Err(failure) => return Answer::Failed(failure),
        };
        match self.note(&Message::Gave(how, Tag::of(license), id), at).await {
            Ok(()) => Answer::Key(Secret(secret)),
            Err(failure) => Answer::Failed(failure),
        }
    }

    /// Notes in the history what changes no record, and stores it.
    pub(super) async fn note(
        &mut self,
        message: &Message,
        at: DateTime<Utc>,
    ) -> Result<(), Failure> {
        // Whoever may not write cannot leave a note: it would never reach the others.
        if self.share.is_some() && self.check_writable().is_err() {
            return Ok(());
        }
        self.inventory.note(message, at).map_err(|error| of_document(&error))?;
        self.store().await;
        // No record changed, but a history on screen has one more line.
        self.mailbox.post(&FromEngine::Changed(Update::default()));
        Ok(())
    }

    /// Opens a sealed product key with whichever of this device's keys it needs.
    async fn open_sealed(
        &mut self,
        license: LicenseId,
        id: KeyId,
        sealed: &SealedKey,
    ) -> Result<String, Failure> {
        if !self.keys.iter().any(|keys| keys.epoch == sealed.epoch) {
            self.read_keys().await?;
        }
        seal::open_with(&self.keys, self.registration.bound_to, license, id, sealed).await
    }

    /// Reads this device's keys of the workspace anew: another tab may have added some.
    pub(super) async fn read_keys(&mut self) -> Result<(), Failure> {
        let bound_to = self.registration.bound_to;
        self.keys = self.keeper.keys(bound_to).await.map_err(Failure::NotStored)?;
        Ok(())
    }

    /// The keys to seal with, made at the first product key.
    pub(super) async fn device_keys(&mut self) -> Result<DeviceKeys, Failure> {
        if self.keys.is_empty() {
            self.read_keys().await?;
        }
        // In a shared workspace there is one key to seal with, and it comes from elsewhere.
        if let Some(epoch) = self.share.as_ref().map(|share| share.epoch.clone()) {
            if !self.keys.iter().any(|keys| keys.epoch == epoch) {
                self.read_keys().await?;
            }
            let may_see = self.share.as_ref().is_some_and(|share| share.sees_keys);
            let known = self.keys.iter().find(|keys| may_see && keys.epoch == epoch);
            return known.cloned().ok_or(Failure::NoKeyToSealWith);
        }
        if let Some(keys) = self.keys.first() {
            return Ok(keys.clone());
        }
        let fresh = seal::make_device_keys(random::uuid().to_string()).await?;
        let bound_to = self.registration.bound_to;
        let keys = self.keeper.keep_keys(bound_to, fresh).await.map_err(Failure::NotStored)?;
        self.keys.push(keys.clone());
        Ok(keys)
    }
}
