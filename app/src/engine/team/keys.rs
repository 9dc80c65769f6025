//! The workspace key for other devices: sealed with the secret of an invitation, or wrapped for a
//! device's own key. The relay carries both and can open neither.
//!
//! A device has a key pair of which the private half cannot be exported. What is wrapped for it is
//! wrapped by a key that follows from that pair and one made for this once (ECDH on P-256, then
//! HKDF), so nothing has to be agreed on before.

use domain::id::{DeviceId, InviteId, WorkspaceId};
use js_sys::{Array, Object, Reflect, Uint8Array};
use replica::protocol::{Failure, decode, encode};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, CryptoKeyPair, SubtleCrypto};

use crate::engine::seal;
use crate::engine::webcrypto::{aes256, bytes, crypto, gcm, key, list, nonce, object, unwrap};
use crate::storage::device_keys::DeviceKeys;

const WRAPPING: [&str; 2] = ["wrapKey", "unwrapKey"];
/// A workspace has one key, or a few if it was put together from several devices'.
const MOST_KEYS: usize = 3;

/// Workspace keys on their way to another device.
#[derive(Debug, Serialize, Deserialize)]
struct Parcel {
    /// The workspace that product keys are bound to.
    bound_to: WorkspaceId,
    /// The public half of the pair made for this; empty in an invitation.
    #[serde(with = "serde_bytes")]
    once: Vec<u8>,
    /// Names, nonces and wrapped forms; the key in use comes first.
    keys: Vec<(String, [u8; 12], Vec<u8>)>,
}

/// What a parcel held: workspace keys, in the keeping of this device from now on.
#[derive(Debug)]
pub(super) struct Unpacked {
    pub(super) bound_to: WorkspaceId,
    pub(super) keys: Vec<DeviceKeys>,
}

/// For whom a parcel is; nobody else can pass it off as theirs.
#[derive(Debug, Clone, Copy)]
pub(super) enum For {
    Invite(InviteId),
    Device(DeviceId),
}

impl For {
    fn binding(self, bound_to: WorkspaceId, epoch: &str) -> String {
        match self {
            Self::Invite(id) => format!("seatwise share 1|invite {id}|{bound_to}|{epoch}"),
            Self::Device(id) => format!("seatwise share 1|device {id}|{bound_to}|{epoch}"),
        }
    }
}

/// What follows from the secret of an invitation.
#[derive(Debug)]
pub(super) struct InviteKeys {
    /// What the relay is shown. The secret does not follow from it.
    pub(super) proof: Vec<u8>,
    sealing: CryptoKey,
}

impl InviteKeys {
    pub(super) async fn of(secret: &[u8], invite: InviteId) -> Result<Self, Failure> {
        let subtle = crypto()?.subtle();
        let base = base_key(&subtle, secret).await?;
        let proof = subtle.derive_bits_with_object(&hkdf(&format!("proof {invite}")), &base, 256);
        let proof = bytes(proof).await?;
        let sealing = derived(&subtle, &base, &format!("key {invite}")).await?;
        Ok(Self { proof, sealing })
    }

    /// Seals workspace keys for whoever has the link.
    pub(super) async fn seal(
        &self,
        invite: InviteId,
        bound_to: WorkspaceId,
        keys: &[DeviceKeys],
    ) -> Result<Vec<u8>, Failure> {
        pack(&self.sealing, For::Invite(invite), bound_to, Vec::new(), keys).await
    }

    /// Opens what came with an invitation.
    pub(super) async fn open(&self, invite: InviteId, sealed: &[u8]) -> Result<Unpacked, Failure> {
        let parcel: Parcel = decode(sealed).ok_or(Failure::KeyDamaged)?;
        unpack(&self.sealing, For::Invite(invite), parcel).await
    }
}

/// A fresh pair for this device.
pub(super) async fn fresh_pair() -> Result<CryptoKeyPair, Failure> {
    let usages = list(&["deriveBits"]);
    let generating = crypto()?.subtle().generate_key_with_object(&p256(), false, &usages);
    let pair = JsFuture::from(generating.map_err(|_| Failure::NoCryptography)?).await;
    Ok(pair.map_err(|_| Failure::NoCryptography)?.unchecked_into())
}

/// The public half of a pair, as others see it.
pub(super) async fn public_half(pair: &CryptoKeyPair) -> Result<Vec<u8>, Failure> {
    let public = half(pair, "publicKey")?;
    bytes(crypto()?.subtle().export_key("raw", &public)).await
}

/// Wraps workspace keys for a device.
pub(super) async fn wrap_for(
    device: DeviceId,
    public_key: &[u8],
    bound_to: WorkspaceId,
    keys: &[DeviceKeys],
) -> Result<Vec<u8>, Failure> {
    let subtle = crypto()?.subtle();
    let theirs = public_key_of(&subtle, public_key).await?;
    let once = fresh_pair().await?;
    let private = half(&once, "privateKey")?;
    let wrapping = agreed(&subtle, &private, &theirs).await?;
    pack(&wrapping, For::Device(device), bound_to, public_half(&once).await?, keys).await
}

