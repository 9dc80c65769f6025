//! As whom this device comes in.

use domain::id::{DeviceId, MemberId};
use replica::protocol::Failure;
use replica::team::api::{Hex, Membership as Told, Newcomer};
use sha2::{Digest, Sha256};
use web_sys::CryptoKeyPair;

use super::keys;
use crate::engine::keeper::Keeper;
use crate::engine::webcrypto;
use crate::platform::random;
use crate::storage::memberships::{Asked, Errand, Membership};

/// A member and a device that come in.
#[derive(Debug)]
pub(super) struct Coming {
    asked: Asked,
    pub(super) pair: CryptoKeyPair,
}

impl Coming {
    /// The same one that has asked before, if no answer has come; else a fresh one, on disk when this
    /// returns.
    pub(super) async fn for_errand(keeper: &Keeper, errand: &Errand) -> Result<Self, Failure> {
        if let Some((asked, pair)) = keeper.asked(errand).await {
            return Ok(Self { asked, pair });
        }
        let asked = Asked {
            member: MemberId(random::uuid()),
            device: DeviceId(random::uuid()),
            credential: webcrypto::random::<32>(&webcrypto::crypto()?)?.to_vec(),
        };
        let pair = keys::fresh_pair().await?;
        keeper.note_asked(errand, &asked, &pair).await.map_err(Failure::NotStored)?;
        Ok(Self { asked, pair })
    }

    /// What the relay is told.
    pub(super) async fn newcomer(
        &self,
        name: &str,
        device_name: &str,
    ) -> Result<Newcomer, Failure> {
        Ok(Newcomer {
            member: self.asked.member,
            name: name.to_owned(),
            device: self.asked.device,
            device_name: device_name.to_owned(),
            credential_hash: Hex(Sha256::digest(&self.asked.credential).to_vec()),
            public_key: Hex(keys::public_half(&self.pair).await?),
        })
    }

    /// What is kept once the relay has let it in.
    pub(super) fn membership(&self, address: String, told: &Told) -> Membership {
        Membership {
            address,
            workspace: told.workspace,
            member: told.member,
            device: told.device,
            name: told.name.clone(),
            credential: self.asked.credential.clone(),
            role: told.role,
            sees_keys: told.sees_keys,
            epoch: told.epoch.clone(),
            ended: None,
            is_leaving: false,
            old_vault: None,
            unsent: Vec::new(),
        }
    }
}
