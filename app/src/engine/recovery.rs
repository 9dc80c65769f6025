//! The workspace key for a new device: wrapped by what a passphrase or a printed code gives.
//!
//! The passphrase, the code and what Argon2id makes of the passphrase pass through this program's
//! memory, since the browser has no Argon2id. The workspace key does not: the browser unwraps it
//! into a `CryptoKey` and wraps that again.

use std::collections::BTreeMap;

use argon2::{Algorithm, Argon2, Params, Version};
use chrono::{DateTime, Utc};
use domain::id::WorkspaceId;
use js_sys::{JsString, Uint8Array};
use replica::protocol::Failure;
use replica::recovery::code::{self, RANDOM_BYTES};
use replica::recovery::{Derivation, Recovery, RecoveryKind, RecoveryTrouble, WrappedKey, binding};
use replica::vault::Vault;
use web_sys::CryptoKey;
use zeroize::Zeroizing;

use super::seal;
use super::webcrypto::{aes256, bytes, crypto, gcm, key, list, nonce, object, random, unwrap};
use crate::storage::device_keys::DeviceKeys;

const SALT_BYTES: usize = 16;
const WRAPPING: [&str; 2] = ["wrapKey", "unwrapKey"];

/// What a passphrase or a code has opened.
#[derive(Debug)]
pub(crate) struct Opened {
    /// Which of the two it was.
    pub(crate) kind: RecoveryKind,
    /// The workspace's keys, in the keeping of this device from now on.
    pub(crate) keys: Vec<DeviceKeys>,
    /// What wraps them for recovery.
    wrapping_key: CryptoKey,
}

/// A passphrase that opens these keys from now on.
pub(crate) async fn of_passphrase(
    passphrase: &str,
    bound_to: WorkspaceId,
    keys: &[DeviceKeys],
    made_at: DateTime<Utc>,
) -> Result<Recovery, Failure> {
    let (kind, derivation) = (RecoveryKind::Passphrase, Derivation::PASSPHRASE);
    let salt = random::<SALT_BYTES>(&crypto()?)?.to_vec();
    let typed = normalized(passphrase);
    let wrapping_key = wrapping_key(derivation, &salt, typed.as_bytes(), kind).await?;
    let keys = wrap_all(kind, bound_to, keys, &wrapping_key).await?;
    Ok(Recovery { made_at, derivation, salt, keys })
}

/// A fresh code that opens these keys from now on.
pub(crate) async fn fresh_code(
    bound_to: WorkspaceId,
    keys: &[DeviceKeys],
    made_at: DateTime<Utc>,
) -> Result<(String, Recovery), Failure> {
    let (kind, derivation) = (RecoveryKind::Code, Derivation::Hkdf);
    let crypto = crypto()?;
    let salt = random::<SALT_BYTES>(&crypto)?.to_vec();
    let secret = Zeroizing::new(random::<RANDOM_BYTES>(&crypto)?);
    let wrapping_key = wrapping_key(derivation, &salt, secret.as_slice(), kind).await?;
    let keys = wrap_all(kind, bound_to, keys, &wrapping_key).await?;
    Ok((code::write(&secret), Recovery { made_at, derivation, salt, keys }))
}

/// Opens the keys of a vault with what somebody typed: a code if it reads like one, else the
/// passphrase.
pub(crate) async fn open(
    vault: &Vault,
    bound_to: WorkspaceId,
    typed: &str,
) -> Result<Opened, Failure> {
    let of = |kind| vault.recovery(kind);
    let (passphrase, code) = (of(RecoveryKind::Passphrase), of(RecoveryKind::Code));
    if let (Some(recovery), Ok(secret)) = (&code, code::read(typed)) {
        let secret = Zeroizing::new(secret);
        let opened = open_one(RecoveryKind::Code, recovery, bound_to, secret.as_slice()).await?;
        if let Some(opened) = opened {
            return Ok(opened);
        }
    }
    if let Some(recovery) = &passphrase {
        let typed = normalized(typed);
        let kind = RecoveryKind::Passphrase;
        if let Some(opened) = open_one(kind, recovery, bound_to, typed.as_bytes()).await? {
            return Ok(opened);
        }
    }
    let trouble = RecoveryTrouble::of(typed, passphrase.is_some(), code.is_some());
    Err(Failure::Recovery(trouble))
}

/// `None` when it does not fit.
async fn open_one(
    kind: RecoveryKind,
    recovery: &Recovery,
    bound_to: WorkspaceId,
    secret: &[u8],
) -> Result<Option<Opened>, Failure> {
    let wrapping_key = wrapping_key(recovery.derivation, &recovery.salt, secret, kind).await?;
    let subtle = crypto()?.subtle();
    let mut keys = Vec::new();
    for (epoch, wrapped) in &recovery.keys {
        let algorithm = gcm(&wrapped.wrap_nonce, &binding(kind, bound_to, epoch));
        let (by, wrapped) = (&wrapping_key, &wrapped.wrapped_key);
        // One that was tampered with opens as little as one that does not fit.
        if let Ok(key) = unwrap(&subtle, wrapped, by, &algorithm, true, &WRAPPING).await {
            keys.push(seal::keep(epoch.clone(), &key).await?);
        }
    }
    Ok((!keys.is_empty()).then_some(Opened { kind, keys, wrapping_key }))
}

