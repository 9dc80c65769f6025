//! What must not show in a log or a panic: product keys, passphrases, and whatever may hold one.

use std::fmt;

use domain::id::{KeyId, LicenseId};
use serde::{Deserialize, Serialize};

/// A product key in the clear, on its way from the form into the vault.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlainKey {
    /// The license it belongs to.
    pub license: LicenseId,
    /// Its identity.
    pub key: KeyId,
    /// The key itself.
    pub secret: Secret,
}

/// Product keys in the clear, for a file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PlainKeys {
    /// Those that open on this device.
    pub keys: Vec<PlainKey>,
    /// How many others there are.
    pub n_locked: u32,
}

/// Text that never shows in logs or panics.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl fmt::Debug for PlainKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PlainKey({}, {})", self.license, self.key)
    }
}
