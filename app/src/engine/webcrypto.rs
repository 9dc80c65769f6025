//! The browser's cryptography (WebCrypto), in the few shapes this program needs.

use js_sys::{Array, Object, Reflect, Uint8Array};
use replica::protocol::Failure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Crypto, CryptoKey, SubtleCrypto, WorkerGlobalScope};

const NONCE_BYTES: usize = 12;

/// The browser's cryptography, which it offers on secure addresses only.
pub(crate) fn crypto() -> Result<Crypto, Failure> {
    let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
    let crypto = scope.crypto().map_err(|_| Failure::NoCryptography)?;
    let has_subtle = Reflect::get(&crypto, &"subtle".into()).is_ok_and(|s| s.is_object());
    if has_subtle { Ok(crypto) } else { Err(Failure::NoCryptography) }
}

/// A fresh nonce for AES-GCM.
pub(crate) fn nonce(crypto: &Crypto) -> Result<Vec<u8>, Failure> {
    random::<NONCE_BYTES>(crypto).map(Vec::from)
}

/// Random bytes.
pub(crate) fn random<const N: usize>(crypto: &Crypto) -> Result<[u8; N], Failure> {
    let mut bytes = [0; N];
    crypto.get_random_values_with_u8_array(&mut bytes).map_err(|error| internal(&error))?;
    Ok(bytes)
}

/// AES-GCM with this nonce and this additional data.
pub(crate) fn gcm(nonce: &[u8], binding: &str) -> Object {
    object(&[
        ("name", "AES-GCM".into()),
        ("iv", Uint8Array::from(nonce).into()),
        ("additionalData", Uint8Array::from(binding.as_bytes()).into()),
    ])
}

/// A key of 256 bits for AES-GCM.
pub(crate) fn aes256() -> Object {
    object(&[("name", "AES-GCM".into()), ("length", 256.into())])
}

/// An object of these properties.
pub(crate) fn object(entries: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in entries {
        // Setting a key of a fresh object cannot fail.
        Reflect::set(&object, &(*name).into(), value).unwrap_or_default();
    }
    object
}

/// A fresh key.
pub(crate) async fn generate(
    subtle: &SubtleCrypto,
    can_be_exported: bool,
    usages: &[&str],
) -> Result<CryptoKey, Failure> {
    let usages = list(usages);
    let generating = subtle.generate_key_with_object(&aes256(), can_be_exported, &usages);
    key(generating).await
}

/// The key that `by` wraps.
pub(crate) async fn unwrap(
    subtle: &SubtleCrypto,
    wrapped: &[u8],
    by: &CryptoKey,
    algorithm: &Object,
    can_be_exported: bool,
    usages: &[&str],
) -> Result<CryptoKey, Failure> {
    let usages = list(usages);
    let wrapped = Uint8Array::from(wrapped);
    let unwrapping = subtle.unwrap_key_with_js_u8_array_and_object_and_object(
        "raw",
        &wrapped,
        by,
        algorithm,
        &aes256(),
        can_be_exported,
        &usages,
    );
    key(unwrapping).await
}

/// What the browser's cryptography answers at once.
pub(crate) type Promised = Result<js_sys::Promise, JsValue>;

/// The key that was promised.
pub(crate) async fn key(promised: Promised) -> Result<CryptoKey, Failure> {
    settled(promised).await?.dyn_into().map_err(|other| internal(&other))
}

/// The bytes that were promised.
pub(crate) async fn bytes(promised: Promised) -> Result<Vec<u8>, Failure> {
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

/// Keys are told what they may be used for.
pub(crate) fn list(usages: &[&str]) -> Array {
    usages.iter().map(|usage| JsValue::from(*usage)).collect()
}