impl Opened {
    /// Wraps further keys of the same workspace, so that what was typed opens them as well.
    pub(crate) async fn wrap(
        &self,
        bound_to: WorkspaceId,
        keys: &[DeviceKeys],
    ) -> Result<BTreeMap<String, WrappedKey>, Failure> {
        wrap_all(self.kind, bound_to, keys, &self.wrapping_key).await
    }
}

async fn wrap_all(
    kind: RecoveryKind,
    bound_to: WorkspaceId,
    keys: &[DeviceKeys],
    by: &CryptoKey,
) -> Result<BTreeMap<String, WrappedKey>, Failure> {
    let crypto = crypto()?;
    let subtle = crypto.subtle();
    let mut all = BTreeMap::new();
    for keys in keys {
        let portable = seal::portable(keys).await?;
        let wrap_nonce = nonce(&crypto)?;
        let algorithm = gcm(&wrap_nonce, &binding(kind, bound_to, &keys.epoch));
        let wrapping = subtle.wrap_key_with_object("raw", &portable, by, &algorithm);
        let wrapped_key = bytes(wrapping).await?;
        all.insert(keys.epoch.clone(), WrappedKey { wrapped_key, wrap_nonce });
    }
    Ok(all)
}

/// The key that wraps, which cannot be exported.
async fn wrapping_key(
    derivation: Derivation,
    salt: &[u8],
    secret: &[u8],
    kind: RecoveryKind,
) -> Result<CryptoKey, Failure> {
    let subtle = crypto()?.subtle();
    let (raw, usages) = ("raw", list(&WRAPPING));
    match derivation {
        Derivation::Argon2id { memory, passes, lanes } => {
            let derived = argon2id(secret, salt, memory, passes, lanes)
                .ok_or_else(|| Failure::Internal("the passphrase was not derived".to_owned()))?;
            let derived = Uint8Array::from(derived.as_slice());
            let importing = subtle.import_key_with_object(raw, &derived, &aes256(), false, &usages);
            let imported = key(importing).await;
            derived.fill(0, 0, derived.length());
            imported
        }
        Derivation::Hkdf => {
            let secret = Uint8Array::from(secret);
            let deriving = list(&["deriveKey"]);
            let importing = subtle.import_key_with_str(raw, &secret, "HKDF", false, &deriving);
            let base = key(importing).await;
            secret.fill(0, 0, secret.length());
            let algorithm = object(&[
                ("name", "HKDF".into()),
                ("hash", "SHA-256".into()),
                ("salt", Uint8Array::from(salt).into()),
                ("info", Uint8Array::from(kind.key().as_bytes()).into()),
            ]);
            let (base, target) = (base?, aes256());
            key(subtle
                .derive_key_with_object_and_object(&algorithm, &base, &target, false, &usages))
            .await
        }
    }
}

/// Thirty-two bytes of a passphrase.
fn argon2id(
    secret: &[u8],
    salt: &[u8],
    memory: u32,
    passes: u32,
    lanes: u32,
) -> Option<Zeroizing<[u8; 32]>> {
    let params = Params::new(memory, passes, lanes, None).ok()?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let mut derived = Zeroizing::new([0; 32]);
    argon2.hash_password_into(secret, salt, derived.as_mut_slice()).ok()?;
    Some(derived)
}

/// The same passphrase from every keyboard: accents in one form, no spaces at the ends.
fn normalized(passphrase: &str) -> Zeroizing<String> {
    let normal = JsString::from(passphrase.trim()).normalize("NFKC");
    Zeroizing::new(String::from(normal))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The values of another program: `argon2` of the reference implementation.
    #[test]
    fn a_passphrase_is_derived_as_everywhere() {
        let derived = argon2id(b"password", b"somesalt", 65_536, 2, 1).unwrap();
        assert_eq!(
            *derived,
            [
                0x09, 0x31, 0x61, 0x15, 0xd5, 0xcf, 0x24, 0xed, 0x5a, 0x15, 0xa3, 0x1a, 0x3b, 0xa3,
                0x26, 0xe5, 0xcf, 0x32, 0xed, 0xc2, 0x47, 0x02, 0x98, 0x7c, 0x02, 0xb6, 0x56, 0x6f,
                0x61, 0x91, 0x3c, 0xf7
            ]
        );
    }

    #[test]
    fn another_salt_or_passphrase_gives_another_key() {
        let of = |secret: &[u8], salt: &[u8]| *argon2id(secret, salt, 64, 1, 1).unwrap();
        let one = of(b"a lantern over", b"salt salt salt 1");
        assert_eq!(one, of(b"a lantern over", b"salt salt salt 1"));
        assert_ne!(one, of(b"a lantern over", b"salt salt salt 2"));
        assert_ne!(one, of(b"a lantern Over", b"salt salt salt 1"));
        assert!(argon2id(b"a lantern over", b"short", 64, 1, 1).is_none());
    }
}
