//! Product keys, sealed and opened by the browser's cryptography (WebCrypto, AES-256-GCM).
//!
//! Each product key gets a content key of its own. That is wrapped by the workspace key, which is
//! a `CryptoKey` that cannot be exported: neither its bytes nor a content key's ever enter this
//! program's memory. Both encryptions are bound to workspace, license and key (see
//! [`replica::vault::binding`]), so that a sealed key cannot be passed off for another.

use domain::id::{KeyId, LicenseId, WorkspaceId};
use replica::protocol::{Failure, PlainKey};
use replica::vault::{SealedKey, binding, pad, unpad};
use web_sys::CryptoKey;

use super::webcrypto::{bytes, crypto, gcm, generate, nonce, unwrap};
use crate::storage::device_keys::DeviceKeys;

/// What a workspace key is for.
const WRAPPING: [&str; 2] = ["wrapKey", "unwrapKey"];

/// Fresh keys for a workspace of this device; `epoch` names them.
pub(crate) async fn make_device_keys(epoch: String) -> Result<DeviceKeys, Failure> {
    let portable = generate(&crypto()?.subtle(), true, &WRAPPING).await?;
    keep(epoch, &portable).await
}

/// A workspace key in the keeping of this device: once to use, and once to hand on.
pub(crate) async fn keep(epoch: String, portable: &CryptoKey) -> Result<DeviceKeys, Failure> {
    let crypto = crypto()?;
    let subtle = crypto.subtle();
    let device_key = generate(&subtle, false, &WRAPPING).await?;
    let wrap_nonce = nonce(&crypto)?;
    let algorithm = gcm(&wrap_nonce, &epoch);
    let wrapping = subtle.wrap_key_with_object("raw", portable, &device_key, &algorithm);
    let wrapped = bytes(wrapping).await?;
    let workspace_key =
        unwrap(&subtle, &wrapped, &device_key, &algorithm, false, &WRAPPING).await?;
    Ok(DeviceKeys { epoch, workspace_key, device_key, wrapped, wrap_nonce })
}

/// A workspace key as a `CryptoKey` that can be wrapped for somebody else; it lives until that is
/// done, and its bytes stay with the browser.
pub(crate) async fn portable(keys: &DeviceKeys) -> Result<CryptoKey, Failure> {
    let algorithm = gcm(&keys.wrap_nonce, &keys.epoch);
    let subtle = crypto()?.subtle();
    unwrap(&subtle, &keys.wrapped, &keys.device_key, &algorithm, true, &WRAPPING).await
}

/// Seals a product key.
pub(crate) async fn seal(
    keys: &DeviceKeys,
    bound_to: WorkspaceId,
    plain: &PlainKey,
) -> Result<(KeyId, SealedKey), Failure> {
    let crypto = crypto()?;
    let subtle = crypto.subtle();
    let binding = binding(bound_to, plain.license, plain.key, &keys.epoch);
    let content_key = generate(&subtle, true, &["encrypt", "decrypt"]).await?;
    let nonce_of_text = nonce(&crypto)?;
    let padded = pad(&plain.secret.0);
    let encrypting = subtle.encrypt_with_object_and_u8_array(
        &gcm(&nonce_of_text, &binding),
        &content_key,
        &padded,
    );
    let ciphertext = bytes(encrypting).await?;
    let wrap_nonce = nonce(&crypto)?;
    let algorithm = gcm(&wrap_nonce, &binding);
    let wrapping =
        subtle.wrap_key_with_object("raw", &content_key, &keys.workspace_key, &algorithm);
    let wrapped_key = bytes(wrapping).await?;
    let sealed = SealedKey {
        license_id: plain.license,
        epoch: keys.epoch.clone(),
        wrapped_key,
        wrap_nonce,
        ciphertext,
        nonce: nonce_of_text,
    };
    Ok((plain.key, sealed))
}

/// Opens a sealed product key with whichever of `all` it needs.
pub(crate) async fn open_with(
    all: &[DeviceKeys],
    bound_to: WorkspaceId,
    license: LicenseId,
    id: KeyId,
    sealed: &SealedKey,
) -> Result<String, Failure> {
    let keys = all.iter().find(|keys| keys.epoch == sealed.epoch).ok_or(Failure::KeyNotHere)?;
    open(keys, bound_to, license, id, sealed).await
}

/// Opens a sealed product key.
async fn open(
    keys: &DeviceKeys,
    bound_to: WorkspaceId,
    license: LicenseId,
    id: KeyId,
    sealed: &SealedKey,
) -> Result<String, Failure> {
    let subtle = crypto()?.subtle();
    let binding = binding(bound_to, license, id, &sealed.epoch);
    let algorithm = gcm(&sealed.wrap_nonce, &binding);
    let usages = ["decrypt"];
    // Whatever fails from here on, the sealed key is not what was sealed under these names.
    let damaged = |_| Failure::KeyDamaged;
    let content_key =
        unwrap(&subtle, &sealed.wrapped_key, &keys.workspace_key, &algorithm, false, &usages)
            .await
            .map_err(damaged)?;
    let decrypting = subtle.decrypt_with_object_and_u8_array(
        &gcm(&sealed.nonce, &binding),
        &content_key,
        &sealed.ciphertext,
    );
    let padded = bytes(decrypting).await.map_err(damaged)?;
    unpad(&padded).ok_or(Failure::KeyDamaged)
}
