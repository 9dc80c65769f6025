//! The recovery of an open workspace's product keys. All of this is asked seldom.

use chrono::{DateTime, Utc};
use domain::id::LicenseId;
use replica::message::{Message, RecoveryAct, Tag};
use replica::protocol::{Answer, Failure, Packed, PlainKey, PlainKeys, Secret, StorageState};
use replica::recovery::{Recovery, RecoveryKind, RecoveryState, RecoveryTrouble};

use super::{Session, of_document};
use crate::engine::{recovery, seal};

/// Product keys for a file are opened so many at a time.
const OPENED_AT_ONCE: usize = 64;

impl Session {
    /// How the recovery stands.
    pub(crate) async fn tell_recovery(&mut self) -> Answer {
        match self.recovery_state().await {
            Ok(state) => Answer::Recovery(Packed::of(&state)),
            Err(failure) => Answer::Failed(failure),
        }
    }

    async fn recovery_state(&mut self) -> Result<RecoveryState, Failure> {
        self.read_keys().await?;
        let epochs = self.vault.epochs();
        let count = |is_counted: &dyn Fn(&String) -> bool| -> u32 {
            epochs.iter().filter(|(epoch, _)| is_counted(epoch)).map(|(_, n)| n).sum()
        };
        let of = |kind| self.vault.recovery(kind);
        let uncovered = |recovery: &Option<Recovery>| {
            count(&|epoch| recovery.as_ref().is_none_or(|r| !r.keys.contains_key(epoch)))
        };
        let (passphrase, code) = (of(RecoveryKind::Passphrase), of(RecoveryKind::Code));
        Ok(RecoveryState {
            passphrase: passphrase.as_ref().map(|recovery| recovery.made_at),
            code: code.as_ref().map(|recovery| recovery.made_at),
            n_keys: count(&|_| true),
            n_locked: count(&|epoch| !self.keys.iter().any(|keys| keys.epoch == *epoch)),
            n_uncovered: (uncovered(&passphrase), uncovered(&code)),
        })
    }

    /// Lets a passphrase open the keys from now on.
    pub(crate) async fn set_passphrase(
        &mut self,
        passphrase: &Secret,
        at: DateTime<Utc>,
    ) -> Answer {
        let set = async {
            self.ready_to_replace(RecoveryKind::Passphrase).await?;
            let bound_to = self.registration.bound_to;
            let recovery = recovery::of_passphrase(&passphrase.0, bound_to, &self.keys, at).await?;
            self.put_recovery(RecoveryKind::Passphrase, Some(&recovery), at).await
        };
        answered(set.await)
    }

    /// Makes a code that opens the keys from now on.
    pub(crate) async fn make_code(&mut self, at: DateTime<Utc>) -> Answer {
        let made = async {
            self.ready_to_replace(RecoveryKind::Code).await?;
            let bound_to = self.registration.bound_to;
            let (code, recovery) = recovery::fresh_code(bound_to, &self.keys, at).await?;
            self.put_recovery(RecoveryKind::Code, Some(&recovery), at).await?;
            Ok(code)
        };
        match made.await {
            Ok(code) => Answer::Key(Secret(code)),
            Err(failure) => Answer::Failed(failure),
        }
    }

    /// Takes the passphrase or the code away.
    pub(crate) async fn remove_recovery(
        &mut self,
        kind: RecoveryKind,
        at: DateTime<Utc>,
    ) -> Answer {
        let removed = async {
            self.ready_to_replace(kind).await?;
            self.put_recovery(kind, None, at).await
        };
        answered(removed.await)
    }

    /// Has this device's keys at hand, and refuses if the recovery that is to go is the only thing
    /// that opens some product keys.
    async fn ready_to_replace(&mut self, kind: RecoveryKind) -> Result<(), Failure> {
        self.device_keys().await?;
        self.read_keys().await?;
        let recovery = self.vault.recovery(kind);
        let is_here = |epoch: &String| self.keys.iter().any(|keys| keys.epoch == *epoch);
        let would_lose = self.vault.epochs().keys().any(|epoch| {
            !is_here(epoch) && recovery.as_ref().is_some_and(|r| r.keys.contains_key(epoch))
        });
        // One that does not read may be a newer version's, and open anything.
        if would_lose || self.vault.has_strange_recovery(kind) {
            return Err(Failure::Recovery(RecoveryTrouble::WouldLoseKeys));
        }
        Ok(())
    }

