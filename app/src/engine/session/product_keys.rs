//! The product keys of an open workspace: sealing them, opening one.

use domain::id::{KeyId, LicenseId};
use replica::protocol::{Answer, Failure, PlainKey, Secret};
use replica::vault::SealedKey;

use super::Session;
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

    /// Opens a sealed product key.
    pub(crate) async fn reveal(&mut self, license: LicenseId, id: KeyId) -> Answer {
        let Some(sealed) = self.vault.get(id) else {
            return Answer::Failed(Failure::NoSuchKey);
        };
        if self.keys.is_none() {
            match self.keeper.keys(self.registration.bound_to).await {
                Ok(keys) => self.keys = keys,
                Err(trouble) => return Answer::Failed(Failure::NotStored(trouble)),
            }
        }
        let Some(keys) = &self.keys else { return Answer::Failed(Failure::KeyNotHere) };
        match seal::open(keys, self.registration.bound_to, license, id, &sealed).await {
            Ok(secret) => Answer::Key(Secret(secret)),
            Err(failure) => Answer::Failed(failure),
        }
    }

    /// This device's keys of the workspace, made at the first product key.
    async fn device_keys(&mut self) -> Result<DeviceKeys, Failure> {
        if let Some(keys) = &self.keys {
            return Ok(keys.clone());
        }
        let bound_to = self.registration.bound_to;
        let found = self.keeper.keys(bound_to).await.map_err(Failure::NotStored)?;
        let keys = if let Some(keys) = found {
            keys
        } else {
            let fresh = seal::make_device_keys(random::uuid().to_string()).await?;
            self.keeper.keep_keys(bound_to, fresh).await.map_err(Failure::NotStored)?
        };
        self.keys = Some(keys.clone());
        Ok(keys)
    }
}