/// Opens what was wrapped for this device.
pub(super) async fn unwrap_for(
    device: DeviceId,
    pair: &CryptoKeyPair,
    wrapped: &[u8],
) -> Result<Unpacked, Failure> {
    let parcel: Parcel = decode(wrapped).ok_or(Failure::KeyDamaged)?;
    let subtle = crypto()?.subtle();
    let theirs = public_key_of(&subtle, &parcel.once).await.map_err(|_| Failure::KeyDamaged)?;
    let private = half(pair, "privateKey")?;
    let wrapping = agreed(&subtle, &private, &theirs).await?;
    unpack(&wrapping, For::Device(device), parcel).await
}

async fn pack(
    by: &CryptoKey,
    whom: For,
    bound_to: WorkspaceId,
    once: Vec<u8>,
    keys: &[DeviceKeys],
) -> Result<Vec<u8>, Failure> {
    let crypto = crypto()?;
    let subtle = crypto.subtle();
    let mut packed = Vec::new();
    for keys in keys.iter().take(MOST_KEYS) {
        let portable = seal::portable(keys).await?;
        let wrap_nonce: [u8; 12] =
            nonce(&crypto)?.try_into().map_err(|_| Failure::NoCryptography)?;
        let algorithm = gcm(&wrap_nonce, &whom.binding(bound_to, &keys.epoch));
        let wrapping = subtle.wrap_key_with_object("raw", &portable, by, &algorithm);
        packed.push((keys.epoch.clone(), wrap_nonce, bytes(wrapping).await?));
    }
    let parcel = Parcel { bound_to, once, keys: packed };
    encode(&parcel).ok_or_else(|| Failure::Internal("the keys did not encode".to_owned()))
}

async fn unpack(by: &CryptoKey, whom: For, parcel: Parcel) -> Result<Unpacked, Failure> {
    let Parcel { bound_to, keys, .. } = parcel;
    let subtle = crypto()?.subtle();
    let mut unpacked = Vec::new();
    for (epoch, wrap_nonce, wrapped) in keys.into_iter().take(MOST_KEYS) {
        let algorithm = gcm(&wrap_nonce, &whom.binding(bound_to, &epoch));
        let opened = unwrap(&subtle, &wrapped, by, &algorithm, true, &WRAPPING).await;
        let opened = opened.map_err(|_| Failure::KeyDamaged)?;
        unpacked.push(seal::keep(epoch, &opened).await?);
    }
    Ok(Unpacked { bound_to, keys: unpacked })
}

async fn base_key(subtle: &SubtleCrypto, secret: &[u8]) -> Result<CryptoKey, Failure> {
    let secret = Uint8Array::from(secret);
    let usages = list(&["deriveKey", "deriveBits"]);
    let importing = subtle.import_key_with_str("raw", &secret, "HKDF", false, &usages);
    let base = key(importing).await;
    secret.fill(0, 0, secret.length());
    base
}

/// The key that two pairs agree on.
async fn agreed(
    subtle: &SubtleCrypto,
    private: &CryptoKey,
    theirs: &CryptoKey,
) -> Result<CryptoKey, Failure> {
    let algorithm = object(&[("name", "ECDH".into()), ("public", theirs.clone().into())]);
    let shared = bytes(subtle.derive_bits_with_object(&algorithm, private, 256)).await?;
    derived(subtle, &base_key(subtle, &shared).await?, "device").await
}

/// A key to wrap with that follows from another one, for one purpose.
async fn derived(
    subtle: &SubtleCrypto,
    base: &CryptoKey,
    info: &str,
) -> Result<CryptoKey, Failure> {
    let (target, usages) = (aes256(), list(&WRAPPING));
    let info = hkdf(info);
    key(subtle.derive_key_with_object_and_object(&info, base, &target, false, &usages)).await
}

async fn public_key_of(subtle: &SubtleCrypto, raw: &[u8]) -> Result<CryptoKey, Failure> {
    let raw = Uint8Array::from(raw);
    key(subtle.import_key_with_object("raw", &raw, &p256(), true, &Array::new())).await
}

fn hkdf(info: &str) -> Object {
    object(&[
        ("name", "HKDF".into()),
        ("hash", "SHA-256".into()),
        ("salt", Uint8Array::new_with_length(0).into()),
        ("info", Uint8Array::from(format!("seatwise share 1 {info}").as_bytes()).into()),
    ])
}

fn p256() -> Object {
    object(&[("name", "ECDH".into()), ("namedCurve", "P-256".into())])
}

fn half(pair: &CryptoKeyPair, which: &str) -> Result<CryptoKey, Failure> {
    let half = Reflect::get(pair, &JsValue::from(which)).and_then(JsCast::dyn_into);
    half.map_err(|_| Failure::NoCryptography)
}