    async fn put_recovery(
        &mut self,
        kind: RecoveryKind,
        recovery: Option<&Recovery>,
        at: DateTime<Utc>,
    ) -> Result<(), Failure> {
        self.check_writable().map_err(|error| of_document(&error))?;
        self.check_stored()?;
        let before = self.vault.recovery(kind);
        self.write_recovery(kind, recovery, at).await?;
        let stored = self.check_stored();
        if stored.is_err() {
            // Stored later, it would take the place of one that somebody has on paper or in mind.
            self.write_recovery(kind, before.as_ref(), at).await?;
        }
        stored
    }

    /// Nobody may rely on a recovery that is not on disk.
    fn check_stored(&self) -> Result<(), Failure> {
        match self.keeper.state() {
            StorageState::Stored => Ok(()),
            StorageState::Unstored(why) => Err(Failure::NotStored(why.clone())),
        }
    }

    async fn write_recovery(
        &mut self,
        kind: RecoveryKind,
        recovery: Option<&Recovery>,
        at: DateTime<Utc>,
    ) -> Result<(), Failure> {
        self.vault.set_recovery(kind, recovery, at).map_err(|error| of_document(&error))?;
        let act = match recovery {
            Some(_) => RecoveryAct::Set(kind),
            None => RecoveryAct::Removed(kind),
        };
        self.note(&Message::Recovery(act), at).await
    }

    /// Opens the product keys on this device from now on. What this device has sealed by itself
    /// meanwhile is opened by the same passphrase or code from then on.
    pub(crate) async fn unlock(&mut self, secret: &Secret, at: DateTime<Utc>) -> Answer {
        let unlocked = async {
            let bound_to = self.registration.bound_to;
            let opened = recovery::open(&self.vault, bound_to, &secret.0).await?;
            self.keeper.add_keys(bound_to, &opened.keys).await.map_err(Failure::NotStored)?;
            self.read_keys().await?;
            let covered = self.vault.recovery(opened.kind).map(|recovery| recovery.keys);
            let covered = covered.unwrap_or_default();
            let mut further = self.keys.clone();
            further.retain(|keys| !covered.contains_key(&keys.epoch));
            // Documents that this version only reads are unlocked all the same.
            if self.check_writable().is_ok() {
                let wrapped = opened.wrap(bound_to, &further).await?;
                self.vault
                    .extend_recovery(opened.kind, &wrapped, at)
                    .map_err(|error| of_document(&error))?;
                self.note(&Message::Recovery(RecoveryAct::Unlocked), at).await?;
            }
            Ok(())
        };
        answered(unlocked.await)
    }

    /// All product keys of these licenses for a file. That they were given stands in the history
    /// before anybody has them.
    pub(crate) async fn keys_for_file(
        &mut self,
        ids: &[LicenseId],
        at: DateTime<Utc>,
    ) -> Result<PlainKeys, Failure> {
        let licenses = &self.inventory.workspace().licenses;
        let mut found = PlainKeys::default();
        let mut sealed = Vec::new();
        for license in ids.iter().filter_map(|id| licenses.get(id)) {
            for key in license.keys.keys() {
                match self.vault.get(*key) {
                    Some(entry) => sealed.push((license.id, *key, entry)),
                    // Its part of the vault is damaged or of a newer version.
                    None => found.n_locked += 1,
                }
            }
        }
        self.read_keys().await?;
        for lot in sealed.chunks(OPENED_AT_ONCE) {
            let opening = lot.iter().map(|(license, key, sealed)| {
                seal::open_with(&self.keys, self.registration.bound_to, *license, *key, sealed)
            });
            let opened = futures::future::join_all(opening).await;
            for ((license, key, _), opened) in lot.iter().zip(opened) {
                let (license, key) = (*license, *key);
                match opened {
                    Ok(secret) => {
                        found.keys.push(PlainKey { license, key, secret: Secret(secret) });
                    }
                    Err(Failure::KeyNotHere | Failure::KeyDamaged) => found.n_locked += 1,
                    Err(failure) => return Err(failure),
                }
            }
        }
        let mut given: Vec<Tag> = found.keys.iter().map(|key| Tag::of(key.license)).collect();
        given.dedup();
        if !given.is_empty() {
            self.note(&Message::ExportedKeys(found.keys.len(), given), at).await?;
        }
        Ok(found)
    }
}

fn answered(result: Result<(), Failure>) -> Answer {
    match result {
        Ok(()) => Answer::Done,
        Err(failure) => Answer::Failed(failure),
    }
}
