//! Product keys, sealed and opened by the browser's cryptography (WebCrypto, AES-256-GCM).
//!
//! Each product key gets a content key of its own. That is wrapped by the workspace key, which is
//! a `CryptoKey` that cannot be exported: neither its bytes nor a content key's ever enter this
//! program's memory. Both encryptions are bound to workspace, license and key (see
//! [`replica::vault::binding`]), so that a sealed key cannot be passed off for another.

use domain::id::{KeyId, LicenseId, WorkspaceId};
use js_sys::{Array, Object, Reflect, Uint8Array};
use replica::protocol::{Failure, PlainKey};
use replica::vault::{SealedKey, binding, pad, unpad};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Crypto, CryptoKey, SubtleCrypto, WorkerGlobalScope};

use crate::storage::device_keys::DeviceKeys;

const NONCE_BYTES: usize = 12;

/// Fresh keys for a workspace of this device; `epoch` names them.
pub(crate) async fn make_device_keys(epoch: String) -> Result<DeviceKeys, Failure> {
    let crypto = crypto()?;
    let subtle = crypto.subtle();
    let usages = ["wrapKey", "unwrapKey"];
    let device_key = generate(&subtle, false, &usages).await?;
    let portable = generate(&subtle, true, &usages).await?;
    let wrap_nonce = nonce(&crypto)?;
    let algorithm = gcm(&wrap_nonce, &epoch);
    let wrapping = subtle.wrap_key_with_object("raw", &portable, &device_key, &algorithm);
    let wrapped = bytes(wrapping).await?;
    let workspace_key = unwrap(&subtle, &wrapped, &device_key, &algorithm, &usages).await?;
    Ok(DeviceKeys { epoch, workspace_key, device_key, wrapped, wrap_nonce })
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

/// Opens a sealed product key.
pub(crate) async fn open(
    keys: &DeviceKeys,
    bound_to: WorkspaceId,
    license: LicenseId,
    id: KeyId,
    sealed: &SealedKey,
) -> Result<String, Failure> {
    if sealed.epoch != keys.epoch {
        return Err(Failure::KeyNotHere);
    }
    let subtle = crypto()?.subtle();
    let binding = binding(bound_to, license, id, &sealed.epoch);
    let algorithm = gcm(&sealed.wrap_nonce, &binding);
    let usages = ["decrypt"];
    // Whatever fails from here on, the sealed key is not what was sealed under these names.
    let damaged = |_| Failure::KeyDamaged;
    let content_key =
        unwrap(&subtle, &sealed.wrapped_key, &keys.workspace_key, &algorithm, &usages)
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

/// The browser's cryptography, which it offers on secure addresses only.
fn crypto() -> Result<Crypto, Failure> {
    let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
    let crypto = scope.crypto().map_err(|_| Failure::NoCryptography)?;
    let has_subtle = Reflect::get(&crypto, &"subtle".into()).is_ok_and(|s| s.is_object());
    if has_subtle { Ok(crypto) } else { Err(Failure::NoCryptography) }
}

fn nonce(crypto: &Crypto) -> Result<Vec<u8>, Failure> {
    let mut nonce = vec![0; NONCE_BYTES];
    crypto.get_random_values_with_u8_array(&mut nonce).map_err(|error| internal(&error))?;
    Ok(nonce)
}

fn gcm(nonce: &[u8], binding: &str) -> Object {
    object(&[
        ("name", "AES-GCM".into()),
        ("iv", Uint8Array::from(nonce).into()),
        ("additionalData", Uint8Array::from(binding.as_bytes()).into()),
    ])
}

fn aes256() -> Object {
    object(&[("name", "AES-GCM".into()), ("length", 256.into())])
}

fn object(entries: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in entries {
        // Setting a key of a fresh object cannot fail.
        Reflect::set(&object, &(*name).into(), value).unwrap_or_default();
    }
    object
}

async fn generate(
    subtle: &SubtleCrypto,
    can_be_exported: bool,
    usages: &[&str],
) -> Result<CryptoKey, Failure> {
    let usages: Array = usages.iter().map(|usage| JsValue::from(*usage)).collect();
    let generating = subtle.generate_key_with_object(&aes256(), can_be_exported, &usages);
    key(generating).await
}

async fn unwrap(
    subtle: &SubtleCrypto,
    wrapped: &[u8],
    by: &CryptoKey,
    algorithm: &Object,
    usages: &[&str],
) -> Result<CryptoKey, Failure> {
    let usages: Array = usages.iter().map(|usage| JsValue::from(*usage)).collect();
    let wrapped = Uint8Array::from(wrapped);
    let unwrapping = subtle.unwrap_key_with_js_u8_array_and_object_and_object(
        "raw",
        &wrapped,
        by,
        algorithm,
        &aes256(),
        false,
        &usages,
    );
    key(unwrapping).await
}

type Promised = Result<js_sys::Promise, JsValue>;

async fn key(promised: Promised) -> Result<CryptoKey, Failure> {
    settled(promised).await?.dyn_into().map_err(|other| internal(&other))
}

async fn bytes(promised: Promised) -> Result<Vec<u8>, Failure> {
    Ok(Uint8Array::new(&settled(promised).await?).to_vec())
}

async fn settled(promised: Promised) -> Result<JsValue, Failure> {
    let promise = promised.map_err(|error| internal(&error))?;
    JsFuture::from(promise).await.map_err(|error| internal(&error))
}

/// Names the kind of error only; messages of the browser's could quote what was being sealed.
fn internal(error: &JsValue) -> Failure {
    let name = Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string());
    Failure::Internal(name.unwrap_or_else(|| "cryptography failed".to_owned()))
}
